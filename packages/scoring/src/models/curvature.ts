import { cholesky, invertCholesky } from '../numeric/cholesky.ts'
import { matrix } from '../numeric/matrix.ts'
import { modelErrors } from './errors.ts'
import { rowsOf } from './newton.ts'
import type { Smooth } from './quasi-newton.ts'

/** The matrix of second derivatives, from central differences of the exact slope: about eight digits at a size near 1. */
function curvature(smooth: Smooth, at: readonly number[], step = 1e-4): number[][] {
  const rows = at.map((_, i) => {
    const moved = (by: number) => smooth(at.map((x, j) => (i === j ? x + by : x))).slope
    const [up, down] = [moved(step), moved(-step)]
    return up.map((slope, j) => (slope - (down[j] ?? 0)) / (2 * step))
  })
  return rows.map((row, i) => row.map((x, j) => (x + (rows[j]?.[i] ?? 0)) / 2))
}

/** A search that came to rest, and what its parameters are called. */
export interface Rest {
  readonly method: string
  readonly names: readonly string[]
  /** The mean loss of one observation, and how many there are. */
  readonly loss: Smooth
  readonly size: number
  readonly at: readonly number[]
  /** A standard error beyond this says that the data leave the parameter open. */
  readonly widest: number
}

/**
 * The covariance of the parameters: the inverse of the observed information.
 *
 * @throws `scoring/not-identified` when the likelihood is flat in some direction
 */
export function covarianceAt({ method, names, loss, size, at, widest }: Rest): number[][] {
  const bends = curvature(loss, at)
  const positive = (count: number) => cholesky(matrix(count, count, bends.slice(0, count)))
  const lower = positive(names.length)
  if (lower === undefined) {
    const first = names.findIndex((_, i) => positive(i + 1) === undefined)
    throw modelErrors['not-identified']({ method, parameter: names[first] ?? '' })
  }
  const covariance = rowsOf(invertCholesky(lower)).map((row) => row.map((x) => x / size))
  const open = names.find((_, i) => !(Math.sqrt(covariance[i]?.[i] ?? 0) < widest))
  if (open !== undefined) throw modelErrors['not-identified']({ method, parameter: open })
  return covariance
}
