import { monteCarlo, type Simulation, type SimulationResult } from './monte-carlo.ts'
import { type Tornado, tornado } from './tornado.ts'

/** A plan's outcome with all inputs at their medians, its spread, and what the spread comes from. */
export interface WhatIf<Name extends string> extends SimulationResult<Name> {
  readonly base: number
  readonly tornado: Tornado<Name>['bars']
}

/**
 * A plan with ranges instead of guesses: simulation and tornado of one model.
 *
 * @throws `scoring/out-of-range` when the model gives something that is not a finite number
 * @example
 * ```ts
 * import { lognormalRange, triangular, whatIf } from '@casewell/scoring/economics'
 *
 * const { base, p5, p95, tornado } = whatIf({
 *   inputs: { contacts: 1000, fewer: triangular(0.1, 0.2, 0.3), cost: lognormalRange(8, 32), programme: 3000 },
 *   model: ({ contacts, fewer, cost, programme }) => contacts * fewer * cost - programme,
 *   seed: 'plan 2027',
 * })
 * console.log(base.toFixed(0), p5.value < 0, p95.value > 0, tornado[0]?.input) // 200 true true cost
 * ```
 */
export function whatIf<Name extends string>(simulation: Simulation<Name>): WhatIf<Name> {
  const { base, bars } = tornado(simulation)
  return { ...monteCarlo(simulation), base, tornado: bars }
}
