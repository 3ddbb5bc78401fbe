import type { Authorship } from '@casewell/bus'
import { Race, Tombstones } from './race.ts'
import type { Store } from './store.ts'
import { UnitOfWork } from './unit.ts'

/** How a unit of work is run. */
export interface TransactOptions {
  /** Who stands behind the events. */
  readonly by?: Authorship
}

/**
 * Decides and commits one unit of work. If a document that it read was changed meanwhile, the function runs again from
 * the start: it must have no other effects.
 *
 * @throws whatever the function throws; `store/conflict` if it writes to an erased id, or takes a unique key without
 * looking who holds it; `store/contended` after 50 lost races in a row
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
  const tombstones = new Tombstones()
  const race = new Race(tombstones)
  for (;;) {
    const unit = new UnitOfWork(store, await store.now(), tombstones)
    const outcome = await decide(unit)
    try {
      await unit.commit(by)
      return outcome
    } catch (error) {
      await race.lost(error)
    }
  }
}
