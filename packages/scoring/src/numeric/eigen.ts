import { at, type Matrix, matrix, put } from './matrix.ts'

/** Eigenvalues, largest first, and the eigenvectors as columns in the same order. */
export interface Eigen {
  readonly values: readonly number[]
  readonly vectors: Matrix
}

/** The eigen-decomposition of a symmetric matrix, by Jacobi's rotations. */
export function symmetricEigen(m: Matrix): Eigen {
  const n = m.rows
  const work: Matrix = { ...m, data: m.data.slice() }
  const vectors = matrix(n, n)
  for (let i = 0; i < n; i++) put(vectors, i, i, 1)
  for (let sweep = 0; sweep < 60 && offDiagonal(work) > 0; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(work, vectors, p, q)
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => at(work, j, j) - at(work, i, i))
  const sorted = matrix(n, n)
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) put(sorted, i, to, at(vectors, i, from))
  })
  return { values: order.map((i) => at(work, i, i)), vectors: sorted }
}

/** The largest entry off the diagonal that still matters beside its diagonal. */
function offDiagonal(m: Matrix): number {
  let largest = 0
  for (let p = 0; p < m.rows; p++) {
    for (let q = p + 1; q < m.rows; q++) {
      const size = Math.abs(at(m, p, q))
      if (size > 1e-18 * (Math.abs(at(m, p, p)) + Math.abs(at(m, q, q)))) largest = Math.max(largest, size)
    }
  }
  return largest
}

function rotate(m: Matrix, vectors: Matrix, p: number, q: number): void {
  const off = at(m, p, q)
  if (off === 0) return
  const theta = (at(m, q, q) - at(m, p, p)) / (2 * off)
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const cosine = 1 / Math.hypot(t, 1)
  const sine = t * cosine
  for (let k = 0; k < m.rows; k++) turn(m, k, p, k, q, cosine, sine)
  for (let k = 0; k < m.rows; k++) turn(m, p, k, q, k, cosine, sine)
  for (let k = 0; k < m.rows; k++) turn(vectors, k, p, k, q, cosine, sine)
  put(m, p, q, 0)
  put(m, q, p, 0)
}

function turn(m: Matrix, i: number, j: number, k: number, l: number, cosine: number, sine: number): void {
  const [first, second] = [at(m, i, j), at(m, k, l)]
  put(m, i, j, cosine * first - sine * second)
  put(m, k, l, sine * first + cosine * second)
}
