import { modelErrors } from '../models/errors.ts'
import { symmetricEigen } from '../numeric/eigen.ts'
import { at, matrix } from '../numeric/matrix.ts'
import { type Correlations, rSquaredOfAllSets } from './regression.ts'

/** How much of the outcome's variation each driver accounts for; the shares add up to R². */
export interface Importance {
  readonly rSquared: number
  readonly shares: readonly number[]
}

/** The exact method looks at every set of drivers: beyond this many there are too many sets. */
export const MOST_DRIVERS = 12

/** LMG with what a driver explains alone, and what it adds to all others. */
export interface Lmg extends Importance {
  readonly first: readonly number[]
  readonly last: readonly number[]
}

/**
 * Each driver's gain in R², averaged over all orders of entry (the Shapley value).
 *
 * Source: Lindeman, Merenda & Gold, "Introduction to Bivariate and Multivariate Analysis", 1980, p. 119 ff.
 *
 * @throws `scoring/too-many-drivers`
 * @example
 * ```ts
 * import { lmg } from '@casewell/scoring/drivers'
 *
 * // Alone .36 and .25, together .41333: speed adds .36 if it comes first, .16333 if last.
 * const { shares, rSquared } = lmg({
 *   drivers: ['speed', 'courtesy'], n: 100, among: [[1, 0.5], [0.5, 1]], withOutcome: [0.6, 0.5],
 * })
 * console.log(shares.map((x) => x.toFixed(4)), rSquared.toFixed(4)) // [ '0.2617', '0.1517' ] 0.4133
 * ```
 */
export function lmg(correlations: Correlations): Lmg {
  const count = correlations.drivers.length
  if (count > MOST_DRIVERS) throw modelErrors['too-many-drivers']({ drivers: count, most: MOST_DRIVERS })
  const explained = rSquaredOfAllSets(correlations)
  const all = explained.length - 1
  const weights = orderShares(count)
  const shares = correlations.drivers.map((_, j) => {
    let share = 0
    for (let set = 0; set <= all; set++) {
      if (set & (1 << j)) continue
      const gain = (explained[set | (1 << j)] ?? 0) - (explained[set] ?? 0)
      share += gain * (weights[bits(set)] ?? 0)
    }
    return share
  })
  return {
    rSquared: explained[all] ?? 0,
    shares,
    first: correlations.drivers.map((_, j) => explained[1 << j] ?? 0),
    last: correlations.drivers.map((_, j) => (explained[all] ?? 0) - (explained[all ^ (1 << j)] ?? 0)),
  }
}

/** The share of the orders in which a given set of this size, and no other driver, comes before a given driver. */
function orderShares(count: number): number[] {
  const shares = [1 / count]
  for (let size = 1; size < count; size++) shares.push(((shares[size - 1] ?? 0) * size) / (count - size))
  return shares
}

function bits(set: number): number {
  let count = 0
  for (let rest = set; rest > 0; rest &= rest - 1) count++
  return count
}

/**
 * Johnson's relative weights: nearly LMG for any number of drivers, through the uncorrelated columns closest to them.
 *
 * Source: Johnson, "A heuristic method for estimating the relative weight of predictor variables in multiple
 * regression", Multivariate Behavioral Research 35 (2000) 1–19.
 *
 * @throws `scoring/collinear` when one driver is determined by others
 * @example
 * ```ts
 * import { relativeWeights } from '@casewell/scoring/drivers'
 *
 * // Two drivers have the same shares as by LMG.
 * const { shares, rSquared } = relativeWeights({
 *   drivers: ['speed', 'courtesy'], n: 100, among: [[1, 0.5], [0.5, 1]], withOutcome: [0.6, 0.5],
 * })
 * console.log(shares.map((x) => x.toFixed(4)), rSquared.toFixed(4)) // [ '0.2617', '0.1517' ] 0.4133
 * ```
 */
export function relativeWeights({ drivers, among, withOutcome }: Correlations): Importance {
  const count = drivers.length
  const { values, vectors } = symmetricEigen(matrix(count, count, among))
  if (!((values.at(-1) ?? 0) > 1e-10)) {
    throw modelErrors.collinear({
      method: 'relative weights',
      column: drivers[largest(count, (i) => at(vectors, i, count - 1))] ?? '',
    })
  }
  const root = (i: number, j: number, power: number): number =>
    values.reduce((sum, value, k) => sum + at(vectors, i, k) * at(vectors, j, k) * value ** power, 0)
  const slopes = drivers.map((_, i) => withOutcome.reduce((sum, r, j) => sum + r * root(i, j, -0.5), 0))
  const shares = drivers.map((_, i) => slopes.reduce((sum, slope, j) => sum + (root(i, j, 0.5) * slope) ** 2, 0))
  return { rSquared: slopes.reduce((sum, slope) => sum + slope * slope, 0), shares }
}

/** Where the largest entry stands. */
function largest(count: number, of: (i: number) => number): number {
  let best = 0
  for (let i = 1; i < count; i++) if (Math.abs(of(i)) > Math.abs(of(best))) best = i
  return best
}
