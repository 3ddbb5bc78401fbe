import { erfc, scaledTail } from './error-function.ts'

const SQRT_HALF = Math.SQRT1_2
const SQRT_TWO_PI = 2.5066282746310007

/** `exp(−z²/2)`, with z² split so that its rounding does not grow in the exponent. */
function bell(z: number): number {
  if (Math.abs(z) > 40) return 0
  const head = Math.round(z * 16) / 16
  return Math.exp(-0.5 * head * head) * Math.exp(0.5 * (head - z) * (head + z))
}

/**
 * The density of the standard normal distribution.
 *
 * @example
 * ```ts
 * import { normalDensity } from '@casewell/scoring/numeric'
 *
 * console.log(normalDensity(0).toFixed(4)) // 0.3989
 * ```
 */
export function normalDensity(z: number): number {
  return bell(z) / SQRT_TWO_PI
}

/**
 * `P(Z ≤ z)` of the standard normal distribution, to about 1e-15 relative in both tails.
 *
 * @example
 * ```ts
 * import { normalCdf } from '@casewell/scoring/numeric'
 *
 * console.log(normalCdf(1.96).toFixed(4)) // 0.9750
 * ```
 */
export function normalCdf(z: number): number {
  if (!(Math.abs(z) > 1)) return 0.5 * erfc(-z * SQRT_HALF)
  const tail = 0.5 * bell(z) * scaledTail(Math.abs(z) * SQRT_HALF)
  return z < 0 ? tail : 1 - tail
}

/**
 * The two-sided p-value of a standard normal statistic: `P(|Z| ≥ |z|)`.
 *
 * @example
 * ```ts
 * import { normalTwoSided } from '@casewell/scoring/numeric'
 *
 * console.log(normalTwoSided(-2.5758).toFixed(4)) // 0.0100
 * ```
 */
export function normalTwoSided(z: number): number {
  return 2 * normalCdf(-Math.abs(z))
}
