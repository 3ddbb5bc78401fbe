/** A sparse matrix, column by column. */
export interface Sparse {
  readonly rows: number
  /** Where the entries of each column begin; one longer than there are columns. */
  readonly starts: Uint32Array
  /** Row of each entry. */
  readonly row: Uint32Array
  readonly value: Float32Array
}

/** Numbers at work before giving way to other work: some milliseconds. */
const STRIDE = 4_000_000
const ROUNDS = 3

/**
 * An orthonormal basis of the directions in which the rows of a matrix differ most: its leading right singular
 * vectors, but for a rotation among them, which no cosine sees. One row of `dimensions` numbers for each column.
 *
 * Source: Halko, Martinsson, Tropp, "Finding structure with randomness", SIAM Review 2011 (subspace iteration).
 */
export function* leadingDirections(matrix: Sparse, dimensions: number): Generator<undefined, Float32Array> {
  const columns = matrix.starts.length - 1
  let basis = noise(columns * dimensions)
  for (let round = 0; round < ROUNDS; round++) {
    const image = new Float32Array(matrix.rows * dimensions)
    yield* multiply(matrix, dimensions, (column, row, value) => addRow(image, row, basis, column, value, dimensions))
    yield* orthonormalize(image, dimensions)
    const next = new Float32Array(columns * dimensions)
    yield* multiply(matrix, dimensions, (column, row, value) => addRow(next, column, image, row, value, dimensions))
    yield* orthonormalize(next, dimensions)
    basis = next
  }
  return basis
}

function* multiply(
  { starts, row, value }: Sparse,
  width: number,
  add: (column: number, row: number, value: number) => void,
): Generator<undefined, void> {
  let rested = 0
  for (let column = 0; column + 1 < starts.length; column++) {
    const end = starts[column + 1] ?? 0
    for (let i = starts[column] ?? 0; i < end; i++) add(column, row[i] ?? 0, value[i] ?? 0)
    if ((end - rested) * width < STRIDE) continue
    rested = end
    yield
  }
}

// All indexes below are within bounds by construction; `as number` says so, where a check would double the time.

function addRow(to: Float32Array, at: number, from: Float32Array, source: number, factor: number, width: number): void {
  const a = at * width
  const b = source * width
  for (let i = 0; i < width; i++) to[a + i] = (to[a + i] as number) + factor * (from[b + i] as number)
}

/** Numbers that look random and are always the same: a linear congruential generator (Numerical Recipes). */
function noise(length: number): Float32Array {
  let state = 1
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 31 - 1
  })
}

/** Makes the columns of a tall matrix orthonormal, in place: M ← M·R⁻¹, where RᵀR = MᵀM (Cholesky QR). */
function* orthonormalize(tall: Float32Array, width: number): Generator<undefined, void> {
  const gram = new Float64Array(width * width)
  yield* eachRow(tall, width, (at) => addOuter(gram, tall, at, width))
  const factor = cholesky(gram, width)
  yield* eachRow(tall, width, (at) => solveRow(tall, at, factor, width))
}

function* eachRow(tall: Float32Array, width: number, work: (at: number) => void): Generator<undefined, void> {
  const stride = Math.ceil(STRIDE / width / width) * width
  for (let at = 0; at < tall.length; at += width) {
    work(at)
    if (at % stride === 0) yield
  }
}

function addOuter(gram: Float64Array, tall: Float32Array, at: number, width: number): void {
  for (let i = 0; i < width; i++) {
    const x = tall[at + i] as number
    if (x === 0) continue
    for (let j = 0; j <= i; j++) gram[i * width + j] = (gram[i * width + j] as number) + x * (tall[at + j] as number)
  }
}

/** Lower triangle L with L·Lᵀ = gram; a direction that is not there becomes 0. */
function cholesky(gram: Float64Array, width: number): Float64Array {
  const lower = new Float64Array(gram.length)
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = gram[i * width + j] as number
      for (let k = 0; k < j; k++) rest -= (lower[i * width + k] as number) * (lower[j * width + k] as number)
      const pivot = lower[j * width + j] as number
      if (i === j) lower[i * width + i] = rest > 1e-9 * (gram[i * width + i] as number) ? Math.sqrt(rest) : 0
      else lower[i * width + j] = pivot === 0 ? 0 : rest / pivot
    }
  }
  return lower
}

/** Replaces a row x by the y with L·y = x. */
function solveRow(tall: Float32Array, at: number, lower: Float64Array, width: number): void {
  for (let i = 0; i < width; i++) {
    let rest = tall[at + i] as number
    for (let j = 0; j < i; j++) rest -= (lower[i * width + j] as number) * (tall[at + j] as number)
    const pivot = lower[i * width + i] as number
    tall[at + i] = pivot === 0 ? 0 : rest / pivot
  }
}
