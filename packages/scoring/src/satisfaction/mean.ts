import { type Estimate, type EstimateOptions, estimate, type Interval, noEstimate } from '../estimate.ts'
import { LEVEL } from '../interval/proportion.ts'
import { studentQuantile } from '../numeric/student.ts'
import { dirichletScore } from '../sample/dirichlet.ts'
import { type ScaleState, scaleMean, type Tally, tally } from './scale.ts'

/** A mean answer, with the spread that it hides. */
export interface MeanEstimate extends Estimate {
  /** Standard deviation of the answers (n − 1); null below two answers. */
  readonly sd: number | null
}

/**
 * The mean answer. Its interval is Student's, from the (weighted) standard error; where all answers agree or there is
 * only one, the data show no spread, and the interval is that of the Dirichlet posterior with ½ a prior answer a point.
 *
 * @throws `scoring/over-retracted`
 * @example
 * ```ts
 * import { meanScore, scale } from '@casewell/scoring'
 *
 * // 4 ± 3.1824 · √(2/3 / 4), by Student with three degrees of freedom; no answer lies above 5.
 * const stars = scale({ min: 1, max: 5 })
 * const { value, sd, interval } = meanScore(stars.addAll(stars.zero(), [5, 4, 4, 3]))
 * console.log(value, sd?.toFixed(4), interval?.lower.toFixed(4), interval?.upper) // 4 0.8165 2.7008 5
 * ```
 */
export function meanScore(state: ScaleState, options: EstimateOptions = {}, sums: Tally = tally(state)): MeanEstimate {
  const convention = `mean of ${state.min}–${state.max}`
  if (sums.n === 0) return { ...noEstimate('mean', convention, options), sd: null }
  const { mean, deviations } = scaleMean(state, sums)
  const correction = sums.n / (sums.n - 1)
  const sd = sums.n < 2 ? null : Math.sqrt((deviations / sums.total) * correction)
  const interval =
    sd === null || sd === 0 ? posterior(state, sums, options) : studentInterval(state, sums, mean, options)
  const drawn = { value: mean, interval, n: sums.n, effectiveN: sums.effectiveN, metric: 'mean', convention }
  return { ...estimate(drawn, options, 0.1 * (state.max - state.min)), sd }
}

function studentInterval(state: ScaleState, sums: Tally, mean: number, { level = LEVEL }: EstimateOptions): Interval {
  const spread = sums.squares.reduce((sum, square, i) => sum + square * (state.min + i - mean) ** 2, 0)
  const error = Math.sqrt((spread * sums.n) / (sums.n - 1)) / sums.total
  const half = -studentQuantile((1 - level) / 2, sums.n - 1) * error
  const [lower, upper] = [Math.max(state.min, mean - half), Math.min(state.max, mean + half)]
  return { lower, upper, level, method: 'student' }
}

function posterior(state: ScaleState, sums: Tally, { level = LEVEL }: EstimateOptions): Interval {
  const shrink = sums.effectiveN / sums.total
  const counts = sums.weights.map((weight) => weight * shrink)
  return dirichletScore(counts, { min: state.min, level }).interval
}
