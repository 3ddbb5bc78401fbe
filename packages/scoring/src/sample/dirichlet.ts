import type { Interval } from '../estimate.ts'
import { LEVEL } from '../interval/proportion.ts'
import { betaPoint } from '../numeric/beta.ts'
import { requireLevel, requirePositive, requireWithin } from '../require.ts'

/** What is believed after the answers: the middle, its spread, and where the truth may lie. */
export interface Posterior {
  readonly mean: number
  readonly sd: number
  readonly interval: Interval
}

/** How many answers at each point, and what is believed before them. */
export interface DirichletOptions {
  /** The value of the first point. @defaultValue 1 */
  readonly min?: number
  /** Prior answers per point: ½ is Jeffreys', 1 is flat. @defaultValue 0.5 */
  readonly prior?: number
  readonly level?: number
}

/**
 * The mean score of a small group under a Dirichlet prior. Its interval is that of the beta distribution on the scale
 * with the same mean and spread: the posterior of a mean has no closed form.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { dirichletScore } from '@casewell/scoring'
 *
 * // Two answers of 4, two of 5, and half an answer at each of the five points before: 25.5 / 6.5.
 * const { mean, interval } = dirichletScore([0, 0, 0, 2, 2])
 * console.log(mean.toFixed(3), interval.upper < 5) // 3.923 true
 * ```
 */
export function dirichletScore(counts: readonly number[], options: DirichletOptions = {}): Posterior {
  const { min = 1, level = LEVEL } = options
  const { parameters, total } = posteriorOf(counts, options)
  const mean = parameters.reduce((sum, a, i) => sum + a * (min + i), 0) / total
  const square = parameters.reduce((sum, a, i) => sum + (a * (min + i - mean) ** 2) / total, 0)
  const variance = square / (total + 1)
  const length = counts.length - 1
  const middle = (mean - min) / length
  const size = (middle * (1 - middle) * length * length) / variance - 1
  const unit = betaInterval(middle * size, (1 - middle) * size, level)
  const interval = { ...unit, lower: min + length * unit.lower, upper: min + length * unit.upper, method: 'dirichlet' }
  return { mean, sd: Math.sqrt(variance), interval }
}

/**
 * The share of the answers at some points (given by their index from 0) under a Dirichlet prior. Exact: a sum of
 * Dirichlet shares is a beta variable.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { dirichletShare } from '@casewell/scoring'
 *
 * const { mean, interval } = dirichletShare([0, 0, 1, 2, 1], [3, 4], { prior: 1 })
 * console.log(mean.toFixed(2), interval.lower.toFixed(2), interval.upper.toFixed(2)) // 0.56 0.24 0.84
 * ```
 */
export function dirichletShare(
  counts: readonly number[],
  points: readonly number[],
  options: DirichletOptions = {},
): Posterior {
  const { parameters, total } = posteriorOf(counts, options)
  const a = parameters.reduce((sum, value, i) => sum + (points.includes(i) ? value : 0), 0)
  const b = total - a
  const sd = Math.sqrt((a * b) / (total * total * (total + 1)))
  return { mean: a / total, sd, interval: { ...betaInterval(a, b, options.level ?? LEVEL), method: 'dirichlet' } }
}

function posteriorOf(counts: readonly number[], { prior = 0.5 }: DirichletOptions) {
  requirePositive('the prior answers per point', prior)
  const parameters = counts.map((count) => requireWithin('a count', count, 0) + prior)
  return { parameters, total: parameters.reduce((sum, a) => sum + a, 0) }
}

/** The equal-tailed interval of a beta distribution. */
export function betaInterval(a: number, b: number, level: number): Interval {
  const tail = (1 - requireLevel(level)) / 2
  const [lower, upper] = [betaPoint(tail, 1 - tail, a, b).x, betaPoint(1 - tail, tail, a, b).x]
  return { lower, upper, level, method: 'beta' }
}
