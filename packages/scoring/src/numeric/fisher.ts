import { betaPoint } from './beta.ts'
import { incompleteBeta } from './incomplete-beta.ts'

/** `P(F ≤ f)` of Fisher's F distribution with d1 and d2 degrees of freedom. */
export function fisherCdf(f: number, d1: number, d2: number): number {
  const sum = d1 * f + d2
  return f <= 0 ? 0 : incompleteBeta((d1 * f) / sum, d1 / 2, d2 / 2, d2 / sum)
}

/** `P(F > f)`: the p-value of an F statistic. */
export function fisherUpper(f: number, d1: number, d2: number): number {
  const sum = d1 * f + d2
  return f <= 0 ? 1 : incompleteBeta(d2 / sum, d2 / 2, d1 / 2, (d1 * f) / sum)
}

/** The f with `P(F ≤ f) = p`. */
export function fisherQuantile(p: number, d1: number, d2: number): number {
  const { x, y } = betaPoint(p, 1 - p, d1 / 2, d2 / 2)
  return (d2 * x) / (d1 * y)
}
