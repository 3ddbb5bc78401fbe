import { lnBeta } from './gamma.ts'
import { incompleteBeta, ofPower } from './incomplete-beta.ts'
import { type CurvePoint, climb } from './inverse.ts'
import { normalQuantile } from './normal-quantile.ts'
import { betaPower, betaRest } from './saddle-point.ts'

/** A point of the unit interval by its distance from both ends; neither end loses digits. */
export interface UnitPoint {
  readonly x: number
  /** `1 − x` */
  readonly y: number
}

/**
 * The density of the beta distribution at x.
 *
 * @example
 * ```ts
 * import { betaDensity } from '@casewell/scoring/numeric'
 *
 * console.log(betaDensity(0.5, 2, 3).toFixed(4)) // 1.5000
 * ```
 */
export function betaDensity(x: number, a: number, b: number): number {
  return betaPower(x, 1 - x, a, b, betaRest(a, b)) / (x * (1 - x))
}

/**
 * `P(X ≤ x)` of the beta distribution with shapes a, b > 0.
 *
 * @example
 * ```ts
 * import { betaCdf } from '@casewell/scoring/numeric'
 *
 * // Eight of ten were content. From a flat prior: the chance that it is less than half of all is 67/2048.
 * console.log(betaCdf(0.5, 9, 3).toFixed(4)) // 0.0327
 * ```
 */
export function betaCdf(x: number, a: number, b: number): number {
  return x <= 0 ? 0 : x >= 1 ? 1 : incompleteBeta(x, a, b)
}

/**
 * The x with `P(X ≤ x) = p` of the beta distribution; NaN for p outside 0…1.
 *
 * @example
 * ```ts
 * import { betaQuantile } from '@casewell/scoring/numeric'
 *
 * // None of ten cases was reopened: at 95 %, no more than 1 − 0.05^(1/10) of all are.
 * console.log(betaQuantile(0.95, 1, 10).toFixed(4)) // 0.2589
 * ```
 */
export function betaQuantile(p: number, a: number, b: number): number {
  return betaPoint(p, 1 - p, a, b).x
}

/** The point with `P(X ≤ x) = p` and `P(X > x) = q = 1 − p`, from both ends. */
export function betaPoint(p: number, q: number, a: number, b: number): UnitPoint {
  if (!(p >= 0 && q >= 0 && a > 0 && b > 0)) return { x: Number.NaN, y: Number.NaN }
  if (p === 0) return { x: 0, y: 1 }
  if (q === 0) return { x: 1, y: 0 }
  const rest = betaRest(a, b)
  if (isLower(p, a, b)) return atOdds(solve(p, { a, b, rest }))
  const { x, y } = atOdds(solve(q, { a: b, b: a, rest }))
  return { x: y, y: x }
}

/** Is the point in the lower half? With both shapes at least 1 the median tells, else the mean. */
function isLower(p: number, a: number, b: number): boolean {
  return a >= 1 && b >= 1 ? p <= 0.5 : p <= incompleteBeta(a / (a + b), a, b, b / (a + b))
}

function atOdds(odds: number): UnitPoint {
  return { x: odds / (1 + odds), y: 1 / (1 + odds) }
}

interface Shape {
  readonly a: number
  readonly b: number
  /** `betaRest(a, b)` */
  readonly rest: number
}

/** The odds x/(1−x) with `I_x(a, b) = p`, in the lower half. */
function solve(p: number, shape: Shape): number {
  return climb(p, curveAt, shape, startingOdds(p, shape.a, shape.b))
}

/** The distribution function on the axis of log-odds. */
function curveAt(odds: number, { a, b, rest }: Shape): CurvePoint {
  const { x, y } = atOdds(odds)
  const power = betaPower(x, y, a, b, rest)
  return { value: ofPower(power, x, y, a, b), slope: power, x, y, m: a * y - b * x, c: a + b, kappa: 1 }
}

/** Abramowitz & Stegun 26.5.22, for small shapes Paulson's cube root, or the leading power of x where that one is out of its depth. */
function startingOdds(p: number, a: number, b: number): number {
  if (a < 1 || b < 1) return p > 0.02 && a > 0.4 && b > 0.4 ? cubeRoot(p, a, b) : leadingPower(p, a, b)
  const z = -normalQuantile(p)
  const h = 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1))
  const tilt = (z * z - 3) / 6
  const w = (z * Math.sqrt(tilt + h)) / h - (1 / (2 * b - 1) - 1 / (2 * a - 1)) * (tilt + 5 / 6 - 2 / (3 * h))
  const guess = (a / b) * Math.exp(-2 * w)
  return guess > 0 ? guess : leadingPower(p, a, b)
}

/** The cube root of F is nearly normal (Paulson, Annals of Mathematical Statistics 13, 1942). */
function cubeRoot(p: number, a: number, b: number): number {
  const z = normalQuantile(p)
  const [u, v] = [1 / (9 * a), 1 / (9 * b)]
  const c = (1 - v) ** 2 - z * z * v
  const root = z * Math.sqrt(Math.max(0, u * (1 - v) ** 2 + v * (1 - u) ** 2 - z * z * u * v))
  const guess = (a / b) * (((1 - u) * (1 - v) + root) / c) ** 3
  return c > 0 && guess > 0 ? guess : leadingPower(p, a, b)
}

/** The odds at which `xᵃ / (a·B(a, b))`, the first term of the power series, is p. */
function leadingPower(p: number, a: number, b: number): number {
  const x = Math.exp((Math.log(p * a) + lnBeta(a, b)) / a)
  return x < 1 ? x / (1 - x) : 1
}
