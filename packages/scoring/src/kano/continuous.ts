import type { Estimate, EstimateOptions } from '../estimate.ts'
import { meanOfSums } from '../stream/exact-mean.ts'
import type { KanoCategory } from './table.ts'

/** DuMouchel's scores, like to dislike: positive answers weigh more than negative ones, which are weaker evidence. */
const FUNCTIONAL = [4, 2, 0, -1, -2]
const DYSFUNCTIONAL = [-2, -1, 0, 2, 4]

/** Where a feature lies on the continuous plane. Draw the error bars: most features cross a border. */
export interface KanoPosition {
  /** Mean and spread of the answers if it is there, −2…4. */
  readonly functional: Spread
  /** Mean and spread of the answers if it is missing, −2…4. */
  readonly dysfunctional: Spread
  /** By the borders at 2: O beyond both, A or M beyond one, else I. */
  readonly quadrant: KanoCategory
  /** Do both intervals keep to that quadrant? */
  readonly isClear: boolean
}

/** A mean with the standard deviation of the answers behind it. */
export interface Spread extends Estimate {
  readonly sd: number | null
}

/**
 * The position by W. DuMouchel's method (in Berger et al. 1993).
 *
 * @param cells - 25 counts, by functional answer 1–5, then dysfunctional
 * @example
 * ```ts
 * import { kano, kanoPosition } from '@casewell/scoring/kano'
 *
 * // If it is there 4, 4, 2; if it is missing 0, 2, 4.
 * const { addAll, zero } = kano()
 * const { features } = addAll(zero(), [
 *   { feature: 'call back', functional: 1, dysfunctional: 3 },
 *   { feature: 'call back', functional: 1, dysfunctional: 4 },
 *   { feature: 'call back', functional: 2, dysfunctional: 5 },
 * ])
 * const { functional, dysfunctional, quadrant, isClear } = kanoPosition(features['call back']?.cells ?? [])
 * console.log(functional.value?.toFixed(2), dysfunctional.value, quadrant, isClear) // 3.33 2 O false
 * ```
 */
export function kanoPosition(cells: readonly number[], options: EstimateOptions = {}): KanoPosition {
  const byRow = FUNCTIONAL.map((_, i) => cells.slice(5 * i, 5 * i + 5).reduce((sum, count) => sum + count, 0))
  const byColumn = DYSFUNCTIONAL.map((_, j) => FUNCTIONAL.reduce((sum, __, i) => sum + (cells[5 * i + j] ?? 0), 0))
  const functional = spreadOf(FUNCTIONAL, byRow, 'functional', options)
  const dysfunctional = spreadOf(DYSFUNCTIONAL, byColumn, 'dysfunctional', options)
  const quadrant = quadrantOf(functional.value ?? 0, dysfunctional.value ?? 0)
  const corners = [functional, dysfunctional].map(({ interval }) => [interval?.lower, interval?.upper])
  const [[left, right] = [], [bottom, top] = []] = corners
  const isKnown = left !== undefined && right !== undefined && bottom !== undefined && top !== undefined
  const isClear = isKnown && [left, right].every((f) => [bottom, top].every((d) => quadrantOf(f, d) === quadrant))
  return { functional, dysfunctional, quadrant, isClear }
}

const quadrantOf = (functional: number, dysfunctional: number): KanoCategory =>
  functional >= 2 ? (dysfunctional >= 2 ? 'O' : 'A') : dysfunctional >= 2 ? 'M' : 'I'

/** Mean, interval and standard deviation of scored answers; all sums are of whole numbers, and exact. */
export function spreadOf(
  scores: readonly number[],
  counts: readonly number[],
  metric: string,
  options: EstimateOptions,
): Spread {
  let [n, sum, squares] = [0, 0, 0]
  scores.forEach((score, i) => {
    const count = counts[i] ?? 0
    n += count
    sum += score * count
    squares += score * score * count
  })
  const sd = n < 2 ? null : Math.sqrt((n * squares - sum * sum) / n / (n - 1))
  const sums = { n, sum: sum === 0 ? [] : [sum], squares: squares === 0 ? [] : [squares] }
  return { ...meanOfSums(sums, { metric, convention: 'mean of scored answers' }, options), evidence: 'survey', sd }
}
