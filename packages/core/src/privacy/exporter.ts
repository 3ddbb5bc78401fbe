import type { Event } from '@casewell/bus'
import { rowsOf, type Store } from '@casewell/store'
import type { Actor } from '../actor.ts'
import { type Conversation, Conversations } from '../cases/collections.ts'
import { type FileRef, type Message, Messages } from '../cases/message.ts'
import { coreErrors } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { Customers } from '../people/collections.ts'
import { partsOf } from '../people/person.ts'
import { policy } from '../policy.ts'
import { Attempts, Verifications } from '../verification/collections.ts'
import { casesOf, collectionNamed, type DocName, familyOf, messagesOf, namesAbout } from './held.ts'
import type { Scope } from './scope.ts'
import { handlesOf, messageOf } from './subjects.ts'

/** One thing that is held: a document, a file, or a fact of the history. */
export type Exported =
  | { readonly kind: 'document'; readonly collection: string; readonly id: string; readonly doc: unknown }
  | {
      readonly kind: 'file'
      readonly file: ExportedFile
      /** @throws `store/no-blob` */
      readonly bytes: AsyncIterable<Uint8Array>
    }
  | { readonly kind: 'event'; readonly event: Event }

/** A file as a message names it; of other blobs nothing but the blob is known. */
export type ExportedFile = Pick<FileRef, 'blob'> & Partial<Pick<FileRef, 'name' | 'mime' | 'size'>>

interface Seen {
  readonly documents: Set<string>
  readonly files: Map<string, ExportedFile>
  readonly subjects: Set<string>
  /** Ids of the person; empty if it is about a case or a message. */
  readonly customers: ReadonlySet<string>
}

/** Reads everything that is held on somebody or something. */
export class Exporter {
  readonly #store: Store
  readonly #kernel: Kernel
  /** Whoever may not read notes gets none. */
  readonly #withNotes: boolean

  constructor(store: Store, actor: Actor, kernel: Kernel) {
    this.#store = store
    this.#kernel = kernel
    this.#withNotes = policy['read-notes'][actor.role] === 'yes'
  }

  /** Documents first, then files, then the history. */
  async *of(scope: Scope): AsyncIterable<Exported> {
    const customers = scope.customer === undefined ? [] : await partsOf(this.#store, scope.customer)
    const seen: Seen = { documents: new Set(), files: new Map(), subjects: new Set(), customers: new Set(customers) }
    if (scope.message !== undefined) yield* this.#message(scope.message, scope.file, seen)
    else if (scope.case !== undefined)
      for await (const id of familyOf(this.#store, scope.case)) yield* this.#case(id, seen)
    else yield* this.#person(customers, seen)
    for (const file of seen.files.values()) yield { kind: 'file', file, bytes: this.#store.blobs.read(file.blob) }
    for (const subject of seen.subjects) yield* this.#history(subject)
  }

  async *#person(customers: readonly string[], seen: Seen): AsyncIterable<Exported> {
    for (const id of customers) {
      seen.subjects.add(id)
      yield* this.#document({ collection: Customers.name, id }, seen)
    }
    for await (const id of casesOf(this.#store, customers)) yield* this.#case(id, seen)
    const handles = await handlesOf(this.#store, customers)
    yield* this.#about([...customers, ...handles.map(({ id }) => id)], seen)
  }

  async *#case(id: string, seen: Seen): AsyncIterable<Exported> {
    seen.subjects.add(id)
    for (const collection of ['cases', 'case-contents']) yield* this.#document({ collection, id }, seen)
    for await (const message of messagesOf(this.#store, id))
      yield* this.#document({ collection: Messages.name, id: message.id }, seen)
    for await (const item of rowsOf(this.#store, Conversations, { index: 'case', equals: [id] }))
      yield* this.#document({ collection: Conversations.name, id: item.id }, seen)
    yield* this.#about([id], seen)
  }

  async *#message(id: string, file: string | undefined, seen: Seen): AsyncIterable<Exported> {
    const message = await messageOf(this.#store, id, file)
    if (message.visibility === 'internal' && !this.#withNotes)
      throw coreErrors['no-message']({ case: message.case, message: id })
    if (file === undefined) {
      yield* this.#document({ collection: Messages.name, id }, seen)
      yield* this.#about([id], seen)
    } else for (const one of message.files) if (one.blob === file) seen.files.set(file, one)
  }

  async *#about(subjects: readonly string[], seen: Seen): AsyncIterable<Exported> {
    for await (const name of namesAbout(this.#store, subjects)) yield* this.#document(name, seen)
  }

  async *#document(name: DocName, seen: Seen): AsyncIterable<Exported> {
    const key = `${name.collection}/${name.id}`
    if (seen.documents.has(key) || secret.has(name.collection)) return
    seen.documents.add(key)
    const collection = collectionNamed(this.#kernel, name.collection)
    const stored = await this.#store.get(collection, name.id)
    if (!stored || !this.#isShown(name, stored.doc)) return
    const doc = shownOf(name, stored.doc, seen)
    const files = name.collection === Messages.name ? (stored.doc as Message).files : [] // that collection's documents
    for (const file of files) seen.files.set(file.blob, file)
    for (const blob of collection.blobs(stored.doc)) if (!seen.files.has(blob)) seen.files.set(blob, { blob })
    yield { kind: 'document', ...name, doc }
  }

  #isShown({ collection }: DocName, doc: unknown): boolean {
    return this.#withNotes || collection !== Messages.name || (doc as Message).visibility === 'public' // that collection's documents
  }

  async *#history(subject: string): AsyncIterable<Exported> {
    for (let after = 0, more = true; more; ) {
      const events = await this.#store.readLog({ after, limit: 500, subject })
      for (const event of events) yield { kind: 'event', event }
      after = events.at(-1)?.position ?? after
      more = events.length === 500
    }
  }
}

/** Of a conversation in somebody else's case a person gets their own part: who else takes part is no business of theirs. */
function shownOf({ collection }: DocName, doc: unknown, { customers, subjects }: Seen): unknown {
  if (collection !== Conversations.name || customers.size === 0) return doc
  const conversation = doc as Conversation // that collection's documents
  if (subjects.has(conversation.case)) return doc
  const isOwn = ({ customer }: Conversation['participants'][number]) => customer !== null && customers.has(customer)
  return { ...conversation, participants: conversation.participants.filter(isOwn), wire: {} }
}

/** What proves who somebody is, is of no use to them, and of much to others. */
const secret: ReadonlySet<string> = new Set([Verifications.name, Attempts.name])
