import { entry } from './matrix.ts'

/**
 * One evaluation of a distribution's tail F on the axis u = ln x (gamma) or u = ln(x/(1−x)) (beta).
 *
 * Both families have `dF/du = w` with `d ln w/du = m`, `dm/dx = −c`, and `dx/du = x·y` with `dy/dx = −κ`: y is 1 − x
 * (κ = 1) or just 1 (κ = 0). That is enough to know all derivatives from one evaluation.
 */
export interface CurvePoint {
  /** F itself: the lower tail, or the upper with a negative slope. */
  readonly value: number
  readonly slope: number
  readonly x: number
  readonly y: number
  readonly m: number
  readonly c: number
  readonly kappa: 0 | 1
}

/** Terms of the Taylor series, at most. */
const TERMS = 10

/** A term this small is the last one that counts. */
const SETTLED = 4e-17

// Scratch for the series; nothing is kept in it between calls.
const xs = /* @__PURE__ */ new Float64Array(TERMS + 1)
const gs = /* @__PURE__ */ new Float64Array(TERMS + 1)
const squares = /* @__PURE__ */ new Float64Array(TERMS + 1)
const slopes = /* @__PURE__ */ new Float64Array(TERMS + 1)

/**
 * The point eᵘ > 0 with `F(u) = p`, for a monotone F and p not far above ½.
 *
 * Near the root one evaluation of F is enough: u as a function of ln F has a Taylor series, whose terms follow from those
 * before. Further off, Halley's step; a bracket keeps every step in its place.
 *
 * @param falls - F is an upper tail
 */
export function climb<S>(
  p: number,
  curve: (at: number, shape: S) => CurvePoint,
  shape: S,
  start: number,
  falls = false,
): number {
  let low = 0
  let high = Number.POSITIVE_INFINITY
  let at = start > 0 && start < high ? start : 1
  for (let step = 0; step < 300 && high * (1 - 4e-16) > low; step++) {
    const point = curve(at, shape)
    if (point.value > p !== falls) high = at
    else low = at
    const gap = Math.log(p / point.value)
    const g = point.value / point.slope
    const size = Math.abs(gap) * (1 + Math.abs(point.m * g))
    const change = size < 0.5 ? series(point, g, gap) : (gap * g) / (1 + 0.5 * gap * (point.m * g - 1))
    const next = at * Math.exp(change)
    if (size < 0.5 && lastTerm < SETTLED) return next
    at = next > low && next < high ? next : between(low, high)
  }
  return at
}

/** The size of the last term that {@link series} has summed. */
let lastTerm = 0

/**
 * The change of u when ln F grows by `gap`. With L = ln F and g = du/dL the series follow from `g′ = g − m·g²` and
 * `x′ = x·y·g`.
 */
function series({ x, y, m, c, kappa }: CurvePoint, g: number, gap: number): number {
  xs[0] = x
  gs[0] = g
  let power = gap
  let change = g * gap
  for (let k = 0; k + 1 < TERMS; k++) {
    squares[k] = entry(gs, 0) * entry(gs, k) + convolve(gs, gs, k)
    slopes[k] = y * entry(xs, k) - (kappa === 0 ? 0 : convolve(xs, xs, k))
    const bent = m * entry(squares, k) - c * convolve(squares, xs, k)
    gs[k + 1] = (entry(gs, k) - bent) / (k + 1)
    xs[k + 1] = (entry(slopes, k) * g + convolve(slopes, gs, k)) / (k + 1)
    power *= gap
    const term = (entry(gs, k + 1) * power) / (k + 2)
    change += term
    lastTerm = Math.abs(term)
    if (lastTerm < SETTLED) break
  }
  return change
}

/** The k-th coefficient of a product of two power series, without the second one's constant. */
function convolve(a: Float64Array, b: Float64Array, k: number): number {
  let sum = 0
  for (let i = 1; i <= k; i++) sum += entry(a, k - i) * entry(b, i)
  return sum
}

/** A point inside the bracket, halfway on the logarithmic axis where both ends are known. */
function between(low: number, high: number): number {
  if (low === 0) return high / 16
  return high === Number.POSITIVE_INFINITY ? low * 16 : Math.sqrt(low * high)
}
