import type { Warning } from '../estimate.ts'
import { requirePositive, requireWithin } from '../require.ts'

/** What weights cost. */
export interface WeightQuality {
  /** Kish's effective number of answers, (Σw)²/Σw². */
  readonly effectiveN: number
  /** How much wider the variance gets by the weights, n·Σw²/(Σw)². */
  readonly designEffect: number
}

/**
 * Kish's effective sample size and design effect (L. Kish, Survey Sampling, 1965). Rows of weight 0 do not count.
 *
 * @throws `scoring/out-of-range` for a negative weight, or when all are 0
 * @example
 * ```ts
 * import { kish } from '@casewell/scoring'
 *
 * // 4² / 6 and 3 · 6 / 4²
 * const { effectiveN, designEffect } = kish([1, 1, 2])
 * console.log(effectiveN.toFixed(2), designEffect) // 2.67 1.125
 * ```
 */
export function kish(weights: readonly number[]): WeightQuality {
  let [sum, squares, n] = [0, 0, 0]
  for (const weight of weights) {
    sum += requireWithin('a weight', weight, 0)
    squares += weight * weight
    if (weight > 0) n++
  }
  const effectiveN = (requirePositive('the sum of the weights', sum) * sum) / squares
  return { effectiveN, designEffect: n / effectiveN }
}

/** Weights with the longest cut off. */
export interface Trimmed {
  readonly weights: readonly number[]
  /** Nothing was left above this. */
  readonly limit: number
  /** How many weights were cut. */
  readonly cut: number
  readonly warnings: readonly Warning[]
}

/**
 * Cuts weights at a multiple of their median and spreads what was cut over the others in proportion, so that the total
 * stays (unless all of them at the limit hold less than it). A few huge weights make a score hang on a few people;
 * trimming trades a little bias for that.
 *
 * @param options - `timesMedian`, 5 unless told otherwise
 * @throws `scoring/out-of-range` for a negative weight, or a multiple below 1
 * @example
 * ```ts
 * import { trimWeights } from '@casewell/scoring'
 *
 * const { weights, limit } = trimWeights([1, 1, 1, 1, 10])
 * console.log(weights, limit) // [ 2.25, 2.25, 2.25, 2.25, 5 ] 5
 * ```
 */
export function trimWeights(weights: readonly number[], options: { readonly timesMedian?: number } = {}): Trimmed {
  const { timesMedian = 5 } = options
  for (const weight of weights) requireWithin('a weight', weight, 0)
  const limit = requireWithin('the multiple of the median', timesMedian, 1) * median(weights.filter((w) => w > 0))
  let current: readonly number[] = weights
  for (let round = 0; round < 100 && current.some((w) => w > limit * (1 + 1e-12)); round++) {
    current = cutOnce(current, limit)
  }
  const cut = weights.filter((w) => w > limit).length
  const message = `${cut} of ${weights.length} weights were cut to ${limit.toPrecision(3)}; the margins no longer hold exactly.`
  return { weights: current, limit, cut, warnings: cut === 0 ? [] : [{ code: 'trimmed', message }] }
}

/** Cuts what is above the limit and gives the excess to what is below it, in proportion. */
function cutOnce(weights: readonly number[], limit: number): number[] {
  const excess = weights.reduce((sum, w) => sum + Math.max(0, w - limit), 0)
  const below = weights.reduce((sum, w) => sum + (w < limit ? w : 0), 0)
  const factor = below === 0 ? 1 : 1 + excess / below
  return weights.map((w) => (w < limit ? w * factor : limit))
}

/** The middle value; the mean of the two middle ones of an even number. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}
