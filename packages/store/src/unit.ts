import type { Authorship, Draft } from '@casewell/bus'
import { messageOf } from '@casewell/errors'
import type { AnyCollection, Collection } from './collection.ts'
import { conflictsOf, storeErrors } from './errors.ts'
import { Overlay } from './overlay.ts'
import type { Authored, Committed, Page, Query, Reader, Store, Stored } from './store.ts'
import { Timers } from './timer/timers.ts'
import { check, type Expectation, erase, put, remove, type Write } from './write.ts'

/**
 * What one commit will hold, while it is being decided. Reads see the unit's own writes. Every document that was got
 * is checked at the commit; what was found is not: get again what you decide on.
 */
export interface Unit extends Reader {
  /** The store's clock when the unit began. */
  readonly now: Date
  /** Writes the whole document; if it was got before in this unit, only over the version that was read. */
  put<Doc>(to: Collection<Doc, never>, id: string, doc: NoInfer<Doc>): void
  /** Deletes the document and frees its id. */
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

/** A unit of work before its commit. */
export class UnitOfWork implements Unit {
  readonly #store: Store
  /** What was read: version, or absent. */
  readonly #seen = new Map<string, { collection: AnyCollection; id: string; version: number | 'absent' }>()
  readonly #writes = new Overlay()
  readonly #events: Authored[] = []
  readonly #erased: ReadonlySet<string>
  readonly now: Date
  /** Who stands behind what is emitted from here on; undefined: whoever commits. */
  author: Authorship | undefined

  constructor(store: Store, now: Date, erased: ReadonlySet<string> = new Set()) {
    this.#store = store
    this.now = now
    this.#erased = erased
  }

  async get<Doc>(from: Collection<Doc, never>, id: string): Promise<Stored<Doc> | undefined> {
    const own = this.#writes.get(from, id)
    if (own) return own.stored
    const stored = await this.#store.get(from, id)
    const name = nameOf(from, id)
    if (!this.#seen.has(name)) this.#seen.set(name, { collection: from, id, version: stored?.version ?? 'absent' })
    return stored
  }

  async find<Doc, Index extends string>(from: Collection<Doc, Index>, query: Query<Index>): Promise<Page<Stored<Doc>>> {
    return this.#writes.find(this.#store, from, query)
  }

  put<Doc>(to: Collection<Doc, never>, id: string, doc: NoInfer<Doc>): void {
    this.#writes.set(put(to, id, doc, this.#expected(to, id)))
  }

  remove(from: AnyCollection, id: string): void {
    this.#writes.set(remove(from, id, present(this.#expected(from, id))))
  }

  erase(from: AnyCollection, id: string): void {
    this.#writes.set(erase(from, id, present(this.#expected(from, id))))
  }

  async claim<Doc>(from: Collection<Doc, never>, id: string, doc: NoInfer<Doc>): Promise<boolean> {
    if (this.#erased.has(nameOf(from, id)) || (await this.get(from, id))) return false
    this.#writes.set(put(from, id, doc, 'absent'))
    return true
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

  /** Is there anything to write? */
  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#writes.size === 0
  }

  /** Everything that was asked for, and a check of everything that was read and not written. */
  changes(): { readonly writes: readonly Write[]; readonly events: readonly Authored[] } {
    const checks = [...this.#seen.values()]
      .filter(({ collection, id }) => !this.#writes.get(collection, id))
      .map(({ collection, id, version }) => check(collection, id, version === 'absent' ? 'missing' : version))
    return { writes: [...this.#writes.writes(), ...checks], events: this.#events }
  }

  async commit(by: Authorship = {}): Promise<Committed | undefined> {
    return this.isEmpty ? undefined : this.#store.commit({ ...this.changes(), by })
  }

  #expected(collection: AnyCollection, id: string): Expectation {
    const own = this.#writes.get(collection, id)
    if (own && own.write.expect !== 'missing') return own.write.expect
    return this.#seen.get(nameOf(collection, id))?.version ?? 'any'
  }
}

const nameOf = (collection: { readonly name: string }, id: string): string => `${collection.name}/${id}`

/** A deletion of what was read as absent deletes whatever is there: nothing was decided on it. */
const present = (expect: Expectation): number | 'any' => (expect === 'absent' ? 'any' : expect)

const mostAttempts = 50

/** How a unit of work is run. */
export interface TransactOptions {
  /** Who stands behind the events. */
  readonly by?: Authorship
}

/**
 * Decides and commits one unit of work. If a document that it read was changed meanwhile, the function runs again from
 * the start: it must have no other effects.
 *
 * @throws whatever the function throws; `store/conflict` if it writes to an erased id; `store/contended` after 50 lost
 * races in a row
 * @example
 * ```ts
 * import { collection, memoryStore, transact } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Counters = collection('counters', z.object({ n: z.number() }), { version: 1, indexes: {} })
 * await using host = memoryStore()
 * const count = () =>
 *   transact(host.tenant('acme'), async (unit) => {
 *     const n = ((await unit.get(Counters, 'visits'))?.doc.n ?? 0) + 1
 *     unit.put(Counters, 'visits', { n })
 *     return n
 *   })
 * console.log(await Promise.all([count(), count(), count()])) // three different numbers, whoever wins
 * ```
 */
export async function transact<R>(
  store: Store,
  decide: (unit: UnitOfWork) => Promise<R> | R,
  { by = {} }: TransactOptions = {},
): Promise<R> {
  const erased = new Set<string>()
  for (let attempt = 1; ; attempt++) {
    const unit = new UnitOfWork(store, await store.now(), erased)
    const outcome = await decide(unit)
    try {
      await unit.commit(by)
      return outcome
    } catch (error) {
      await whetherAgain(error, attempt, erased)
    }
  }
}

/** Returns when it makes sense to decide again; throws what deciding again would not change. */
async function whetherAgain(error: unknown, attempt: number, erased: Set<string>): Promise<void> {
  const conflicts = conflictsOf(error)
  if (!conflicts) throw error
  const tombstones = conflicts
    .filter(({ actual }) => actual === 'erased')
    .map((c) => nameOf({ name: c.collection }, c.id))
  if (tombstones.some((name) => erased.has(name))) throw error
  for (const name of tombstones) erased.add(name)
  if (attempt >= mostAttempts)
    throw storeErrors.contended({ attempts: attempt, last: messageOf(error) }, { cause: error })
  // Races are rare; after a few lost ones, waiting a random moment lets somebody through.
  if (attempt > 2) await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, attempt)))
}
