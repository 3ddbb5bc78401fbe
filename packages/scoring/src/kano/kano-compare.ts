import { inputErrors } from '../errors.ts'
import { compareShares, type ShareDifference } from '../interval/difference.ts'
import { holm } from '../interval/multiplicity.ts'
import { kanoCounts } from './kano.ts'
import { type KanoCells, requireKanoCounts } from './kano-state.ts'
import type { KanoTable } from './table.ts'

/** A difference of an index, with its p-value after Holm's correction for looking at both. */
export interface KanoIndexDifference extends ShareDifference {
  readonly adjustedP: number
}

/** Do two segments, or two years, see a feature differently? `first − second`. */
export interface KanoComparison {
  readonly better: KanoIndexDifference
  /** On the scale of `worse`: below zero when the first group loses more by its absence. */
  readonly worse: KanoIndexDifference
}

/**
 * Compares one feature between two independent groups by both indices.
 *
 * @throws `scoring/no-answers` when a group has no answer that counts (A, O, M, I)
 * @example
 * ```ts
 * import { kano, kanoCompare } from '@casewell/scoring/kano'
 *
 * // Of ten each, eight new customers and two old ones are delighted; to all others it is all the same.
 * const { addAll, zero } = kano()
 * const group = (delighted: number) => {
 *   const answers = Array.from({ length: 10 }, (_, i) => (i < delighted ? 1 : 3))
 *   const pairs = answers.map((functional) => ({ feature: 'chat', functional, dysfunctional: 3 }))
 *   return addAll(zero(), pairs).features['chat'] ?? { cells: [], importance: [] }
 * }
 * const { better } = kanoCompare(group(8), group(2))
 * console.log(better.difference.toFixed(1), better.chiSquared.toFixed(1), better.pValue.toFixed(4)) // 0.6 7.2 0.0073
 * ```
 */
export function kanoCompare(
  first: KanoCells,
  second: KanoCells,
  options: { readonly level?: number; readonly table?: KanoTable } = {},
): KanoComparison {
  const [a, b] = [first, second].map((cells) => {
    requireKanoCounts('compared', cells)
    const { A, O, M, I } = kanoCounts(cells.cells, options.table)
    const n = A + O + M + I
    if (n === 0) throw inputErrors['no-answers']({ measure: 'a comparison of Kano indices' })
    return { better: { successes: A + O, n }, worse: { successes: O + M, n } }
  }) as [IndexCounts, IndexCounts] // map keeps the length of its pair
  const level = options.level === undefined ? {} : { level: options.level }
  const better = compareShares(a.better, b.better, level)
  const worse = compareShares(b.worse, a.worse, level) // the sign of `worse` turns the difference round
  const [betterP = 1, worseP = 1] = holm([better.pValue, worse.pValue])
  return { better: { ...better, adjustedP: betterP }, worse: { ...worse, adjustedP: worseP } }
}

interface IndexCounts {
  readonly better: { readonly successes: number; readonly n: number }
  readonly worse: { readonly successes: number; readonly n: number }
}
