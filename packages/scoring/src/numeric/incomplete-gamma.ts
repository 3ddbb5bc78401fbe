import type { Tails } from './incomplete-beta.ts'
import { gammaPower, lnGammaScale } from './saddle-point.ts'

/** The regularised lower incomplete gamma function `P(a, x)`, a > 0, x ≥ 0; NaN elsewhere. */
export function incompleteGamma(x: number, a: number): number {
  return gammaTails(x, a).lower
}

/** `P(a, x)` and `Q(a, x) = 1 − P(a, x)`, the smaller of the two with its full relative precision. */
export function gammaTails(x: number, a: number): Tails {
  if (!(a > 0 && a < Number.POSITIVE_INFINITY && x >= 0)) return { lower: Number.NaN, upper: Number.NaN }
  if (x === 0) return { lower: 0, upper: 1 }
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 }
  return tailsOfGammaPower(gammaPower(x, a, lnGammaScale(a)), x, a)
}

/** {@link gammaTails} for 0 < x < ∞, from the `xᵃe⁻ˣ / Γ(a)` that a caller has already. */
export function tailsOfGammaPower(power: number, x: number, a: number): Tails {
  if (x < a + 1) {
    const lower = power * series(x, a)
    return { lower, upper: 1 - lower }
  }
  const upper = power === 0 ? 0 : power * fraction(x, a)
  return { lower: 1 - upper, upper }
}

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
  let olderBottom = 1
  let top = 1
  let bottom = x + 1 - a
  for (let n = 1; n < 1_000_000; n++) {
    const alpha = n * (a - n)
    const beta = x + 1 - a + 2 * n
    const nextTop = alpha * olderTop + beta * top
    const nextBottom = alpha * olderBottom + beta * bottom
    const scale = 1 / nextBottom
    const settled = Math.abs(nextTop * bottom - top * nextBottom) <= 4e-16 * Math.abs(top * nextBottom)
    olderTop = top * scale
    olderBottom = bottom * scale
    top = nextTop * scale
    bottom = 1
    if (settled) break
  }
  return top
}
