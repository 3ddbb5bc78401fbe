import { type Amount, amountAt } from './distribution.ts'
import { namesOf, requireOutcome, type Simulation, type Values } from './monte-carlo.ts'

/** What one input alone can do to the outcome. */
export interface TornadoBar<Name extends string> {
  readonly input: Name
  /** The outcome with this input at its 5 % quantile, all others at their median. */
  readonly low: number
  /** The outcome with this input at its 95 % quantile, all others at their median. */
  readonly high: number
  /** |high − low| */
  readonly swing: number
}

/** The outcome with all inputs at their median, and the bars, longest first. */
export interface Tornado<Name extends string> {
  readonly base: number
  readonly bars: readonly TornadoBar<Name>[]
}

/**
 * Moves one uncertain input after the other from its 5 % to its 95 % quantile: which number is worth measuring better?
 *
 * @throws `scoring/out-of-range` when the model gives something that is not a finite number
 * @example
 * ```ts
 * import { lognormalRange, tornado, triangular } from '@casewell/scoring/economics'
 *
 * const { base, bars } = tornado({
 *   inputs: { contacts: 1000, fewer: triangular(0.1, 0.2, 0.3), cost: lognormalRange(8, 32) },
 *   model: ({ contacts, fewer, cost }) => contacts * fewer * cost,
 * })
 * console.log(base.toFixed(0)) // 3200
 * console.log(bars[0]?.input, bars[0]?.low.toFixed(0), bars[0]?.high.toFixed(0)) // cost 1600 6400
 * ```
 */
export function tornado<Name extends string>({
  inputs,
  model,
}: Pick<Simulation<Name>, 'inputs' | 'model'>): Tornado<Name> {
  const names = namesOf(inputs)
  const outcome = (moved: Name | null, p: number): number => {
    const values = Object.fromEntries(names.map((name) => [name, amountAt(inputs[name], name === moved ? p : 0.5)]))
    return requireOutcome(model(values as Values<Name>), values) // fromEntries forgets the names it was given
  }
  const isUncertain = (amount: Amount): boolean => typeof amount !== 'number'
  const bars = names
    .filter((name) => isUncertain(inputs[name]))
    .map((input) => {
      const [low, high] = [outcome(input, 0.05), outcome(input, 0.95)]
      return { input, low, high, swing: Math.abs(high - low) }
    })
  return { base: outcome(null, 0.5), bars: bars.sort((a, b) => b.swing - a.swing) }
}
