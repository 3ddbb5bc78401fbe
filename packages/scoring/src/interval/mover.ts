import type { Interval } from '../estimate.ts'

/** A number with its interval: what {@link mover} combines. */
export interface Bounded {
  readonly value: number
  readonly interval: Interval
}

/**
 * The interval of a difference `a − b` of two independent estimates from their own intervals (the method of variance
 * estimates recovery). With Wilson's intervals it is Newcombe's method 10.
 *
 * Source: Zou & Donner, Construction of confidence limits about effect measures, Statistics in Medicine 27 (2008).
 *
 * @example
 * ```ts
 * import { mover, wilson } from '@casewell/scoring'
 *
 * const bounded = (successes: number, n: number) => ({ value: successes / n, interval: wilson(successes, n) })
 * const { lower, upper } = mover(bounded(56, 70), bounded(48, 80))
 * console.log(lower.toFixed(4), upper.toFixed(4)) // 0.0524 0.3339
 * ```
 */
export function mover(a: Bounded, b: Bounded): Interval {
  const difference = a.value - b.value
  const below = Math.hypot(a.value - a.interval.lower, b.interval.upper - b.value)
  const above = Math.hypot(a.interval.upper - a.value, b.value - b.interval.lower)
  const { level, method } = a.interval
  return { lower: difference - below, upper: difference + above, level, method: `mover-${method}` }
}
