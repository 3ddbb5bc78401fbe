import { betaPower, lnBetaScale } from './saddle-point.ts'

/** The two halves of a distribution at one point; each keeps its own digits where it can. */
export interface Tails {
  /** `P(X ≤ x)` */
  readonly lower: number
  /** `P(X > x)` */
  readonly upper: number
}

/**
 * The regularised incomplete beta function `I_x(a, b)`, a, b > 0, 0 ≤ x ≤ 1; NaN elsewhere.
 * About 1e-14 relative for parameters up to 1e5.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  return betaTails(x, 1 - x, a, b).lower
}

/** `I_x(a, b)` and its complement. x and y = 1 − x are given both, so that neither end of the scale loses digits. */
export function betaTails(x: number, y: number, a: number, b: number): Tails {
  if (!(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY && x >= 0 && y >= 0)) {
    return { lower: Number.NaN, upper: Number.NaN }
  }
  if (x === 0) return { lower: 0, upper: 1 }
  if (y === 0) return { lower: 1, upper: 0 }
  return tailsOfPower(betaPower(x, y, a, b, lnBetaScale(a, b)), x, y, a, b)
}

/** {@link betaTails} for 0 < x < 1, from the `xᵃyᵇ / B(a, b)` that a caller has already. */
export function tailsOfPower(power: number, x: number, y: number, a: number, b: number): Tails {
  if (x * (a + b + 2) <= a + 1) {
    const lower = power * (b * x <= 1 && x <= 0.5 ? series(x, a, b) : fraction(x, y, a, b))
    return { lower, upper: 1 - lower }
  }
  const upper = power * (a * y <= 1 && y <= 0.5 ? series(y, b, a) : fraction(y, x, b, a))
  return { lower: 1 - upper, upper }
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
  let olderBottom = 1
  let top = 1
  let bottom = a * perOdd * lambda
  for (let n = 1; n < 100_000; n++) {
    const w = n * (b - n) * x * perOdd
    const alpha = (a + n - 1) * (a + b + n - 1) * perOdd * x * w
    perOdd = 1 / (a + 2 * n + 1)
    const beta = n + w + (a + n) * perOdd * (lambda + n * (1 + y))
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
