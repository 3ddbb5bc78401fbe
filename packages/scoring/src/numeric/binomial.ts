import { stirlingRest } from './gamma.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { normalQuantile } from './normal-quantile.ts'
import { deviance } from './saddle-point.ts'

const TWO_PI = 6.283185307179586

/**
 * `P(X = k)` of the binomial distribution of n trials with success probability p (Loader 2000).
 *
 * @example
 * ```ts
 * import { binomialProbability } from '@casewell/scoring/numeric'
 *
 * // One mail of ten bounces: none of ten does by 0.9¹⁰.
 * console.log(binomialProbability(0, 10, 0.1).toFixed(4)) // 0.3487
 * ```
 */
export function binomialProbability(k: number, n: number, p: number): number {
  if (k < 0 || k > n || k !== Math.floor(k)) return 0
  if (k === n) return p ** n
  if (k === 0) return Math.exp(n * Math.log1p(-p))
  const rest = stirlingRest(n) - stirlingRest(k) - stirlingRest(n - k)
  const root = Math.sqrt(n / (TWO_PI * k * (n - k)))
  return root * Math.exp(rest - deviance(k, n * p) - deviance(n - k, n * (1 - p)))
}

/**
 * `P(X ≤ k)` of the binomial distribution of n trials with success probability p.
 *
 * @example
 * ```ts
 * import { binomialCdf } from '@casewell/scoring/numeric'
 *
 * console.log(binomialCdf(1, 10, 0.1).toFixed(4)) // 0.7361
 * ```
 */
export function binomialCdf(k: number, n: number, p: number): number {
  const whole = Math.floor(k)
  if (whole < 0) return 0
  if (whole >= n) return 1
  return incompleteBeta(1 - p, n - whole, whole + 1, p)
}

/**
 * `P(X > k)` of the binomial distribution of n trials with success probability p.
 *
 * @example
 * ```ts
 * import { binomialUpper } from '@casewell/scoring/numeric'
 *
 * console.log(binomialUpper(1, 10, 0.1).toFixed(4)) // 0.2639
 * ```
 */
export function binomialUpper(k: number, n: number, p: number): number {
  const whole = Math.floor(k)
  if (whole < 0) return 1
  if (whole >= n) return 0
  return incompleteBeta(p, whole + 1, n - whole)
}

/**
 * The smallest k with `P(X ≤ k) ≥ q` of the binomial distribution of n trials with success probability p.
 *
 * @example
 * ```ts
 * import { binomialQuantile } from '@casewell/scoring/numeric'
 *
 * // One mail of ten bounces: in 95 days of 100, how many of ten at most?
 * console.log(binomialQuantile(0.95, 10, 0.1)) // 3
 * ```
 */
export function binomialQuantile(q: number, n: number, p: number): number {
  if (!(q >= 0 && q <= 1)) return Number.NaN
  const guess = n * p + normalQuantile(q) * Math.sqrt(n * p * (1 - p))
  let k = Math.min(n, Math.max(0, Math.round(guess)))
  while (k > 0 && binomialCdf(k - 1, n, p) >= q) k--
  while (k < n && binomialCdf(k, n, p) < q) k++
  return k
}

/**
 * The p-value of the exact two-sided sign test: are a and b, of a + b that differ, as likely as heads and tails?
 * 1 when nothing differs.
 *
 * @example
 * ```ts
 * import { signTest } from '@casewell/scoring/numeric'
 *
 * // Of ten customers who rated both answers differently, nine liked the new one better: 22/1024.
 * console.log(signTest(9, 1).toFixed(4)) // 0.0215
 * ```
 */
export function signTest(a: number, b: number): number {
  return Math.min(1, 2 * binomialCdf(Math.min(a, b), a + b, 0.5))
}
