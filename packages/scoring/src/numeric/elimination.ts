import { at, entry, type Matrix, put } from './matrix.ts'

/**
 * The x with `m·x = b` for any square m, by Gaussian elimination with partial pivoting; undefined when m is singular.
 */
export function solve(m: Matrix, b: ArrayLike<number>): Float64Array | undefined {
  const n = m.rows
  const work: Matrix = { ...m, data: m.data.slice() }
  const x = Float64Array.from(b)
  const scale = m.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  for (let column = 0; column < n; column++) {
    const pivot = pivotRow(work, column)
    if (!(Math.abs(at(work, pivot, column)) > 1e-14 * scale)) return undefined
    swap(work, x, pivot, column)
    for (let i = column + 1; i < n; i++) eliminate(work, x, i, column)
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = entry(x, i)
    for (let k = i + 1; k < n; k++) sum -= at(work, i, k) * entry(x, k)
    x[i] = sum / at(work, i, i)
  }
  return x
}

function pivotRow(m: Matrix, column: number): number {
  let best = column
  for (let i = column + 1; i < m.rows; i++) {
    if (Math.abs(at(m, i, column)) > Math.abs(at(m, best, column))) best = i
  }
  return best
}

function swap(m: Matrix, x: Float64Array, i: number, j: number): void {
  if (i === j) return
  for (let k = 0; k < m.columns; k++) {
    const held = at(m, i, k)
    put(m, i, k, at(m, j, k))
    put(m, j, k, held)
  }
  const held = entry(x, i)
  x[i] = entry(x, j)
  x[j] = held
}

function eliminate(m: Matrix, x: Float64Array, row: number, column: number): void {
  const factor = at(m, row, column) / at(m, column, column)
  for (let k = column; k < m.columns; k++) put(m, row, k, at(m, row, k) - factor * at(m, column, k))
  x[row] = entry(x, row) - factor * entry(x, column)
}
