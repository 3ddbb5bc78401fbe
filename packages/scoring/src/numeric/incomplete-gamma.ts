import { stirlingRest } from './gamma.ts'
import { gammaPower } from './saddle-point.ts'

/**
 * The regularised lower incomplete gamma function `P(a, x)`, a > 0, x ≥ 0; NaN elsewhere.
 *
 * @example
 * ```ts
 * import { incompleteGamma } from '@casewell/scoring/numeric'
 *
 * // 1 − 1/e
 * console.log(incompleteGamma(1, 1).toFixed(4)) // 0.6321
 * ```
 */
export function incompleteGamma(x: number, a: number): number {
  if (!isPossible(x, a)) return Number.NaN
  if (x === 0 || x === Number.POSITIVE_INFINITY) return x === 0 ? 0 : 1
  return lowerOfPower(gammaPower(x, a, stirlingRest(a)), x, a)
}

/** The regularised upper incomplete gamma function `Q(a, x) = 1 − P(a, x)`, without that difference where it is small. */
export function incompleteGammaUpper(x: number, a: number): number {
  if (!isPossible(x, a)) return Number.NaN
  if (x === 0 || x === Number.POSITIVE_INFINITY) return x === 0 ? 1 : 0
  return upperOfPower(gammaPower(x, a, stirlingRest(a)), x, a)
}

/** `P(a, x)` from the `xᵃe⁻ˣ / Γ(a)` that a caller has already. */
export function lowerOfPower(power: number, x: number, a: number): number {
  return x < a + 1 ? power * series(x, a) : 1 - power * fraction(x, a)
}

/** `Q(a, x)` likewise. */
export function upperOfPower(power: number, x: number, a: number): number {
  return x < a + 1 ? 1 - power * series(x, a) : power * fraction(x, a)
}

const isPossible = (x: number, a: number): boolean => a > 0 && a < Number.POSITIVE_INFINITY && x >= 0

/** `Σ xⁿ / (a)ₙ₊₁` (Abramowitz & Stegun 6.5.29). */
function series(x: number, a: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < 1_000_000; n++) {
    term *= x / (a + n)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum
}

/** The even part of Legendre's continued fraction, by its forward recurrence (Abramowitz & Stegun 6.5.31). */
function fraction(x: number, a: number): number {
  let olderTop = 0
  let older = 1 / (x + 1 - a) // the bottoms are scaled to 1 at each step, and this is the one before
  let value = older
  for (let n = 1; n < 1_000_000; n++) {
    const alpha = n * (a - n)
    const beta = x + 1 - a + 2 * n
    const scale = 1 / (alpha * older + beta)
    const next = (alpha * olderTop + beta * value) * scale
    if (Math.abs(next - value) <= 4e-16 * next) return next
    olderTop = value * scale
    older = scale
    value = next
  }
  return value
}
