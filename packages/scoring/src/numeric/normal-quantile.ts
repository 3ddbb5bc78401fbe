import { polynomial } from './polynomial.ts'

// Wichura 1988, Algorithm AS 241 (PPND16): rational approximations in two regions of p.
const CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
]
const CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
]
const SHOULDER_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
]
const SHOULDER_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]

/** Below this share the rational approximations end, and a continued fraction is short. */
const FAR = 1.4e-11
const LN_TWO_PI = 1.8378770664093456

/**
 * The z with `P(Z ≤ z) = p`, to about 1e-15 relative; ±Infinity at 0 and 1, NaN outside.
 *
 * Source: M. J. Wichura, The percentage points of the normal distribution, Applied Statistics 37 (1988), AS 241; below
 * 1e-11 Laplace's continued fraction of the tail (Abramowitz & Stegun 26.2.14) takes the place of his third region.
 *
 * @example
 * ```ts
 * import { normalQuantile } from '@casewell/scoring/numeric'
 *
 * console.log(normalQuantile(0.975).toFixed(6)) // 1.959964
 * ```
 */
export function normalQuantile(p: number): number {
  const offset = p - 0.5
  if (Math.abs(offset) <= 0.425) {
    const r = 0.180625 - offset * offset
    return (offset * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r)
  }
  return offset < 0 ? -upperQuantile(p) : upperQuantile(1 - p)
}

/** The z with `P(Z ≥ z) = q`, for q ≤ 0.075. */
function upperQuantile(q: number): number {
  if (!(q > 0)) return q === 0 ? Number.POSITIVE_INFINITY : Number.NaN
  if (q < FAR) return farQuantile(q)
  const r = Math.sqrt(-Math.log(q)) - 1.6
  return polynomial(SHOULDER_TOP, r) / polynomial(SHOULDER_BOTTOM, r)
}

/** Solves `ln q = −z²/2 − ½ln 2π − ln(z + 1/(z + 2/(z + …)))` by iteration; z > 6.6, so each step gains a digit or two. */
function farQuantile(q: number): number {
  const known = -2 * Math.log(q) - LN_TWO_PI
  let z = Math.sqrt(known)
  for (let step = 0; step < 12; step++) {
    let fraction = z
    for (let k = 15; k > 0; k--) fraction = z + k / fraction
    z = Math.sqrt(known - 2 * Math.log(fraction))
  }
  return z
}
