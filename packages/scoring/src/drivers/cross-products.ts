import { scoringErrors } from '../errors.ts'
import { requireDesign } from '../models/design.ts'
import { modelErrors } from '../models/errors.ts'
import { type ExactSum, exactProduct, minusSum, plusSum, sumOf, timesNumber, timesSum } from '../numeric/exact-sum.ts'
import type { Accumulator } from '../stream/accumulator.ts'

/** Everything a regression needs of its data: exact sums and sums of products of the columns. Plain JSON. */
export interface CrossProductsState {
  readonly v: 1
  readonly columns: readonly string[]
  readonly n: number
  readonly sums: readonly ExactSum[]
  /** Row i holds the products of column i with columns 0…i. */
  readonly products: readonly (readonly ExactSum[])[]
}

/** Means and covariances of columns. */
export interface Covariances {
  readonly columns: readonly string[]
  readonly n: number
  readonly means: readonly number[]
  /** With n − 1. */
  readonly covariance: readonly (readonly number[])[]
}

/**
 * The accumulator of means and covariances: rows of numbers, one a column.
 *
 * The sums are exact, so no order of merging changes a digit and no size of the mean costs any.
 *
 * @throws `scoring/ragged-row`, `scoring/out-of-range`; from `merge`, `scoring/unlike-states`; from `result`,
 *   `scoring/no-observations` below two rows, `scoring/over-retracted`
 * @example
 * ```ts
 * import { crossProducts } from '@casewell/scoring/drivers'
 *
 * const both = crossProducts(['speed', 'score'])
 * const { means, covariance } = both.result(both.addAll(both.zero(), [[1, 2], [2, 4], [3, 9]]))
 * console.log(means, covariance[0]) // [ 2, 5 ] [ 1, 3.5 ]
 * ```
 */
export function crossProducts(
  columns: readonly string[],
): Accumulator<readonly number[], CrossProductsState, Covariances> {
  const add = (state: CrossProductsState, row: readonly number[]) => merged(state, rowProducts(columns, row, 1))
  return {
    id: `cross-products ${columns.join(', ')}`,
    zero: () => ({
      v: 1,
      columns,
      n: 0,
      sums: columns.map(() => []),
      products: columns.map((_, i) => Array.from({ length: i + 1 }, () => [])),
    }),
    add,
    addAll: (state, rows) => [...rows].reduce(add, state),
    retract: (state, row) => merged(state, rowProducts(columns, row, -1)),
    merge: merged,
    result: covariances,
  }
}

function rowProducts(columns: readonly string[], row: readonly number[], times: 1 | -1): CrossProductsState {
  requireDesign({ names: columns, rows: [row] })
  const signed = (sum: ExactSum): ExactSum => (times === 1 ? sum : minusSum(sum))
  return {
    v: 1,
    columns,
    n: times,
    sums: row.map((x) => signed(x === 0 ? [] : [x])),
    products: row.map((x, i) => row.slice(0, i + 1).map((y) => signed(exactProduct(x, y)))),
  }
}

function merged(a: CrossProductsState, b: CrossProductsState): CrossProductsState {
  const [left, right] = [a.columns.join(', '), b.columns.join(', ')]
  if (left !== right) throw scoringErrors['unlike-states']({ left, right })
  return {
    v: 1,
    columns: a.columns,
    n: a.n + b.n,
    sums: a.sums.map((sum, i) => plusSum(sum, b.sums[i] ?? [])),
    products: a.products.map((row, i) => row.map((sum, j) => plusSum(sum, b.products[i]?.[j] ?? []))),
  }
}

/** Means and covariances of a state: exact numerators, rounded once. */
function covariances({ columns, n, sums, products }: CrossProductsState): Covariances {
  if (n < 0) throw scoringErrors['over-retracted']({ what: 'the cross products', count: n })
  if (n < 2) throw modelErrors['no-observations']({ method: 'a covariance of fewer than two rows' })
  const entry = (i: number, j: number): number => {
    const [low, high] = i < j ? [i, j] : [j, i]
    const both = timesSum(sums[low] ?? [], sums[high] ?? [])
    return sumOf(plusSum(timesNumber(products[high]?.[low] ?? [], n), minusSum(both))) / n / (n - 1)
  }
  return {
    columns,
    n,
    means: sums.map((sum) => sumOf(sum) / n),
    covariance: columns.map((_, i) => columns.map((__, j) => entry(i, j))),
  }
}
