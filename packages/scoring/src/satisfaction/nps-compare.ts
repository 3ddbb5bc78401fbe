import type { Interval } from '../estimate.ts'
import { mover } from '../interval/mover.ts'
import { adjusted, type NpsCounts, type NpsMethod, npsInterval, npsMoments } from '../interval/nps-interval.ts'
import { LEVEL, zOf } from '../interval/proportion.ts'
import { normalCdf, normalTwoSided } from '../numeric/normal.ts'
import { findRoot } from '../numeric/root.ts'

/** A difference of two scores, `first − second`, on the scale −2…2. */
export interface NpsDifference {
  readonly difference: number
  readonly interval: Interval
  /** Two-sided. For the default method it is the level at which the interval just touches zero, from 1. */
  readonly pValue: number
  /** The standard error behind the Wald methods; null for the default. */
  readonly standardError: number | null
  readonly n: readonly [number, number]
}

/**
 * Are two Net Promoter Scores different? `first − second` with the interval that MOVER makes of the two Tango intervals.
 * Under no change it cries wolf in 4 of 100 comparisons of 10 and 40 answers; the textbook's Wald test in 10 (exact
 * enumeration).
 *
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { npsCompare } from '@casewell/scoring'
 *
 * const june = { detractors: 28, passives: 32, promoters: 40 }
 * const july = { detractors: 20, passives: 30, promoters: 50 }
 * const { difference, pValue } = npsCompare(july, june)
 * console.log(difference.toFixed(2), pValue.toFixed(2)) // 0.18 0.11
 * ```
 */
export function npsCompare(
  first: NpsCounts,
  second: NpsCounts,
  options: { readonly level?: number; readonly method?: NpsMethod } = {},
): NpsDifference {
  const { level = LEVEL, method = 'tango' } = options
  return method === 'tango' ? byMover(first, second, level) : byWald(first, second, level, method)
}

function byMover(first: NpsCounts, second: NpsCounts, level: number): NpsDifference {
  const [a, b] = [npsMoments(first), npsMoments(second)]
  const difference = a.nps - b.nps
  const at = (confidence: number): Interval =>
    mover(
      { value: a.nps, interval: npsInterval(first, { level: confidence }) },
      { value: b.nps, interval: npsInterval(second, { level: confidence }) },
    )
  const touches = (z: number): number => {
    const { lower, upper } = at(1 - 2 * normalCdf(-z))
    return difference > 0 ? lower : -upper
  }
  const z = difference === 0 ? 0 : touches(8) > 0 ? 8 : findRoot(touches, 1e-9, 8, 1e-12)
  return { difference, interval: at(level), pValue: normalTwoSided(z), standardError: null, n: [a.n, b.n] }
}

function byWald(first: NpsCounts, second: NpsCounts, level: number, method: NpsMethod): NpsDifference {
  const n: [number, number] = [npsMoments(first).n, npsMoments(second).n]
  const [a, b] = [first, second].map((counts) => npsMoments(method === 'wald' ? counts : adjusted(counts))) as [
    ReturnType<typeof npsMoments>,
    ReturnType<typeof npsMoments>,
  ] // map keeps the length of its pair
  const difference = a.nps - b.nps
  const standardError = Math.sqrt(a.variance / a.n + b.variance / b.n)
  const half = zOf(level) * standardError
  const interval = { lower: difference - half, upper: difference + half, level, method }
  const z = standardError === 0 ? (difference === 0 ? 0 : Number.POSITIVE_INFINITY) : difference / standardError
  return { difference, interval, pValue: normalTwoSided(z), standardError, n }
}
