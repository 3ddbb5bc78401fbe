import { type Page, rowsOf, type Store, type Stored } from '@casewell/store'
import type { Actor } from '../actor.ts'
import { caseErrors } from '../case/errors.ts'
import { referencesIn } from '../case/reference.ts'
import type { CaseState } from '../case/state.ts'
import { normalizeHandle } from '../handle.ts'
import type { Kernel } from '../kernel.ts'
import { Handles } from '../people/collections.ts'
import { type Asking, partsOf, permitOn } from '../people/person.ts'
import { permit, policy } from '../policy.ts'
import { type CaseContent, CaseContents, CaseLinks, Cases, Conversations, Tags } from './collections.ts'
import { type Message, Messages } from './message.ts'
import { sideBySide } from './side-by-side.ts'
import { type TimelineItem, timelineOf } from './timeline.ts'
import { fingerprintOf, wordsOf } from './words.ts'

/** A case as one looks at it: its state, its content, and its version for guards. */
export interface CaseView extends CaseState {
  readonly content: Omit<CaseContent, 'customer'>
  readonly version: number
}

/** The lists that a desk keeps in order, each on one index. `customer` has the cases of all parts of a merged person. */
export type View =
  | { readonly view: 'recent' }
  | { readonly view: 'mine'; readonly assignee?: string }
  | { readonly view: 'unassigned'; readonly queue: string | null }
  | { readonly view: 'inbox'; readonly queue: string | null; readonly assignee?: string | null }
  | { readonly view: 'unanswered' }
  | { readonly view: 'pending' }
  | { readonly view: 'on-hold' }
  | { readonly view: 'status'; readonly status: CaseState['status'] }
  | { readonly view: 'customer'; readonly customer: string }
  | { readonly view: 'organization'; readonly organization: string }
  | { readonly view: 'tag'; readonly tag: string }

/** Which page of a list. */
export interface PageQuery {
  /** 1 to 1000. @defaultValue 50 */
  readonly limit?: number
  readonly cursor?: string
}

/** A number that stops counting at a cap: `999+`. */
export interface CappedCount {
  readonly count: number
  readonly isCapped: boolean
}

type CaseIndex = keyof (typeof Cases)['indexes'] & string
interface Stretch {
  readonly index: CaseIndex
  readonly equals: readonly (string | null)[]
  readonly order: 'asc' | 'desc'
}

/** What one can read of cases, as somebody. */
export class CaseReader {
  readonly #store: Store
  readonly #actor: Actor
  readonly #kernel: Kernel
  readonly #asking: Asking

  constructor(store: Store, actor: Actor, kernel: Kernel) {
    this.#store = store
    this.#actor = actor
    this.#kernel = kernel
    this.#asking = { reader: store, actor, kernel }
  }

  /** By id; a merged case is itself here, with `absorbedBy`. @throws `case/not-found`, `core/denied` */
  async get(id: string): Promise<CaseView> {
    const stored = await this.#store.get(Cases, id)
    if (!stored) throw caseErrors['not-found']({ case: id })
    await permitOn(this.#asking, 'read-case', stored.doc)
    return this.#view(stored)
  }

  /** By what is printed on every mail. */
  async byReference(reference: string): Promise<CaseView | undefined> {
    const { items } = await this.#store.find(Cases, { index: 'reference', equals: [reference.toUpperCase()], limit: 1 })
    return items[0] && this.get(items[0].id)
  }

  /** Messages in the order in which they came, of the case and of all it absorbed; `desc` has the newest first. */
  async timeline(id: string, query: PageQuery & { readonly order?: 'asc' | 'desc' } = {}): Promise<Page<TimelineItem>> {
    const stored = await this.#store.get(Cases, id)
    if (!stored) throw caseErrors['not-found']({ case: id })
    await permitOn(this.#asking, 'read-case', stored.doc)
    const index = policy['read-notes'][this.#actor.role] === 'yes' ? 'timeline' : 'public'
    return timelineOf(this.#store, id, {
      index,
      order: query.order ?? 'asc',
      limit: query.limit ?? 50,
      ...cursorOf(query),
    })
  }

  /** @throws `core/denied` */
  async list(view: View, query: PageQuery = {}): Promise<Page<CaseView>> {
    await this.#permitView(view)
    const page = { limit: query.limit ?? 50, ...cursorOf(query) }
    const { items, next } =
      view.view === 'customer'
        ? await this.#ofPerson(view.customer, page)
        : await this.#store.find(Cases, { ...this.#stretch(view), ...page })
    const cases = await Promise.all(items.map((item) => this.#view(item)))
    return next === undefined ? { items: cases } : { items: cases, next }
  }

  /** How many a view has, up to a cap. */
  async count(view: View, cap = 999): Promise<CappedCount> {
    await this.#permitView(view)
    const count =
      view.view === 'customer'
        ? await this.#countOfPerson(view.customer, cap + 1)
        : await this.#store.count(Cases, this.#stretch(view), cap + 1)
    return { count: Math.min(count, cap), isCapped: count > cap }
  }

  /** Finds cases by a reference, an address or words, best first: newest message with all the words. */
  async find(text: string, { limit = 20 }: { readonly limit?: number } = {}): Promise<readonly CaseView[]> {
    permit(this.#actor, 'browse-cases')
    const found = new Map<string, CaseView>()
    for (const reference of referencesIn(text)) this.#add(found, await this.byReference(reference))
    for (const id of await this.#byAddress(text, limit)) this.#add(found, await this.get(id))
    if (found.size === 0)
      for await (const id of this.#byWords(text)) if (this.#add(found, await this.get(id)) >= limit) break
    return [...found.values()].slice(0, limit)
  }

  /** The cases that this one is related to: "this is the `kind` of that", and the other way round. */
  async links(
    id: string,
    query: PageQuery = {},
  ): Promise<{ readonly to: readonly Link[]; readonly from: readonly Link[] }> {
    const { id: own } = await this.get(id)
    const limit = query.limit ?? 50
    const to = await this.#store.find(CaseLinks, { index: 'from', equals: [own], limit })
    const from = await this.#store.find(CaseLinks, { index: 'to', equals: [own], limit })
    return {
      to: to.items.map(({ doc }) => ({ kind: doc.kind, case: doc.to })),
      from: from.items.map(({ doc }) => ({ kind: doc.kind, case: doc.from })),
    }
  }

  /** The conversations of a case, newest first. */
  async conversations(id: string) {
    const { id: own } = await this.get(id)
    const { items } = await this.#store.find(Conversations, { index: 'case', equals: [own], order: 'desc', limit: 100 })
    return items.map((stored) => ({ id: stored.id, ...stored.doc }))
  }

  async message(id: string): Promise<(Message & { readonly id: string }) | undefined> {
    const stored = await this.#store.get(Messages, id)
    if (!stored) return undefined
    await this.get(stored.doc.case)
    if (stored.doc.visibility === 'internal') permit(this.#actor, 'read-notes')
    return { id, ...stored.doc }
  }

  /** The label of a tag. */
  async tagLabel(tag: string): Promise<string | undefined> {
    return (await this.#store.get(Tags, tag))?.doc.label
  }

  async #view({ id, doc, version }: Stored<CaseState>): Promise<CaseView> {
    const content = (await this.#store.get(CaseContents, id))?.doc
    const { customer: _, ...shown } = content ?? {
      subject: '',
      issue: '',
      environment: '',
      cause: '',
      resolution: '',
      fields: {},
      customer: '',
    }
    return { ...doc, content: shown, version }
  }

  async #permitView(view: View): Promise<void> {
    if (view.view !== 'customer') return permit(this.#actor, 'browse-cases')
    await permitOn(this.#asking, 'read-case', { id: '', customer: view.customer })
  }

  /** The cases of a customer and of everybody who was merged into the same person: each keeps its own customer. */
  async #ofPerson(customer: string, page: { readonly limit: number; readonly cursor?: string }) {
    const sources = await partsOf(this.#store, customer)
    const at = (c: CaseState): string => c.updatedAt
    return sideBySide(this.#store, { collection: Cases, index: 'customer', sources, at, order: 'desc', ...page })
  }

  async #countOfPerson(customer: string, cap: number): Promise<number> {
    const parts = await partsOf(this.#store, customer)
    const counts = parts.map((part) => this.#store.count(Cases, { index: 'customer', equals: [part] }, cap))
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
  }

  #stretch(view: Exclude<View, { readonly view: 'customer' }>): Stretch {
    switch (view.view) {
      case 'recent':
        return { index: 'recent', equals: [], order: 'desc' }
      case 'mine':
        return { index: 'mine', equals: [view.assignee ?? this.#actor.id], order: 'desc' }
      case 'unassigned':
        return { index: 'inbox', equals: [view.queue, null], order: 'desc' }
      case 'inbox':
        return {
          index: 'inbox',
          equals: view.assignee === undefined ? [view.queue] : [view.queue, view.assignee],
          order: 'desc',
        }
      case 'unanswered':
        return { index: 'unanswered', equals: [], order: 'asc' }
      case 'pending':
      case 'on-hold':
        return { index: 'waiting', equals: [view.view], order: 'asc' }
      case 'status':
        return { index: 'status', equals: [view.status], order: 'desc' }
      case 'organization':
        return { index: 'organization', equals: [view.organization], order: 'desc' }
      case 'tag':
        return { index: 'tag', equals: [view.tag], order: 'desc' }
    }
  }

  #add(found: Map<string, CaseView>, view: CaseView | undefined): number {
    if (view && !found.has(view.id)) found.set(view.id, view)
    return found.size
  }

  async #byAddress(text: string, limit: number): Promise<readonly string[]> {
    const address = text.match(/[^\s<>"]+@[^\s<>"]+/)?.[0]
    if (!address) return []
    const { kind, value } = normalizeHandle({ kind: 'email', value: address })
    const handle = await this.#store.get(Handles, this.#kernel.seal('handle', kind, value))
    if (!handle) return []
    const { items } = await this.#ofPerson(handle.doc.customer, { limit })
    return items.map(({ id }) => id)
  }

  /** Cases with a message that has all the words, newest message first. */
  async *#byWords(text: string): AsyncIterable<string> {
    const words = wordsOf(text, 10)
    const rarest = [...words].sort((a, b) => b.length - a.length)[0]
    if (rarest === undefined) return
    const newest = { index: 'word', equals: [fingerprintOf(rarest)], order: 'desc', limit: 100 } as const
    for await (const { doc } of rowsOf(this.#store, Messages, newest)) if (hasAll(doc, words)) yield doc.case
  }
}

/** A relation between two cases, seen from one of them. */
export interface Link {
  readonly kind: string
  readonly case: string
}

function hasAll(message: Message, words: readonly string[]): boolean {
  const own = new Set(wordsOf(`${message.subject ?? ''} ${message.text}`, 10_000))
  return words.every((word) => own.has(word))
}

const cursorOf = ({ cursor }: PageQuery) => (cursor === undefined ? {} : { cursor })
