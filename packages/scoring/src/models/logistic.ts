import { type Matrix, matrix, put } from '../numeric/matrix.ts'
import type { Bend, Concave } from './newton.ts'

/** A binary outcome as a share (0…1 is allowed: a softened target) with its weight. */
export interface Targets {
  readonly shares: ArrayLike<number>
  readonly weights: ArrayLike<number>
}

/** The log-likelihood of a logistic regression over rows that already hold their intercept. */
export function logisticLikelihood(
  method: string,
  names: readonly string[],
  rows: readonly (readonly number[])[],
  { shares, weights }: Targets,
): Concave {
  const width = names.length
  return { method, names, size: total(weights, rows.length), bend: (at) => bendAt(at) }

  function bendAt(at: readonly number[]): Bend {
    let value = 0
    const slope = new Float64Array(width)
    const information = matrix(width, width)
    for (const [i, row] of rows.entries()) {
      const height = linear(row, at)
      const weight = weights[i] ?? 0
      const share = shares[i] ?? 0
      const chance = logistic(height)
      value += weight * (share * height - softPlus(height))
      addRow(slope, information.data, row, weight * (share - chance), weight * chance * (1 - chance))
    }
    return { value, slope, information: mirrored(information) }
  }
}

/** Σ row · coefficients */
export function linear(row: readonly number[], at: readonly number[]): number {
  let sum = 0
  for (let j = 0; j < row.length; j++) sum += (row[j] ?? 0) * (at[j] ?? 0)
  return sum
}

/** Adds a row to a slope, and its square to the lower half of an information matrix. */
function addRow(slope: Float64Array, data: Float64Array, row: readonly number[], pull: number, weight: number): void {
  const width = row.length
  for (let j = 0; j < width; j++) {
    const x = row[j] ?? 0
    if (x === 0) continue
    slope[j] = (slope[j] ?? 0) + pull * x
    const base = j * width
    for (let k = 0; k <= j; k++) data[base + k] = (data[base + k] ?? 0) + weight * x * (row[k] ?? 0)
  }
}

/** Copies the lower half of a matrix to the upper one. */
export function mirrored(m: Matrix): Matrix {
  for (let i = 0; i < m.rows; i++) for (let j = 0; j < i; j++) put(m, j, i, m.data[i * m.columns + j] ?? 0)
  return m
}

const total = (weights: ArrayLike<number>, length: number): number => {
  let sum = 0
  for (let i = 0; i < length; i++) sum += weights[i] ?? 0
  return sum
}

/** `1 / (1 + e^−x)` */
export const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/** `ln(1 + eˣ)` without overflow. */
export const softPlus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)))
