import type { Authorship, Draft } from '@casewell/bus'
import type { AnyCollection, Collection } from './collection.ts'
import { conflictError } from './errors.ts'
import { isId } from './id.ts'
import { Overlay } from './overlay.ts'
import { Tombstones } from './race.ts'
import type { Recall } from './read-cache.ts'
import type { Authored, Committed, Page, Query, Reader, Store, Stored } from './store.ts'
import { Timers } from './timer/timers.ts'
import { check, type Expectation, erase, put, remove, type Write } from './write.ts'

/**
 * What one commit will hold, while it is being decided. Reads see the unit's own writes. Every document that was got
 * is checked at the commit; what was found is not: get what you decide on. What was got once is not read again.
 */
export interface Unit extends Reader {
  /** The store's clock when the unit began. */
  readonly now: Date
  /**
   * Writes the whole document; if it was got before in this unit, only over the version that was read.
   *
   * @throws `store/conflict` if this unit has erased it
   */
  put<Doc>(to: Collection<Doc, never>, id: string, doc: NoInfer<Doc>): void
  /** Deletes the document and frees its id, unless it was erased. */
  remove(from: AnyCollection, id: string): void
  /** Deletes the document and takes its id for ever. */
  erase(from: AnyCollection, id: string): void
  /** Takes an id for ever, if nobody has: true for the one who gets it. */
  claim<Doc>(from: Collection<Doc, never>, id: string, doc: NoInfer<Doc>): Promise<boolean>
  /** Publishes a fact with this commit. */
  emit(draft: Draft): void
  /** Publishes a fact at or soon after `at`, unless it is unscheduled before. The same key again replaces the timer. */
  schedule(at: Date, draft: Draft, key?: string): void
  unschedule(key: string): void
}

interface Seen {
  readonly collection: AnyCollection
  readonly id: string
  /** Undefined: there was none. */
  readonly stored: Stored<unknown> | undefined
}

/**
 * A unit of work before its commit. `transact` makes one, and decides again when it lost a race.
 *
 * @example
 * ```ts
 * import { collection, memoryStore, UnitOfWork } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Boxes = collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * const unit = new UnitOfWork(store, await store.now())
 * unit.put(Boxes, 'one', { colour: 'red' })
 * console.log((await unit.get(Boxes, 'one'))?.doc.colour, await store.get(Boxes, 'one')) // red undefined
 * console.log(await unit.commit()) // { commit: 1, positions: [] }
 * ```
 */
export class UnitOfWork implements Unit {
  readonly #store: Store
  /** What was read, once: what another commit has changed since fails this one anyway. */
  readonly #seen = new Map<string, Seen>()
  readonly #writes = new Overlay()
  readonly #events: Authored[] = []
  readonly #tombstones: Tombstones
  readonly #recall: Recall | undefined
  #hasRecalled = false
  readonly now: Date
  /** Who stands behind what is emitted from here on; undefined: whoever commits. */
  author: Authorship | undefined

  /** @param recall - gives documents that may be older than the last commit, which the unit's own commit then finds out */
  constructor(store: Store, now: Date, tombstones = new Tombstones(), recall?: Recall) {
    this.#store = store
    this.now = now
    this.#tombstones = tombstones
    this.#recall = recall
  }

  async get<Doc>(from: Collection<Doc, never>, id: string): Promise<Stored<Doc> | undefined> {
    const own = this.#writes.get(from, id)
    if (own) return own.stored
    if (!isId(id) || this.#isErased(from, id)) return undefined // and so it stays: there is nothing to check
    const name = nameOf(from, id)
    const seen = this.#seen.get(name) ?? this.#see(name, { collection: from, id, stored: await this.#read(from, id) })
    return seen.stored as Stored<Doc> | undefined // read from this very collection
  }

  async find<Doc, Index extends string>(from: Collection<Doc, Index>, query: Query<Index>): Promise<Page<Stored<Doc>>> {
    return this.#writes.find(this.#store, from, query)
  }

  put<Doc>(to: Collection<Doc, never>, id: string, doc: NoInfer<Doc>): void {
    const expected = this.#expected(to, id)
    if (this.#hasErased(to, id)) throw conflictError([{ collection: to.name, id, expected, actual: 'erased' }])
    this.#writes.set(put(to, id, doc, expected))
  }

  remove(from: AnyCollection, id: string): void {
    if (!this.#isErased(from, id)) this.#writes.set(remove(from, id, this.#expected(from, id)))
  }

  erase(from: AnyCollection, id: string): void {
    if (!this.#isErased(from, id)) this.#writes.set(erase(from, id, this.#expected(from, id)))
  }

  async claim<Doc>(from: Collection<Doc, never>, id: string, doc: NoInfer<Doc>): Promise<boolean> {
    if (this.#isErased(from, id)) return false
    if (this.#isBelievedFree(from, id)) {
      this.#hasRecalled = true
      this.#writes.set(put(from, id, doc, 'absent'))
      return true
    }
    const isFree = (await this.get(from, id)) === undefined
    this.#recall?.claimed(from, isFree)
    if (isFree) this.#writes.set(put(from, id, doc, this.#expected(from, id)))
    return isFree
  }

  emit(draft: Draft): void {
    this.#events.push({ ...draft, at: this.now.getTime(), ...(this.author && { by: this.author }) })
  }

  schedule(at: Date, draft: Draft, key: string = `${draft.type}/${draft.subject}`): void {
    this.#writes.set(put(Timers, key, { at: at.getTime(), draft }, 'any'))
  }

  unschedule(key: string): void {
    this.#writes.set(remove(Timers, key, 'any'))
  }

  /** Has it taken anything for the truth that only its commit checks? */
  get hasRecalled(): boolean {
    return this.#hasRecalled
  }

  /** Is there anything to write? */
  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#writes.size === 0
  }

  /** Everything that was asked for, and a check of everything that was read and not written. */
  changes(): { readonly writes: readonly Write[]; readonly events: readonly Authored[] } {
    const checks = [...this.#seen.values()]
      .filter(({ collection, id }) => !this.#writes.get(collection, id))
      .map(({ collection, id, stored }) => check(collection, id, stored?.version ?? 'missing'))
    return { writes: [...this.#writes.writes(), ...checks], events: this.#events }
  }

  /** Writes it all in one commit; undefined if there is nothing to write. */
  async commit(by: Authorship = {}): Promise<Committed | undefined> {
    return this.isEmpty ? undefined : this.#store.commit({ ...this.changes(), by })
  }

  #read<Doc>(from: Collection<Doc, never>, id: string): Promise<Stored<Doc> | undefined> | Stored<Doc> {
    const recalled = this.#recall?.get(from, id)
    if (!recalled) return this.#store.get(from, id)
    this.#hasRecalled = true
    return recalled
  }

  /** Nothing is known of the id here, and its commit will find out who has it: most of what is claimed is new. */
  #isBelievedFree(from: AnyCollection, id: string): boolean {
    const isUnknown = !this.#writes.get(from, id) && !this.#seen.has(nameOf(from, id))
    return isUnknown && this.#recall?.isLikelyFree(from) === true && !this.#recall.get(from, id)
  }

  /** Whoever has read first is believed, when two read at once. */
  #see(name: string, read: Seen): Seen {
    const seen = this.#seen.get(name) ?? read
    this.#seen.set(name, seen)
    return seen
  }

  #isErased(from: AnyCollection, id: string): boolean {
    return this.#tombstones.has(from.name, id) || this.#hasErased(from, id)
  }

  #hasErased(from: AnyCollection, id: string): boolean {
    return this.#writes.get(from, id)?.write.kind === 'erase'
  }

  /** What was read counts on, even if the unit has written and deleted since. */
  #expected(collection: AnyCollection, id: string): Expectation {
    const seen = this.#seen.get(nameOf(collection, id))
    if (seen) return seen.stored?.version ?? 'absent'
    const own = this.#writes.get(collection, id)?.write.expect
    return own === undefined || own === 'missing' ? 'any' : own
  }
}

const nameOf = (collection: { readonly name: string }, id: string): string => `${collection.name}/${id}`
