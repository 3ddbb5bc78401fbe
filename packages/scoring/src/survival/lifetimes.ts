import type { Accumulator } from '../stream/accumulator.ts'
import { type SurvivalCurve, type SurvivalOptions, survivalCurve } from './kaplan-meier.ts'
import { counted, type LifeTable, type Lifetime, merged } from './life-table.ts'

/**
 * The accumulator of lifetimes; its result is the Kaplan–Meier curve.
 *
 * @throws `scoring/out-of-range` for a time that is negative or no number
 * @example
 * ```ts
 * import { lifeTable, survivalAt } from '@casewell/scoring/survival'
 *
 * const days = lifeTable()
 * const monday = days.addAll(days.zero(), [{ time: 2, ended: true }, { time: 5, ended: false }])
 * const tuesday = days.addAll(days.zero(), [{ time: 3, ended: true }, { time: 7, ended: false }])
 * const curve = days.result(days.merge(monday, tuesday))
 * console.log(survivalAt(curve, 4)?.survival) // 0.5
 * ```
 */
export function lifeTable(): Accumulator<Lifetime, LifeTable, SurvivalCurve, SurvivalOptions> {
  return {
    id: 'life-table',
    zero: () => ({ v: 1, rows: [] }),
    add: (state, lifetime) => merged(state, counted([lifetime], 1)),
    addAll: (state, lifetimes) => merged(state, counted(lifetimes, 1)),
    retract: (state, lifetime) => merged(state, counted([lifetime], -1)),
    merge: merged,
    result: survivalCurve,
  }
}
