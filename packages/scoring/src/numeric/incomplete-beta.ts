import { betaPower, betaRest } from './saddle-point.ts'

/**
 * The regularised incomplete beta function `I_x(a, b)`, a, b > 0, 0 ≤ x ≤ 1; NaN elsewhere. About 1e-14 relative for
 * parameters up to 1e5. The complement is `I_y(b, a)`.
 *
 * @param y - 1 − x, where the caller knows it with more digits than the difference has
 * @example
 * ```ts
 * import { incompleteBeta } from '@casewell/scoring/numeric'
 *
 * // Two heads or more of four: 11/16.
 * console.log(incompleteBeta(0.5, 2, 3).toFixed(4)) // 0.6875
 * ```
 */
export function incompleteBeta(x: number, a: number, b: number, y: number = 1 - x): number {
  if (!(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY && x >= 0 && y >= 0)) return Number.NaN
  if (x === 0 || y === 0) return x === 0 ? 0 : 1
  return ofPower(betaPower(x, y, a, b, betaRest(a, b)), x, y, a, b)
}

/** {@link incompleteBeta} for 0 < x < 1, from the `xᵃyᵇ / B(a, b)` that a caller has already. */
export function ofPower(power: number, x: number, y: number, a: number, b: number): number {
  const isLeft = x * (a + b + 2) <= a + 1 // of the middle, where the lower tail is the one to compute
  return isLeft ? power * left(x, y, a, b) : 1 - power * left(y, x, b, a)
}

/** `I_x(a, b)·B(a, b) / xᵃyᵇ` left of the middle. */
function left(x: number, y: number, a: number, b: number): number {
  return b * x <= 1 && x <= 0.5 ? series(x, a, b) : fraction(x, y, a, b)
}

/** `Σ (a+b)ₙ / (a)ₙ₊₁ · xⁿ`: all terms positive (Abramowitz & Stegun 26.5.4). */
function series(x: number, a: number, b: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 0; n < 10_000; n++) {
    term *= (x * (a + b + n)) / (a + 1 + n)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum
}

/**
 * The even part of the classical continued fraction, evaluated by its forward recurrence; it needs about √max(a, b)
 * steps (DiDonato & Morris 1992, Algorithm 708, ACM Transactions on Mathematical Software 18, equation 9).
 */
function fraction(x: number, y: number, a: number, b: number): number {
  const lambda = a * y - b * x + 1
  let perOdd = 1 / (a + 1)
  let olderTop = 0
  let older = 1 / (a * perOdd * lambda) // the bottoms are scaled to 1 at each step, and this is the one before
  let value = older
  for (let n = 1; n < 100_000; n++) {
    const w = n * (b - n) * x * perOdd
    const alpha = (a + n - 1) * (a + b + n - 1) * perOdd * x * w
    perOdd = 1 / (a + 2 * n + 1)
    const beta = n + w + (a + n) * perOdd * (lambda + n * (1 + y))
    const scale = 1 / (alpha * older + beta)
    const next = (alpha * olderTop + beta * value) * scale
    if (Math.abs(next - value) <= 4e-16 * next) return next
    olderTop = value * scale
    older = scale
    value = next
  }
  return value
}
