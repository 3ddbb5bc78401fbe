import { lnGamma, stirlingRest } from './gamma.ts'
import { incompleteGamma, incompleteGammaUpper, lowerOfPower, upperOfPower } from './incomplete-gamma.ts'
import { type CurvePoint, climb } from './inverse.ts'
import { normalQuantile } from './normal-quantile.ts'
import { gammaPower } from './saddle-point.ts'

/**
 * `P(X ≤ x)` of the gamma distribution with the given shape and scale 1.
 *
 * @example
 * ```ts
 * import { gammaCdf } from '@casewell/scoring/numeric'
 *
 * // Two calls are needed, one a day comes: done within two days by 1 − 3e⁻².
 * console.log(gammaCdf(2, 2).toFixed(4)) // 0.5940
 * ```
 */
export function gammaCdf(x: number, shape: number): number {
  return x <= 0 ? 0 : incompleteGamma(x, shape)
}

/**
 * The x with `P(X ≤ x) = p` of the gamma distribution with the given shape and scale 1; NaN for p outside 0…1.
 *
 * @example
 * ```ts
 * import { gammaQuantile } from '@casewell/scoring/numeric'
 *
 * // With shape 1, half of the callers have hung up after ln 2 of their mean patience.
 * console.log(gammaQuantile(0.5, 1).toFixed(4)) // 0.6931
 * ```
 */
export function gammaQuantile(p: number, shape: number): number {
  if (!(p >= 0 && p <= 1 && shape > 0)) return Number.NaN
  if (p === 0) return 0
  if (p === 1) return Number.POSITIVE_INFINITY
  const curve = { shape, rest: stirlingRest(shape) }
  const start = startingPoint(p, shape)
  return p <= 0.5 ? climb(p, lowerTail, curve, start) : climb(1 - p, upperTail, curve, start, true)
}

interface Curve {
  readonly shape: number
  /** `stirlingRest(shape)` */
  readonly rest: number
}

/** The distribution function on the axis of ln x. */
function lowerTail(x: number, { shape, rest }: Curve): CurvePoint {
  const power = gammaPower(x, shape, rest)
  return { value: lowerOfPower(power, x, shape), slope: power, x, y: 1, m: shape - x, c: 1, kappa: 0 }
}

/** What lies above, on the same axis. */
function upperTail(x: number, { shape, rest }: Curve): CurvePoint {
  const power = gammaPower(x, shape, rest)
  return { value: upperOfPower(power, x, shape), slope: -power, x, y: 1, m: shape - x, c: 1, kappa: 0 }
}

/** Wilson and Hilferty's cube, or the leading power of x where that one is out of its depth. */
function startingPoint(p: number, shape: number): number {
  const power = Math.exp((Math.log(p) + lnGamma(shape + 1)) / shape)
  const root = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape))
  const cube = shape * root ** 3
  return shape > 0.5 && cube > power ? cube : Math.max(power, Number.MIN_VALUE)
}

/**
 * `P(X ≤ x)` of the χ² distribution with the given degrees of freedom.
 *
 * @example
 * ```ts
 * import { chiSquaredCdf } from '@casewell/scoring/numeric'
 *
 * console.log(chiSquaredCdf(5.991, 2).toFixed(3)) // 0.950
 * ```
 */
export function chiSquaredCdf(x: number, degrees: number): number {
  return gammaCdf(x / 2, degrees / 2)
}

/**
 * `P(X > x)` of the χ² distribution: the p-value of a χ² statistic.
 *
 * @example
 * ```ts
 * import { chiSquaredUpper } from '@casewell/scoring/numeric'
 *
 * console.log(chiSquaredUpper(3.841, 1).toFixed(3)) // 0.050
 * ```
 */
export function chiSquaredUpper(x: number, degrees: number): number {
  return x <= 0 ? 1 : incompleteGammaUpper(x / 2, degrees / 2)
}

/**
 * The x with `P(X ≤ x) = p` of the χ² distribution.
 *
 * @example
 * ```ts
 * import { chiSquaredQuantile } from '@casewell/scoring/numeric'
 *
 * console.log(chiSquaredQuantile(0.95, 1).toFixed(3)) // 3.841
 * ```
 */
export function chiSquaredQuantile(p: number, degrees: number): number {
  return 2 * gammaQuantile(p, degrees / 2)
}
