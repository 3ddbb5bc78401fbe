import { at, entry, type Matrix, matrix, put } from './matrix.ts'

/**
 * The lower triangle L with `L·Lᵀ = m`, or undefined when m is not (numerically) positive definite: a singular
 * information matrix is an answer, not an accident.
 */
export function cholesky(m: Matrix): Matrix | undefined {
  const n = m.rows
  const lower = matrix(n, n)
  for (let j = 0; j < n; j++) {
    const pivot = at(m, j, j) - dotRows(lower, j, j, j)
    if (!(pivot > 1e-13 * Math.abs(at(m, j, j)))) return undefined
    const diagonal = Math.sqrt(pivot)
    put(lower, j, j, diagonal)
    for (let i = j + 1; i < n; i++) put(lower, i, j, (at(m, i, j) - dotRows(lower, i, j, j)) / diagonal)
  }
  return lower
}

/** The x with `L·Lᵀ·x = b`. */
export function solveCholesky(lower: Matrix, b: ArrayLike<number>): Float64Array {
  const n = lower.rows
  const x = Float64Array.from(b)
  for (let i = 0; i < n; i++) {
    let sum = entry(x, i)
    for (let k = 0; k < i; k++) sum -= at(lower, i, k) * entry(x, k)
    x[i] = sum / at(lower, i, i)
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = entry(x, i)
    for (let k = i + 1; k < n; k++) sum -= at(lower, k, i) * entry(x, k)
    x[i] = sum / at(lower, i, i)
  }
  return x
}

/** `(L·Lᵀ)⁻¹`: the covariance matrix that belongs to an information matrix. */
export function invertCholesky(lower: Matrix): Matrix {
  const n = lower.rows
  const inverse = matrix(n, n)
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n)
    unit[j] = 1
    solveCholesky(lower, unit).forEach((value, i) => {
      put(inverse, i, j, value)
    })
  }
  return inverse
}

/** `ln det(L·Lᵀ)`. */
export function lnDeterminant(lower: Matrix): number {
  let sum = 0
  for (let i = 0; i < lower.rows; i++) sum += 2 * Math.log(at(lower, i, i))
  return sum
}

function dotRows(m: Matrix, i: number, j: number, length: number): number {
  let sum = 0
  for (let k = 0; k < length; k++) sum += at(m, i, k) * at(m, j, k)
  return sum
}
