import type { AnyCollection, Collection, UnitOfWork } from '@casewell/store'
import { CaseCommands } from '../cases/case-commands.ts'
import { CaseContents, Cases, Conversations } from '../cases/collections.ts'
import { Messages } from '../cases/message.ts'
import type { Kernel } from '../kernel.ts'
import { Contacts } from '../labour/collections.ts'
import { Handles } from '../people/collections.ts'
import { Attempts, Verifications } from '../verification/collections.ts'
import { ErasedBlobs } from './collections.ts'
import { type Gone, withoutHandles } from './erasing.ts'
import { collectionNamed, type DocName } from './held.ts'

/** Collections without content, which bear history and counts; and handles, which go with the person. */
export const standing: ReadonlySet<string> = new Set([Cases.name, Contacts.name, Handles.name])

/** Collections whose ids are made from what they are about: they must stay free for whoever asks again. */
const freed: ReadonlySet<string> = new Set([Verifications.name, Attempts.name])

/** As long as a blob may be kept for somebody who wrote the same bytes, and an hour; milliseconds. */
const blobWaitMs = 25 * 3_600_000

/** What is removed in one unit of work. */
export class Removal {
  readonly #unit: UnitOfWork
  readonly #kernel: Kernel
  readonly #cases: CaseCommands
  /** So many documents were erased or lost content. */
  documents = 0

  constructor(unit: UnitOfWork, kernel: Kernel) {
    this.#unit = unit
    this.#kernel = kernel
    this.#cases = new CaseCommands(unit, { id: 'privacy', role: 'system' }, kernel)
  }

  erase(from: AnyCollection, id: string): void {
    this.#unit.erase(from, id)
    this.documents++
  }

  /** Subject, KCS parts and custom values of a case. */
  async content(id: string): Promise<void> {
    if (!(await this.#unit.get(CaseContents, id))) return
    await this.#cases.redact(id)
    this.documents++
  }

  /** A message with its files, and what plugins keep under its id. */
  async message(id: string): Promise<void> {
    const stored = await this.#unit.get(Messages, id)
    if (!stored) return
    for (const { blob } of stored.doc.files) await this.#forget(blob, stored.doc.at + 1)
    await this.#cases.redact(stored.doc.case, { message: id })
    this.documents++
    for (const { collection } of this.#kernel.erasings.values())
      await this.document({ collection: collection.name, id }, { customers: new Set(), handles: new Set() })
  }

  /** One file of a message. */
  async file(message: string, blob: string): Promise<void> {
    const stored = await this.#unit.get(Messages, message)
    if (!stored?.doc.files.some((file) => file.blob === blob)) return
    await this.#forget(blob, stored.doc.at + 1)
    await this.#cases.redactFile(stored.doc.case, { message, file: blob })
    this.documents++
  }

  /** Takes a person out of a conversation. */
  async participant(id: string, { customers, handles }: Gone): Promise<void> {
    const stored = await this.#unit.get(Conversations, id)
    if (!stored) return
    const isOther = ({ customer, handle }: (typeof stored.doc.participants)[number]): boolean =>
      !(customer !== null && customers.has(customer)) && !handles.has(handle.value.toLowerCase())
    const { participants, wire } = stored.doc
    const left = { participants: participants.filter(isOther), wire: withoutHandles(wire, handles) as typeof wire } // a record stays one
    this.#change(Conversations, id, stored.doc, { ...stored.doc, ...left })
  }

  /** Takes a person's handles out of what a channel keeps of somebody else's message. */
  async wire(id: string, { handles }: Gone): Promise<void> {
    const stored = await this.#unit.get(Messages, id)
    if (!stored) return
    const { wire } = stored.doc
    this.#change(Messages, id, stored.doc, { ...stored.doc, wire: withoutHandles(wire, handles) as typeof wire }) // a record stays one
  }

  /** A plugin's document: what its plugin says remains of it, or nothing. */
  async document({ collection: name, id }: DocName, gone: Gone): Promise<void> {
    const collection = collectionNamed(this.#kernel, name)
    const stored = await this.#unit.get(collection, id)
    if (!stored) return
    // Both belong to this very collection, and so to its kind of document.
    const remains = this.#kernel.erasings.get(name)?.remains(stored.doc as never, gone)
    if (remains !== undefined) return this.#change(collection, id, stored.doc, remains)
    for (const blob of collection.blobs(stored.doc)) await this.#forget(blob, this.#unit.now.getTime())
    if (freed.has(name)) this.#unit.remove(collection, id)
    else this.#unit.erase(collection, id)
    this.documents++
  }

  #change<Doc>(to: Collection<Doc, never>, id: string, before: NoInfer<Doc>, after: NoInfer<Doc>): void {
    if (JSON.stringify(before) === JSON.stringify(after)) return
    this.#unit.put(to, id, after)
    this.documents++
  }

  async #forget(blob: string, before: number): Promise<void> {
    const known = (await this.#unit.get(ErasedBlobs, blob))?.doc
    const until = this.#unit.now.getTime() + blobWaitMs
    this.#unit.put(ErasedBlobs, blob, { before: Math.max(before, known?.before ?? 0), until })
  }
}
