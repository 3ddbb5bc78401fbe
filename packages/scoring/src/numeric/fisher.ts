import { betaPoint } from './beta.ts'
import { incompleteBeta } from './incomplete-beta.ts'

/**
 * `P(F ≤ f)` of Fisher's F distribution with d1 and d2 degrees of freedom.
 *
 * @example
 * ```ts
 * import { fisherCdf } from '@casewell/scoring/numeric'
 *
 * console.log(fisherCdf(1, 7, 7).toFixed(4)) // 0.5000
 * ```
 */
export function fisherCdf(f: number, d1: number, d2: number): number {
  const sum = d1 * f + d2
  return f <= 0 ? 0 : incompleteBeta((d1 * f) / sum, d1 / 2, d2 / 2, d2 / sum)
}

/**
 * `P(F > f)`: the p-value of an F statistic.
 *
 * @example
 * ```ts
 * import { fisherUpper } from '@casewell/scoring/numeric'
 *
 * // With two degrees above, (1 + 2f/d2)^(−d2/2).
 * console.log(fisherUpper(3, 2, 2).toFixed(4)) // 0.2500
 * ```
 */
export function fisherUpper(f: number, d1: number, d2: number): number {
  const sum = d1 * f + d2
  return f <= 0 ? 1 : incompleteBeta(d2 / sum, d2 / 2, d1 / 2, (d1 * f) / sum)
}

/**
 * The f with `P(F ≤ f) = p` of Fisher's F distribution with d1 and d2 degrees of freedom.
 *
 * @example
 * ```ts
 * import { fisherQuantile } from '@casewell/scoring/numeric'
 *
 * console.log(fisherQuantile(0.95, 2, 10).toFixed(2)) // 4.10
 * ```
 */
export function fisherQuantile(p: number, d1: number, d2: number): number {
  const { x, y } = betaPoint(p, 1 - p, d1 / 2, d2 / 2)
  return (d2 * x) / (d1 * y)
}
