import { inputErrors } from '../errors.ts'
import type { Interval } from '../estimate.ts'
import { betaPoint, betaQuantile } from '../numeric/beta.ts'
import { normalQuantile } from '../numeric/normal-quantile.ts'
import { requireLevel, requireWithin } from '../require.ts'

/** The confidence level when none is named. */
export const LEVEL = 0.95

/** The two-sided normal factor of a confidence level: 1.96 for 0.95. */
export function zOf(level: number): number {
  return -normalQuantile((1 - requireLevel(level)) / 2)
}

interface Share {
  readonly p: number
  readonly n: number
  readonly z: number
}

function share(successes: number, n: number, level: number): Share {
  requireWithin('the number of trials', n, 0)
  if (n === 0) throw inputErrors['no-answers']({ measure: 'an interval of a proportion' })
  requireWithin('the number of successes', successes, 0, n)
  return { p: successes / n, n, z: zOf(level) }
}

function clipped(lower: number, upper: number, level: number, method: string): Interval {
  return { lower: Math.max(0, lower), upper: Math.min(1, upper), level, method }
}

/**
 * Wilson's score interval: right on average from five answers on, and never outside 0…1. The default everywhere here.
 *
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
 *
 * @param successes - 0…n; it need not be whole, so that weighted shares can pass their effective counts
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { wilson } from '@casewell/scoring'
 *
 * const { lower, upper } = wilson(9, 10)
 * console.log(lower.toFixed(3), upper.toFixed(3)) // 0.596 0.982
 * ```
 */
export function wilson(successes: number, n: number, level: number = LEVEL): Interval {
  const { p, z } = share(successes, n, level)
  const square = (z * z) / n
  const centre = p + square / 2
  const half = z * Math.sqrt((p * (1 - p)) / n + square / (4 * n))
  const lower = successes === 0 ? 0 : (centre - half) / (1 + square)
  const upper = successes === n ? 1 : (centre + half) / (1 + square)
  return clipped(lower, upper, level, 'wilson')
}

/**
 * Wilson's interval with the continuity correction: wider, for readers who must not be undercut.
 *
 * Source: R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998).
 *
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { wilsonContinuity } from '@casewell/scoring'
 *
 * const { lower, upper } = wilsonContinuity(81, 263)
 * console.log(lower.toFixed(4), upper.toFixed(4)) // 0.2535 0.3682
 * ```
 */
export function wilsonContinuity(successes: number, n: number, level: number = LEVEL): Interval {
  const { p, z } = share(successes, n, level)
  const square = z * z
  const limit = (sign: 1 | -1): number => {
    const inner = square - sign * 2 - 1 / n + 4 * p * (n * (1 - p) + sign)
    return (2 * n * p + square - sign * (1 + z * Math.sqrt(Math.max(0, inner)))) / (2 * (n + square))
  }
  return clipped(successes === 0 ? 0 : limit(1), successes === n ? 1 : limit(-1), level, 'wilson-continuity')
}

/**
 * Agresti and Coull's interval: Wilson's centre, a little wider; a floor for 5 ≤ n ≤ 20 (The American Statistician 52, 1998).
 *
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { agrestiCoull } from '@casewell/scoring'
 *
 * const { lower, upper } = agrestiCoull(9, 10)
 * console.log(lower.toFixed(3), upper.toFixed(3)) // 0.574 1.000
 * ```
 */
export function agrestiCoull(successes: number, n: number, level: number = LEVEL): Interval {
  const { z } = share(successes, n, level)
  const trials = n + z * z
  const centre = (successes + (z * z) / 2) / trials
  const half = z * Math.sqrt((centre * (1 - centre)) / trials)
  return clipped(centre - half, centre + half, level, 'agresti-coull')
}

/**
 * Jeffreys' interval: the equal-tailed Bayesian one under a Beta(½, ½) prior, with its ends moved to 0 at no success and
 * to 1 at no failure (Brown, Cai & DasGupta, Statistical Science 16, 2001).
 *
 * @param options - `plain: true` leaves the ends where the prior puts them
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { jeffreys } from '@casewell/scoring'
 *
 * const { lower, upper } = jeffreys(9, 10)
 * console.log(lower.toFixed(3), upper.toFixed(3)) // 0.619 0.989
 * ```
 */
export function jeffreys(
  successes: number,
  n: number,
  level: number = LEVEL,
  options: { readonly plain?: boolean } = {},
): Interval {
  share(successes, n, level)
  const tail = (1 - level) / 2
  const [a, b] = [successes + 0.5, n - successes + 0.5]
  const ends = options.plain !== true
  const lower = ends && successes === 0 ? 0 : betaQuantile(tail, a, b)
  const upper = ends && successes === n ? 1 : betaPoint(1 - tail, tail, a, b).x
  return clipped(lower, upper, level, 'jeffreys')
}

/**
 * Clopper and Pearson's interval: covers at least as often as it says, and pays with its width (Biometrika 26, 1934).
 *
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { clopperPearson } from '@casewell/scoring'
 *
 * const { lower, upper } = clopperPearson(81, 263)
 * console.log(lower.toFixed(4), upper.toFixed(4)) // 0.2527 0.3676
 * ```
 */
export function clopperPearson(successes: number, n: number, level: number = LEVEL): Interval {
  share(successes, n, level)
  const tail = (1 - level) / 2
  const lower = successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1)
  const upper = successes === n ? 1 : betaPoint(1 - tail, tail, successes + 1, n - successes).x
  return clipped(lower, upper, level, 'clopper-pearson')
}

/**
 * The textbook interval `p ± z·√(p(1−p)/n)`, not clipped. For comparison only: with ten ratings of a good team it holds
 * the truth in 70 cases of 100 where it claims 95, and after nine successes in ten it reaches above 1.
 *
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { wald } from '@casewell/scoring'
 *
 * const { lower, upper } = wald(9, 10)
 * console.log(lower.toFixed(3), upper.toFixed(3)) // 0.714 1.086
 * ```
 */
export function wald(successes: number, n: number, level: number = LEVEL): Interval {
  const { p, z } = share(successes, n, level)
  const half = z * Math.sqrt((p * (1 - p)) / n)
  return { lower: p - half, upper: p + half, level, method: 'wald' }
}

/** The intervals that a score can be given. Wald's is not among them. */
export type ProportionMethod = 'wilson' | 'wilson-continuity' | 'agresti-coull' | 'jeffreys' | 'clopper-pearson'

type ProportionInterval = (successes: number, n: number, level?: number) => Interval

const byName: Readonly<Record<ProportionMethod, ProportionInterval>> = {
  wilson,
  'wilson-continuity': wilsonContinuity,
  'agresti-coull': agrestiCoull,
  jeffreys,
  'clopper-pearson': clopperPearson,
}

/**
 * The interval of a share by the name of its method.
 *
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { proportionInterval } from '@casewell/scoring'
 *
 * const { lower, method } = proportionInterval(10, 10, { method: 'clopper-pearson' })
 * console.log(method, lower.toFixed(4)) // clopper-pearson 0.6915
 * ```
 */
export function proportionInterval(
  successes: number,
  n: number,
  options: { readonly level?: number; readonly method?: ProportionMethod } = {},
): Interval {
  return byName[options.method ?? 'wilson'](successes, n, options.level ?? LEVEL)
}
