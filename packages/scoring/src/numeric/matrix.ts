/** A matrix of doubles, row after row. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly data: Float64Array
}

/** A matrix of zeros, or of the given rows. */
export function matrix(rows: number, columns: number, entries: readonly (readonly number[])[] = []): Matrix {
  const data = new Float64Array(rows * columns)
  entries.forEach((row, i) => {
    data.set(row.slice(0, columns), i * columns)
  })
  return { rows, columns, data }
}

/** The entry in row i and column j. */
export function at(m: Matrix, i: number, j: number): number {
  return m.data[i * m.columns + j] ?? Number.NaN
}

/** Sets the entry in row i and column j. */
export function put(m: Matrix, i: number, j: number, value: number): void {
  m.data[i * m.columns + j] = value
}

/** The entry of a vector; NaN outside. */
export function entry(vector: ArrayLike<number>, i: number): number {
  return vector[i] ?? Number.NaN
}

/** The matrix times a vector. */
export function times(m: Matrix, vector: ArrayLike<number>): Float64Array {
  const result = new Float64Array(m.rows)
  for (let i = 0; i < m.rows; i++) {
    let sum = 0
    for (let j = 0; j < m.columns; j++) sum += at(m, i, j) * entry(vector, j)
    result[i] = sum
  }
  return result
}
