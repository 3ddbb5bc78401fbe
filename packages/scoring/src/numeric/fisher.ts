import { betaPoint } from './beta.ts'
import { betaTails, type Tails } from './incomplete-beta.ts'

function tails(f: number, d1: number, d2: number): Tails {
  if (f <= 0) return { lower: 0, upper: 1 }
  const sum = d1 * f + d2
  return betaTails((d1 * f) / sum, d2 / sum, d1 / 2, d2 / 2)
}

/** `P(F ≤ f)` of Fisher's F distribution with d1 and d2 degrees of freedom. */
export function fisherCdf(f: number, d1: number, d2: number): number {
  return tails(f, d1, d2).lower
}

/** `P(F > f)`: the p-value of an F statistic. */
export function fisherUpper(f: number, d1: number, d2: number): number {
  return tails(f, d1, d2).upper
}

/** The f with `P(F ≤ f) = p`. */
export function fisherQuantile(p: number, d1: number, d2: number): number {
  const { x, y } = betaPoint(p, 1 - p, d1 / 2, d2 / 2)
  return (d2 * x) / (d1 * y)
}
