import { requireWithin } from '../require.ts'

/**
 * Holm's step-down p-values: among all tests of one dashboard, the chance of even one false alarm stays below the level.
 *
 * Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979).
 *
 * @returns adjusted p-values in the order given
 * @throws `scoring/out-of-range` for a p-value outside 0…1
 * @example
 * ```ts
 * import { holm } from '@casewell/scoring'
 *
 * console.log(holm([0.01, 0.04, 0.03, 0.005])) // [ 0.03, 0.06, 0.06, 0.02 ]
 * ```
 */
export function holm(pValues: readonly number[]): number[] {
  const order = ascending(pValues)
  const adjusted = new Array<number>(pValues.length).fill(1)
  let highest = 0
  order.forEach((index, rank) => {
    highest = Math.max(highest, Math.min(1, (pValues.length - rank) * (pValues[index] ?? 1)))
    adjusted[index] = highest
  })
  return adjusted
}

/**
 * Benjamini and Hochberg's p-values: of all that are called changes, at most the level's share is expected to be none.
 *
 * Source: Benjamini & Hochberg, Controlling the false discovery rate, JRSS B 57 (1995).
 *
 * @returns adjusted p-values in the order given
 * @throws `scoring/out-of-range` for a p-value outside 0…1
 * @example
 * ```ts
 * import { benjaminiHochberg } from '@casewell/scoring'
 *
 * const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005])
 * console.log(adjusted.map((p) => p.toFixed(2))) // [ '0.02', '0.04', '0.04', '0.02' ]
 * ```
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = ascending(pValues)
  const adjusted = new Array<number>(pValues.length).fill(1)
  let lowest = 1
  for (let rank = order.length; rank >= 1; rank--) {
    const index = order[rank - 1] ?? 0
    lowest = Math.min(lowest, (pValues[index] ?? 1) * (pValues.length / rank))
    adjusted[index] = lowest
  }
  return adjusted
}

function ascending(pValues: readonly number[]): number[] {
  for (const p of pValues) requireWithin('a p-value', p, 0, 1)
  return pValues.map((_, i) => i).sort((i, j) => (pValues[i] ?? 0) - (pValues[j] ?? 0))
}
