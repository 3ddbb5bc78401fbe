import { inputErrors, scoringErrors } from '../errors.ts'
import type { Interval } from '../estimate.ts'
import { LEVEL, zOf } from '../interval/proportion.ts'
import { normalTwoSided } from '../numeric/normal.ts'
import { studentQuantile, studentTwoSided } from '../numeric/student.ts'
import { requireLevel } from '../require.ts'
import { type ScaleState, scaleMean, tally } from './scale.ts'

/** Two groups of answers compared without a cut point. */
export interface ScaleComparison {
  /** Welch's t test of the means, `first − second`. */
  readonly means: {
    readonly difference: number
    readonly interval: Interval | null
    readonly t: number
    readonly degrees: number
    readonly pValue: number
  } | null
  /** The chance that a random answer of the first group is higher than one of the second, ties counting half. */
  readonly superiority: {
    readonly value: number
    readonly interval: Interval
    /** Mann and Whitney's U. */
    readonly u: number
    readonly pValue: number
  }
  readonly n: readonly [number, number]
}

/**
 * Compares two groups of answers by their means (Welch) and by their order alone (Mann–Whitney, corrected for ties).
 * Believe the second when the distributions have different shapes. Weighted answers are refused: neither test has weights.
 *
 * @throws `scoring/no-answers`, `scoring/unlike-states`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { compareScales, scale } from '@casewell/scoring'
 *
 * // Of nine pairs the chat's answer is higher in eight, and equal in one.
 * const stars = scale({ min: 1, max: 5 })
 * const [chat, phone] = [[5, 5, 4], [4, 3, 2]].map((answers) => stars.addAll(stars.zero(), answers))
 * const { means, superiority } = compareScales(chat ?? stars.zero(), phone ?? stars.zero())
 * console.log(means?.difference.toFixed(2), superiority.value.toFixed(2), superiority.u) // 1.67 0.94 8.5
 * ```
 */
export function compareScales(
  first: ScaleState,
  second: ScaleState,
  options: { readonly level?: number } = {},
): ScaleComparison {
  if (first.min !== second.min || first.max !== second.max) {
    throw scoringErrors['unlike-states']({
      left: `a scale ${first.min}–${first.max}`,
      right: `a scale ${second.min}–${second.max}`,
    })
  }
  const [a, b] = [plain(first), plain(second)]
  const level = requireLevel(options.level ?? LEVEL)
  return { means: welch(a, b, level), superiority: mannWhitney(a, b, level), n: [a.n, b.n] }
}

interface Group {
  readonly n: number
  readonly counts: readonly number[]
  readonly mean: number
  readonly variance: number
}

function plain(state: ScaleState): Group {
  const sums = tally(state)
  if (sums.n === 0) throw inputErrors['no-answers']({ measure: 'a comparison' })
  if (Object.keys(state.weighted).length > 0) {
    throw inputErrors['out-of-range']({ what: 'a weight', value: 'not 1', range: '1 in a rank comparison' })
  }
  const { mean, deviations } = scaleMean(state, sums)
  return { n: sums.n, counts: sums.weights, mean, variance: deviations / (sums.n - 1) }
}

function welch(a: Group, b: Group, level: number): ScaleComparison['means'] {
  const [u, v] = [a.variance / a.n, b.variance / b.n]
  if (!(a.n > 1 && b.n > 1 && u + v > 0)) return null
  const difference = a.mean - b.mean
  const error = Math.sqrt(u + v)
  const degrees = (u + v) ** 2 / ((u * u) / (a.n - 1) + (v * v) / (b.n - 1))
  const half = -studentQuantile((1 - level) / 2, degrees) * error
  const interval = { lower: difference - half, upper: difference + half, level, method: 'welch' }
  return { difference, interval, t: difference / error, degrees, pValue: studentTwoSided(difference / error, degrees) }
}

function mannWhitney(a: Group, b: Group, level: number): ScaleComparison['superiority'] {
  const u = a.counts.reduce((sum, count, i) => sum + count * below(b.counts, i), 0)
  const pairs = a.n * b.n
  const n = a.n + b.n
  const ties = a.counts.reduce(
    (sum, count, i) => sum + (count + (b.counts[i] ?? 0)) ** 3 - (count + (b.counts[i] ?? 0)),
    0,
  )
  const variance = (pairs / 12) * (n + 1 - ties / (n * (n - 1)))
  const z = variance > 0 ? (u - pairs / 2) / Math.sqrt(variance) : 0
  const value = u / pairs
  return { value, interval: superiorityInterval(a, b, value, level), u, pValue: normalTwoSided(z) }
}

/** Answers below a point, ties counting half. */
function below(counts: readonly number[], point: number): number {
  return counts.reduce((sum, count, i) => sum + (i < point ? count : i === point ? count / 2 : 0), 0)
}

/**
 * DeLong's variance on the logit scale; where all pairs agree the spread is unknown and the interval is Wilson's with the
 * smaller group's size.
 */
function superiorityInterval(a: Group, b: Group, value: number, level: number): Interval {
  const spread = (own: Group, other: Group, expected: number): number => {
    const squares = own.counts.reduce(
      (sum, count, i) => sum + count * (below(other.counts, i) / other.n - expected) ** 2,
      0,
    )
    return squares / (own.n * Math.max(1, own.n - 1))
  }
  const variance = spread(a, b, value) + spread(b, a, 1 - value)
  const scale = value * (1 - value)
  const z = zOf(level)
  if (scale === 0 || variance === 0) {
    const n = Math.min(a.n, b.n)
    const reach = (z * z) / (n + z * z)
    return {
      lower: Math.max(0, value - reach),
      upper: Math.min(1, value + reach),
      level,
      method: 'wilson-smaller-group',
    }
  }
  const logit = Math.log(value / (1 - value))
  const half = (z * Math.sqrt(variance)) / scale
  const at = (x: number): number => 1 / (1 + Math.exp(-x))
  return { lower: at(logit - half), upper: at(logit + half), level, method: 'delong-logit' }
}
