import { betaPoint } from './beta.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { normalCdf } from './normal.ts'
import { normalQuantile } from './normal-quantile.ts'

/** From here on Student's t is the normal distribution, to the last digit that matters. */
const AS_NORMAL = 1e17

/** `P(T > |t|)` of Student's t distribution. */
function upperTail(t: number, degrees: number): number {
  if (degrees >= AS_NORMAL) return normalCdf(-Math.abs(t))
  const square = t * t
  const x = degrees / (degrees + square)
  return 0.5 * incompleteBeta(x, degrees / 2, 0.5, square / (degrees + square))
}

/**
 * `P(T ≤ t)` of Student's t distribution with (not necessarily whole) degrees of freedom.
 *
 * @example
 * ```ts
 * import { studentCdf } from '@casewell/scoring/numeric'
 *
 * // With one degree of freedom, ½ + arctan(t)/π.
 * console.log(studentCdf(1, 1).toFixed(4)) // 0.7500
 * ```
 */
export function studentCdf(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return t === Number.POSITIVE_INFINITY ? 1 : t === Number.NEGATIVE_INFINITY ? 0 : Number.NaN
  return t > 0 ? 1 - upperTail(t, degrees) : upperTail(t, degrees)
}

/**
 * The two-sided p-value of a t statistic: `P(|T| ≥ |t|)`.
 *
 * @example
 * ```ts
 * import { studentTwoSided } from '@casewell/scoring/numeric'
 *
 * console.log(studentTwoSided(2.228, 10).toFixed(3)) // 0.050
 * ```
 */
export function studentTwoSided(t: number, degrees: number): number {
  return 2 * studentCdf(-Math.abs(t), degrees)
}

/**
 * The t with `P(T ≤ t) = p` of Student's t distribution; ±Infinity at 0 and 1.
 *
 * @example
 * ```ts
 * import { studentQuantile } from '@casewell/scoring/numeric'
 *
 * console.log(studentQuantile(0.975, 10).toFixed(3)) // 2.228
 * ```
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(p >= 0 && p <= 1 && degrees > 0)) return Number.NaN
  if (degrees >= AS_NORMAL) return normalQuantile(p)
  if (p > 0.5) return -studentQuantile(1 - p, degrees)
  if (p === 0.5) return 0
  const { x, y } = betaPoint(2 * p, 1 - 2 * p, degrees / 2, 0.5)
  return -Math.sqrt((degrees * y) / x)
}
