import { stirlingRest } from './gamma.ts'
import { polynomial } from './polynomial.ts'

/** `artanh(v)/v³ − 1/v²` in powers of v²: enough of them for |v| ≤ ¼. */
const ODD = [1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13, 1 / 15, 1 / 17, 1 / 19, 1 / 21, 1 / 23, 1 / 25, 1 / 27]
/** Enough of them for v² below {@link NEAR}: what is left out is less than 1e-17 of the whole. */
const FIRST = ODD.slice(0, 7)
const NEAR = 0.004
const TWO_PI = 6.283185307179586

/**
 * `x·ln(x/m) + m − x`: how far x lies from its mean m, on the scale of a log-likelihood. The power series near x = m
 * keeps the digits that the plain difference loses (Loader 2000).
 *
 * @param difference - x − m, when the caller knows it with more digits than the two have
 */
export function deviance(x: number, m: number, difference: number = x - m): number {
  if (x === 0) return m
  const ratio = difference / (x + m)
  if (Math.abs(ratio) > 0.25) return x * Math.log(x / m) - difference
  const square = ratio * ratio
  return ratio * (difference + 2 * x * square * polynomial(square < NEAR ? FIRST : ODD, square))
}

/** What Stirling's formula leaves of `1 / B(a, b)`, as a logarithm: it does not depend on x. */
export function betaRest(a: number, b: number): number {
  return stirlingRest(a + b) - stirlingRest(a) - stirlingRest(b)
}

/** `xᵃyᵇ / B(a, b)` with y = 1 − x, given {@link betaRest}. */
export function betaPower(x: number, y: number, a: number, b: number, rest: number): number {
  const n = a + b
  const difference = a * y - b * x
  const root = Math.sqrt((a / n) * (b / TWO_PI))
  return root * Math.exp(rest - deviance(a, n * x, difference) - deviance(b, n * y, -difference))
}

/** `xᵃe⁻ˣ / Γ(a)`, given `stirlingRest(a)`. */
export function gammaPower(x: number, a: number, rest: number): number {
  return Math.sqrt(a / TWO_PI) * Math.exp(-rest - deviance(a, x))
}
