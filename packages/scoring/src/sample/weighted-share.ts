import { inputErrors } from '../errors.ts'
import { type Estimate, type EstimateOptions, estimate, type Interval, noEstimate } from '../estimate.ts'
import { LEVEL, wilson } from '../interval/proportion.ts'
import { studentQuantile } from '../numeric/student.ts'
import { requireWithin } from '../require.ts'
import { kish } from './weights.ts'

/** One weighted yes or no. */
export interface WeightedAnswer {
  readonly yes: boolean
  readonly weight: number
}

/** How the interval of a weighted share is made. */
export type WeightedMethod = 'wilson-effective-n' | 'taylor-logit'

/** A weighted share with the standard error behind it. */
export interface WeightedShare extends Estimate {
  /** Taylor's (linearised) standard error, as for a sample drawn with replacement; null below two answers. */
  readonly standardError: number | null
}

/**
 * A weighted share, by Wilson's interval on the effective number of answers (default) or by Taylor's standard error on
 * the logit scale with Student's factor.
 *
 * @throws `scoring/out-of-range` for a negative weight
 * @example
 * ```ts
 * import { weightedShare } from '@casewell/scoring'
 *
 * const { value, effectiveN } = weightedShare([
 *   { yes: true, weight: 1 },
 *   { yes: true, weight: 1 },
 *   { yes: false, weight: 2 },
 * ])
 * console.log(value, effectiveN.toFixed(2)) // 0.5 2.67
 * ```
 */
export function weightedShare(
  answers: readonly WeightedAnswer[],
  options: EstimateOptions & { readonly method?: WeightedMethod } = {},
): WeightedShare {
  const { level = LEVEL, method = 'wilson-effective-n' } = options
  const counted = answers.filter(({ weight }) => requireWithin('a weight', weight, 0) > 0)
  const n = counted.length
  if (n === 0) return { ...noEstimate('weighted share', method, options), standardError: null }
  const { effectiveN } = kish(counted.map(({ weight }) => weight))
  const total = counted.reduce((sum, { weight }) => sum + weight, 0)
  const value = counted.reduce((sum, { yes, weight }) => sum + (yes ? weight : 0), 0) / total
  const standardError = n < 2 ? null : taylor(counted, value, total)
  const useLogit = method === 'taylor-logit' && standardError !== null && standardError > 0
  const interval = useLogit
    ? logitInterval(value, standardError, n, level)
    : { ...wilson(Math.min(1, value) * effectiveN, effectiveN, level), method: 'wilson-effective-n' }
  const drawn = { value, interval, n, effectiveN, metric: 'weighted share', convention: method }
  return { ...estimate(drawn, options), standardError }
}

/** `√(n/(n−1) · Σw²(x−p)²) / Σw`. */
function taylor(answers: readonly WeightedAnswer[], value: number, total: number): number {
  const n = answers.length
  const squares = answers.reduce((sum, { yes, weight }) => sum + (weight * ((yes ? 1 : 0) - value)) ** 2, 0)
  return Math.sqrt((n / (n - 1)) * squares) / total
}

function logitInterval(value: number, standardError: number, n: number, level: number): Interval {
  if (!(value > 0 && value < 1))
    throw inputErrors['out-of-range']({ what: 'the share', value, range: 'between 0 and 1' })
  const centre = Math.log(value / (1 - value))
  const half = (-studentQuantile((1 - level) / 2, n - 1) * standardError) / (value * (1 - value))
  const at = (x: number): number => 1 / (1 + Math.exp(-x))
  return { lower: at(centre - half), upper: at(centre + half), level, method: 'taylor-logit' }
}
