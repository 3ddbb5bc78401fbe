/**
 * Gauss' hypergeometric function `₂F₁(a, b; c; z)` for 0 ≤ z < 1 and c > 0, by its power series. Where the series of
 * Euler's transformation (Abramowitz & Stegun 15.3.3) has the smaller terms, that one is summed. NaN where neither
 * settles, which happens only for z within 1e-6 of 1.
 *
 * @example
 * ```ts
 * import { hypergeometric } from '@casewell/scoring/numeric'
 *
 * // ₂F₁(1, 1; 2; z) = −ln(1 − z) / z
 * console.log(hypergeometric(1, 1, 2, 0.5).toFixed(6)) // 1.386294
 * ```
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  if (!(z >= 0 && z < 1 && c > 0)) return Number.NaN
  if (c < a + b && c > a && c > b) return (1 - z) ** (c - a - b) * series(c - a, c - b, c, z)
  return series(a, b, c, z)
}

function series(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let n = 0; n < 50_000_000; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (1 + n))) * z
    sum += term
    if (Math.abs(term) <= Math.abs(sum) * (1 - z) * 1e-17) return sum
  }
  return Number.NaN
}
