import { inputErrors } from '../errors.ts'
import type { Interval } from '../estimate.ts'
import { requireWithin } from '../require.ts'
import { LEVEL, zOf } from './proportion.ts'

/** How many detractors, passives and promoters; weighted counts need not be whole. */
export interface NpsCounts {
  readonly detractors: number
  readonly passives: number
  readonly promoters: number
}

/** Tango's score interval (the default), Rocks' adjusted Wald, or the textbook's (for comparison only). */
export type NpsMethod = 'tango' | 'adjusted-wald' | 'wald'

/** What an NPS and its spread are made of. */
export interface NpsMoments {
  readonly n: number
  /** −1…1 */
  readonly nps: number
  /** Of one answer, counted as −1, 0 or 1: `(R + D)/n − NPS²`. */
  readonly variance: number
}

/**
 * Score and variance of one answer.
 *
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { npsMoments } from '@casewell/scoring'
 *
 * // 0.7 of the answers lie at an end: 0.7 − 0.3² = 0.61.
 * const { nps, variance } = npsMoments({ detractors: 20, passives: 30, promoters: 50 })
 * console.log(nps, variance.toFixed(2)) // 0.3 0.61
 * ```
 */
export function npsMoments({ detractors, passives, promoters }: NpsCounts): NpsMoments {
  for (const count of [detractors, passives, promoters]) requireWithin('a count', count, 0)
  const n = detractors + passives + promoters
  if (n === 0) throw inputErrors['no-answers']({ measure: 'an interval of NPS' })
  const nps = (promoters - detractors) / n
  return { n, nps, variance: (promoters + detractors) / n - nps * nps }
}

/** ¾ detractor, 1½ passive, ¾ promoter more (Rocks 2016, Interval estimation for the net promoter score). */
export function adjusted({ detractors, passives, promoters }: NpsCounts): NpsCounts {
  return { detractors: detractors + 0.75, passives: passives + 1.5, promoters: promoters + 0.75 }
}

/**
 * The interval of an NPS as a number in −1…1.
 *
 * Tango's never leaves −1…1 and holds the truth in at least 91 cases of 100 from ten answers on (exact enumeration);
 * the adjusted Wald is the narrowest; the textbook's may hold it in 40 of 100.
 *
 * Source: T. Tango, Equivalence test and confidence interval for the difference in proportions for the paired-sample
 * design, Statistics in Medicine 17 (1998): an NPS is such a difference.
 *
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { npsInterval } from '@casewell/scoring'
 *
 * const { lower, upper } = npsInterval({ detractors: 20, passives: 30, promoters: 50 })
 * console.log(lower.toFixed(3), upper.toFixed(3)) // 0.140 0.443
 * ```
 */
export function npsInterval(
  counts: NpsCounts,
  options: { readonly level?: number; readonly method?: NpsMethod } = {},
): Interval {
  const { level = LEVEL, method = 'tango' } = options
  const moments = npsMoments(counts)
  const { n, nps } = moments
  const z = zOf(level)
  if (method === 'tango') {
    const lower = counts.detractors === n ? -1 : tangoLimit(counts, n, -1, nps, z)
    const upper = counts.promoters === n ? 1 : tangoLimit(counts, n, 1, nps, z)
    return { lower, upper, level, method }
  }
  const [used, end] = method === 'wald' ? [moments, Number.POSITIVE_INFINITY] : [npsMoments(adjusted(counts)), 1]
  const half = z * Math.sqrt(used.variance / used.n)
  return { lower: Math.max(-end, used.nps - half), upper: Math.min(end, used.nps + half), level, method }
}

/** Where the score statistic reaches ±z, between the estimate and the end of the scale; by bisection to the last bit. */
function tangoLimit(counts: NpsCounts, n: number, end: -1 | 1, nps: number, z: number): number {
  let outer: number = end
  let inner = nps
  for (let step = 0; step < 64; step++) {
    const middle = (outer + inner) / 2
    if (-end * tangoScore(counts, n, middle) > z) outer = middle
    else inner = middle
  }
  return (outer + inner) / 2
}

/** How far the counts lie from a true NPS of delta, in standard errors at the most likely shares with that NPS. */
export function tangoScore({ detractors, promoters }: NpsCounts, n: number, delta: number): number {
  const a = 2 * n
  const b = -detractors - promoters + (a - promoters + detractors) * delta
  const c = -detractors * delta * (1 - delta)
  const share = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a)
  return (promoters - detractors - n * delta) / Math.sqrt(n * (2 * share + delta * (1 - delta)))
}
