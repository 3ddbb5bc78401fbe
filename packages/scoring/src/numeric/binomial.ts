import { stirlingRest } from './gamma.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { normalQuantile } from './normal-quantile.ts'
import { deviance } from './saddle-point.ts'

const TWO_PI = 6.283185307179586

/** `P(X = k)` of the binomial distribution of n trials with success probability p (Loader 2000). */
export function binomialProbability(k: number, n: number, p: number): number {
  if (k < 0 || k > n || k !== Math.floor(k)) return 0
  if (k === n) return p ** n
  if (k === 0) return Math.exp(n * Math.log1p(-p))
  const rest = stirlingRest(n) - stirlingRest(k) - stirlingRest(n - k)
  const root = Math.sqrt(n / (TWO_PI * k * (n - k)))
  return root * Math.exp(rest - deviance(k, n * p) - deviance(n - k, n * (1 - p)))
}

/** `P(X ≤ k)`. */
export function binomialCdf(k: number, n: number, p: number): number {
  const whole = Math.floor(k)
  if (whole < 0) return 0
  if (whole >= n) return 1
  return incompleteBeta(1 - p, n - whole, whole + 1, p)
}

/** `P(X > k)`. */
export function binomialUpper(k: number, n: number, p: number): number {
  const whole = Math.floor(k)
  if (whole < 0) return 1
  if (whole >= n) return 0
  return incompleteBeta(p, whole + 1, n - whole)
}

/** The smallest k with `P(X ≤ k) ≥ q`. */
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
 */
export function signTest(a: number, b: number): number {
  return Math.min(1, 2 * binomialCdf(Math.min(a, b), a + b, 0.5))
}
