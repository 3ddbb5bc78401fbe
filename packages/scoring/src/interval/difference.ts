import type { Interval } from '../estimate.ts'
import { chiSquaredUpper } from '../numeric/gamma-distribution.ts'
import { findRoot } from '../numeric/root.ts'
import { mover } from './mover.ts'
import { LEVEL, wilson, zOf } from './proportion.ts'

/** How many of how many. */
export interface Counted {
  readonly successes: number
  readonly n: number
}

/** Newcombe's (mover), Miettinen and Nurminen's (score), or the textbook's (wald; for comparison only). */
export type DifferenceMethod = 'mover' | 'score' | 'wald'

/** A difference of two shares, `first − second`, with its doubt. */
export interface ShareDifference {
  readonly difference: number
  readonly interval: Interval
  /** Of the pooled χ² test without continuity correction; 1 when both shares are 0 or both 1. */
  readonly pValue: number
  readonly chiSquared: number
  readonly n: readonly [number, number]
}

/**
 * The interval of a difference of two independent shares, `first − second`.
 *
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { differenceInterval } from '@casewell/scoring'
 *
 * const { lower, upper } = differenceInterval({ successes: 56, n: 70 }, { successes: 48, n: 80 })
 * console.log(lower.toFixed(4), upper.toFixed(4)) // 0.0524 0.3339
 * ```
 */
export function differenceInterval(
  first: Counted,
  second: Counted,
  options: { readonly level?: number; readonly method?: DifferenceMethod } = {},
): Interval {
  const { level = LEVEL, method = 'mover' } = options
  const [a, b] = [bounded(first, level), bounded(second, level)]
  if (method === 'score') return scoreInterval(first, second, level)
  return method === 'wald' ? waldInterval(first, second, level) : mover(a, b)
}

/**
 * Did a share change? The difference `first − second`, its interval, and the p-value of the pooled χ² test.
 *
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { compareShares } from '@casewell/scoring'
 *
 * const { difference, chiSquared, pValue } = compareShares({ successes: 56, n: 70 }, { successes: 48, n: 80 })
 * console.log(difference.toFixed(1), chiSquared.toFixed(2), pValue.toFixed(3)) // 0.2 7.02 0.008
 * ```
 */
export function compareShares(
  first: Counted,
  second: Counted,
  options: { readonly level?: number; readonly method?: DifferenceMethod } = {},
): ShareDifference {
  const interval = differenceInterval(first, second, options)
  const difference = first.successes / first.n - second.successes / second.n
  const pooled = (first.successes + second.successes) / (first.n + second.n)
  const variance = pooled * (1 - pooled) * (1 / first.n + 1 / second.n)
  const chiSquared = variance === 0 ? 0 : (difference * difference) / variance
  return { difference, interval, chiSquared, pValue: chiSquaredUpper(chiSquared, 1), n: [first.n, second.n] }
}

const bounded = ({ successes, n }: Counted, level: number) => ({
  interval: wilson(successes, n, level),
  value: successes / n,
})

function waldInterval(first: Counted, second: Counted, level: number): Interval {
  const [p, q] = [first.successes / first.n, second.successes / second.n]
  const half = zOf(level) * Math.sqrt((p * (1 - p)) / first.n + (q * (1 - q)) / second.n)
  return { lower: p - q - half, upper: p - q + half, level, method: 'wald' }
}

/** Miettinen and Nurminen, Comparative analysis of two rates, Statistics in Medicine 4 (1985). */
function scoreInterval(first: Counted, second: Counted, level: number): Interval {
  const z = zOf(level)
  const difference = first.successes / first.n - second.successes / second.n
  const gap = (delta: number, sign: 1 | -1): number => {
    const spread = z * Math.sqrt(restrictedVariance(first, second, delta))
    return difference - delta - sign * spread
  }
  const lower = findRoot((delta) => gap(delta, 1), -1, difference)
  const upper = findRoot((delta) => gap(delta, -1), difference, 1)
  return {
    lower: Number.isNaN(lower) ? -1 : lower,
    upper: Number.isNaN(upper) ? 1 : upper,
    level,
    method: 'miettinen-nurminen',
  }
}

/** The variance of the difference if it is delta, at the two shares that are then most likely. */
function restrictedVariance(first: Counted, second: Counted, delta: number): number {
  const n = first.n + second.n
  const q = Math.min(1, Math.max(0, restrictedShare(first, second, delta)))
  const p = Math.min(1, Math.max(0, q + delta))
  return ((p * (1 - p)) / first.n + (q * (1 - q)) / second.n) * (n / (n - 1))
}

/** The second share that makes the counts most likely if the first is larger by delta: the middle root of a cubic. */
function restrictedShare(first: Counted, second: Counted, delta: number): number {
  const n = first.n + second.n
  const sum = first.successes + second.successes
  const c2 = ((first.n + 2 * second.n) * delta - n - sum) / (3 * n)
  const c1 = ((second.n * delta - n - 2 * second.successes) * delta + sum) / (3 * n)
  const c0 = (second.successes * delta * (1 - delta)) / n
  const q = c2 ** 3 - 1.5 * c1 * c2 + c0 / 2
  const p = (q < 0 ? -1 : 1) * Math.sqrt(Math.max(0, c2 * c2 - c1))
  const cosine = p === 0 ? 0 : Math.min(1, Math.max(-1, q / p ** 3))
  return 2 * p * Math.cos((Math.PI + Math.acos(cosine)) / 3) - c2
}
