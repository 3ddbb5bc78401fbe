import { scoringErrors } from '../errors.ts'

/** A smooth function with its slope. Outside its domain the value is `Infinity`. */
export type Smooth = (at: readonly number[]) => { readonly value: number; readonly slope: readonly number[] }

/** Where a search ended. `converged` says that the slope vanished there. */
export interface Minimum {
  readonly at: readonly number[]
  readonly value: number
  readonly iterations: number
  readonly converged: boolean
  /** The steepest slope left. */
  readonly left: number
}

interface Point {
  readonly at: readonly number[]
  readonly value: number
  readonly slope: readonly number[]
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0)
const plus = (a: readonly number[], step: number, b: readonly number[]): number[] =>
  a.map((x, i) => x + step * (b[i] ?? 0))
const steepest = (slope: readonly number[]): number => Math.max(...slope.map(Math.abs))

/**
 * Finds a minimum by BFGS with a line search after Wolfe's conditions (Nocedal & Wright, "Numerical Optimization",
 * 2006, algorithms 6.1 and 3.5). The function should be scaled to a size near 1, its arguments too.
 *
 * @param tolerance - the steepest slope that counts as flat
 */
export function minimise(
  smooth: Smooth,
  start: readonly number[],
  { tolerance = 1e-9, iterations = 500 }: { readonly tolerance?: number; readonly iterations?: number } = {},
): Minimum {
  let here: Point = { at: start, ...smooth(start) }
  let inverse = identity(start.length)
  for (let i = 0; i < iterations; i++) {
    if (steepest(here.slope) <= tolerance) return ended(here, i, tolerance)
    const downhill = descent(inverse, here.slope)
    if (downhill === undefined) inverse = identity(start.length)
    const direction = downhill ?? here.slope.map((s) => -s)
    const next = lineSearch(smooth, here, direction, i === 0 ? Math.min(1, 1 / steepest(here.slope)) : 1)
    if (next === undefined || !isBetter(next, here)) return ended(next ?? here, i, tolerance)
    inverse = updated(inverse, here, next, i === 0)
    here = next
  }
  return ended(here, iterations, tolerance)
}

/** Where rounding lets no step improve any more, a slope a thousand times the tolerance is flat enough. */
function ended({ at, value, slope }: Point, iterations: number, tolerance: number): Minimum {
  const left = steepest(slope)
  return { at, value, iterations, left, converged: left <= 1000 * tolerance }
}

/** The error that says a search did not come to rest. */
export const noConvergence = (what: string, { iterations, left }: Minimum) =>
  scoringErrors['no-convergence']({ what, steps: iterations, left })

const isBetter = (next: Point, here: Point): boolean =>
  next.value < here.value || steepest(next.slope) < steepest(here.slope)

const identity = (size: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)))

function descent(inverse: readonly (readonly number[])[], slope: readonly number[]): number[] | undefined {
  const direction = inverse.map((row) => -dot(row, slope))
  return dot(direction, slope) < 0 ? direction : undefined
}

/** The BFGS update of the inverse curvature; the first one also sets its scale. */
function updated(inverse: number[][], from: Point, to: Point, isFirst: boolean): number[][] {
  const moved = plus(to.at, -1, from.at)
  const turned = plus(to.slope, -1, from.slope)
  const curvature = dot(moved, turned)
  if (!(curvature > 1e-300)) return inverse
  const scale = isFirst ? curvature / dot(turned, turned) : 1
  const scaled = inverse.map((row) => row.map((x) => x * scale))
  const pulled = scaled.map((row) => dot(row, turned))
  const weight = 1 + dot(turned, pulled) / curvature
  return scaled.map((row, i) =>
    row.map((x, j) => {
      const [mi, mj, pi, pj] = [moved[i] ?? 0, moved[j] ?? 0, pulled[i] ?? 0, pulled[j] ?? 0]
      return x + (weight * mi * mj - pi * mj - mi * pj) / curvature
    }),
  )
}

const SUFFICIENT = 1e-4
const FLATTER = 0.9

/** A step that goes down enough and flattens the slope, by doubling and then bisecting; undefined when none goes down. */
function lineSearch(smooth: Smooth, from: Point, direction: readonly number[], first: number): Point | undefined {
  const fall = dot(from.slope, direction)
  let [low, high, step] = [0, Number.POSITIVE_INFINITY, first]
  let best: Point | undefined
  for (let i = 0; i < 60; i++) {
    const at = plus(from.at, step, direction)
    const point: Point = { at, ...smooth(at) }
    const isDown = point.value <= from.value + SUFFICIENT * step * fall
    if (isDown && (best === undefined || point.value <= best.value)) best = point
    if (isDown && dot(point.slope, direction) >= FLATTER * fall) return point
    if (isDown) low = step
    else high = step
    step = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2
  }
  return best
}
