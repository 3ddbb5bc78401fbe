import { stirlingRest } from './gamma.ts'
import { polynomial } from './polynomial.ts'

/** `artanh(v)/v³ − 1/v²` in powers of v²: enough of them for |v| ≤ ¼. */
const ODD = [1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13, 1 / 15, 1 / 17, 1 / 19, 1 / 21, 1 / 23, 1 / 25, 1 / 27]
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
  return ratio * (difference + 2 * x * square * polynomial(ODD, square))
}

/** The part of `xᵃyᵇ / B(a, b)` that does not depend on x, as a logarithm. */
export function lnBetaScale(a: number, b: number): number {
  const n = a + b
  return 0.5 * Math.log((a / n) * (b / TWO_PI)) + stirlingRest(n) - stirlingRest(a) - stirlingRest(b)
}

/** `xᵃyᵇ / B(a, b)` with y = 1 − x, given {@link lnBetaScale}. */
export function betaPower(x: number, y: number, a: number, b: number, lnScale: number): number {
  const n = a + b
  const difference = a * y - b * x
  return Math.exp(lnScale - deviance(a, n * x, difference) - deviance(b, n * y, -difference))
}

/** The part of `xᵃe⁻ˣ / Γ(a)` that does not depend on x, as a logarithm. */
export function lnGammaScale(a: number): number {
  return 0.5 * Math.log(a / TWO_PI) - stirlingRest(a)
}

/** `xᵃe⁻ˣ / Γ(a)`, given {@link lnGammaScale}. */
export function gammaPower(x: number, a: number, lnScale: number): number {
  return Math.exp(lnScale - deviance(a, x))
}
