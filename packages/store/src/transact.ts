import type { Authorship } from '@casewell/bus'
import { Race, Tombstones } from './race.ts'
import { recalls } from './read-cache.ts'
import type { Store } from './store.ts'
import { UnitOfWork } from './unit.ts'

/** How a unit of work is run. */
export interface TransactOptions {
  /** Who stands behind the events. */
  readonly by?: Authorship
  /**
   * Reads everything from the engine. Otherwise documents that this host has seen lately are taken for the last ones,
   * and what is claimed for free, until the commit, which checks both; then how long it takes tells whether somebody
   * has asked for them before.
   *
   * @defaultValue `false`
   */
  readonly isFresh?: boolean
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
 * const counted = await Promise.all([count(), count(), count()]) // three different numbers, whoever wins
 * console.log(counted.sort()) // [ 1, 2, 3 ]
 * ```
 */
export async function transact<R>(
  store: Store,
  decide: (unit: UnitOfWork) => Promise<R> | R,
  { by = {}, isFresh = false }: TransactOptions = {},
): Promise<R> {
  const tombstones = new Tombstones()
  const race = new Race(tombstones)
  for (let recall = isFresh ? undefined : recalls.get(store); ; recall = undefined) {
    const unit = new UnitOfWork(store, await store.now(), tombstones, recall)
    const { isSure, outcome } = await decided(unit, decide)
    if (!isSure) continue
    try {
      await unit.commit(by)
      return outcome
    } catch (error) {
      await race.lost(error)
    }
  }
}

/** Only a commit proves what was recalled: whoever refuses or writes nothing over it decides again on what there is. */
async function decided<R>(
  unit: UnitOfWork,
  decide: (unit: UnitOfWork) => Promise<R> | R,
): Promise<{ readonly isSure: true; readonly outcome: R } | { readonly isSure: false; readonly outcome?: never }> {
  try {
    const outcome = await decide(unit)
    return unit.hasRecalled && unit.isEmpty ? { isSure: false } : { isSure: true, outcome }
  } catch (error) {
    if (unit.hasRecalled) return { isSure: false }
    throw error
  }
}
