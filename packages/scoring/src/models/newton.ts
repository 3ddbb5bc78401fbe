import { scoringErrors } from '../errors.ts'
import { cholesky, invertCholesky, solveCholesky } from '../numeric/cholesky.ts'
import { at, entry, type Matrix, matrix, put } from '../numeric/matrix.ts'
import { modelErrors } from './errors.ts'

/** A log-likelihood at a point: its value, its slope, and its curvature with the sign changed (the information). */
export interface Bend {
  /** Minus infinity outside the domain. */
  readonly value: number
  readonly slope: ArrayLike<number>
  readonly information: Matrix
}

/** A concave log-likelihood: it has one maximum, or none because it rises without end. */
export interface Concave {
  readonly method: string
  /** The parameters' names, for messages. */
  readonly names: readonly string[]
  /** Σ weights: what "one observation's worth" of information is measured by. */
  readonly size: number
  bend(at: readonly number[]): Bend
}

export interface Maximum {
  readonly at: readonly number[]
  readonly value: number
  /** The inverse of the information, by rows. */
  readonly covariance: readonly (readonly number[])[]
  readonly iterations: number
}

const MOST_ITERATIONS = 60

/** A step shorter than this, in standard errors at the start, is the last: Newton's next error is its square. */
const SHORT_STEP = 1e-7

/** From this iteration on a search that has not come to rest is asked whether it ever will. */
const PATIENCE = 8

/**
 * Maximises a concave log-likelihood by Newton's method with step halving.
 *
 * @throws `scoring/collinear`, `scoring/separated`, `scoring/no-convergence`
 */
export function maximise(concave: Concave, start: readonly number[]): Maximum {
  let here = { at: start, ...concave.bend(start) }
  if (!Number.isFinite(here.value)) throw unsettled(concave, 0, Number.NaN)
  const units = start.map((_, j) => Math.sqrt(at(here.information, j, j)))
  let left = Number.NaN
  for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
    const lower = cholesky(here.information)
    if (lower === undefined && iteration === 1) throw collinear(concave, here.information)
    if (lower === undefined) break
    const step = [...solveCholesky(lower, here.slope)]
    const longest = Math.max(0, ...step.map((s, j) => Math.abs(s) * entry(units, j)))
    left = longest
    if (longest <= SHORT_STEP) return { ...landed(concave, here, step, lower), iterations: iteration }
    if (iteration >= PATIENCE) {
      refuseEndless(concave, here, step, units)
      if (isLevel(here, step)) return { ...landed(concave, here, step, lower), iterations: iteration }
    }
    here = climbed(concave, here, step)
  }
  throw unsettled(concave, MOST_ITERATIONS, left)
}

/** Rounding hides whatever this step could still gain. */
function isLevel({ value, slope }: Standing, step: readonly number[]): boolean {
  const gain = step.reduce((sum, s, j) => sum + s * entry(slope, j), 0)
  return gain <= 1e-13 * (1 + Math.abs(value))
}

/** The end of the last step, with the covariance there. */
function landed(concave: Concave, here: Standing, step: readonly number[], lower: Matrix): Omit<Maximum, 'iterations'> {
  const at = here.at.map((x, j) => x + entry(step, j))
  const { value, information } = concave.bend(at)
  return { at, value, covariance: rowsOf(invertCholesky(cholesky(information) ?? lower)) }
}

const unsettled = ({ method }: Concave, steps: number, left: number) =>
  scoringErrors['no-convergence']({ what: method, steps, left })

type Standing = Bend & { readonly at: readonly number[] }

/** Up along the step, or as much of it as does not overshoot. */
function climbed(concave: Concave, here: Standing, step: readonly number[]): Standing {
  const slack = 1e-12 * Math.abs(here.value)
  for (let share = 1; share > 1e-9; share /= 2) {
    const to = here.at.map((x, j) => x + share * entry(step, j))
    const bend = concave.bend(to)
    if (bend.value >= here.value - slack) return { at: to, ...bend }
  }
  return here
}

/**
 * A concave function that does not fall over a thousand units in some direction has no maximum that data could support:
 * the outcome is separated, and the estimate would be infinite.
 */
function refuseEndless(concave: Concave, here: Standing, step: readonly number[], units: readonly number[]): void {
  const perUnit = step.map((s, j) => Math.abs(s) * (entry(units, j) / Math.sqrt(concave.size)))
  const longest = Math.max(...perUnit)
  let value = here.value
  for (const distance of [1, 10, 100, 1000]) {
    const further = concave.bend(here.at.map((x, j) => x + (distance / longest) * entry(step, j))).value
    if (!(further >= value - 1e-9 * (1 + Math.abs(value)))) return
    value = further
  }
  const columns = concave.names.filter((_, j) => entry(perUnit, j) > 0.01 * longest)
  throw modelErrors.separated({ method: concave.method, columns })
}

/** The error that names the first column which those before it already determine. */
function collinear({ method, names }: Concave, information: Matrix) {
  const first = names.findIndex((_, j) => cholesky(leading(information, j + 1)) === undefined)
  return modelErrors.collinear({ method, column: names[first] ?? '' })
}

function leading(m: Matrix, size: number): Matrix {
  const part = matrix(size, size)
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) put(part, i, j, at(m, i, j))
  return part
}

/** The rows of a matrix as plain arrays. */
export function rowsOf(m: Matrix): number[][] {
  return Array.from({ length: m.rows }, (_, i) => [...m.data.subarray(i * m.columns, (i + 1) * m.columns)])
}
