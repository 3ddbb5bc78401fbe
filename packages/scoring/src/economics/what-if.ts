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
 */
export function whatIf<Name extends string>(simulation: Simulation<Name>): WhatIf<Name> {
  const { base, bars } = tornado(simulation)
  return { ...monteCarlo(simulation), base, tornado: bars }
}
