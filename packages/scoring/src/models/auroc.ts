import { type Estimate, type EstimateOptions, estimate, type Interval, type Warning } from '../estimate.ts'
import { LEVEL, zOf } from '../interval/proportion.ts'
import { normalTwoSided } from '../numeric/normal.ts'
import { modelErrors } from './errors.ts'
import { requireFinite, requireSameLength } from './input.ts'

/**
 * How well a score ranks: the chance that a case with the outcome scores above one without it. 0.5 is no better than
 * a coin. The interval is DeLong's.
 *
 * Source: DeLong, DeLong & Clarke-Pearson, Biometrics 44 (1988) 837–845.
 *
 * @param scores - higher should mean likelier
 * @throws `scoring/one-outcome`, `scoring/out-of-range`, `scoring/unequal-lengths`
 * @example
 * ```ts
 * import { auroc } from '@casewell/scoring/models'
 *
 * const ranked = auroc([0.1, 0.4, 0.35, 0.8], [false, false, true, true])
 * console.log(ranked.value, ranked.n) // 0.75 4
 * ```
 */
export function auroc(
  scores: readonly number[],
  outcomes: readonly boolean[],
  options: EstimateOptions = {},
): Estimate {
  const { area, above, below } = placements(scores, outcomes)
  const variance = covariance(above, above) / above.length + covariance(below, below) / below.length
  const [interval, warnings] = deLong(area, variance, options.level ?? LEVEL)
  const about = { metric: 'AUROC', convention: 'DeLong', evidence: 'model', warnings } as const
  return estimate({ value: area, interval, n: scores.length, ...about }, options)
}

/** Two scores of the same cases. */
export interface AurocComparison {
  readonly first: Estimate
  readonly second: Estimate
  /** First minus second. */
  readonly difference: number
  readonly standardError: number
  readonly interval: Interval
  readonly z: number
  readonly pValue: number
}

/**
 * Does one score rank the same cases better than another? DeLong's paired test.
 *
 * @throws as `auroc`, and `scoring/no-comparison` when both rank alike case for case
 * @example
 * ```ts
 * import { compareAuroc } from '@casewell/scoring/models'
 *
 * const left = [false, false, true, true]
 * const { first, second, difference } = compareAuroc([0.1, 0.4, 0.35, 0.8], [0.5, 0.5, 0.5, 0.5], left)
 * console.log(first.value, second.value, difference) // 0.75 0.5 0.25
 * ```
 */
export function compareAuroc(
  first: readonly number[],
  second: readonly number[],
  outcomes: readonly boolean[],
  options: EstimateOptions = {},
): AurocComparison {
  const [one, other] = [placements(first, outcomes), placements(second, outcomes)]
  const spread = (of: 'above' | 'below'): number => {
    const both = one[of].map((x, i) => x - (other[of][i] ?? 0))
    return covariance(both, both) / both.length
  }
  const standardError = Math.sqrt(spread('above') + spread('below'))
  if (!(standardError > 0)) throw modelErrors['no-comparison']({ groups: ['the first score', 'the second'] })
  const difference = one.area - other.area
  const level = options.level ?? LEVEL
  const half = zOf(level) * standardError
  return {
    first: auroc(first, outcomes, options),
    second: auroc(second, outcomes, options),
    difference,
    standardError,
    interval: { lower: difference - half, upper: difference + half, level, method: 'paired DeLong' },
    z: difference / standardError,
    pValue: normalTwoSided(difference / standardError),
  }
}

/** For each case with the outcome, the share of those without it that it beats; and the reverse. Ties count half. */
interface Placements {
  readonly area: number
  readonly above: readonly number[]
  readonly below: readonly number[]
}

function placements(scores: readonly number[], outcomes: readonly boolean[]): Placements {
  requireSameLength('scores and outcomes', scores, outcomes)
  scores.forEach((score, i) => {
    requireFinite(`score ${i}`, score)
  })
  const [positive, negative] = [true, false].map((side) => scores.filter((_, i) => outcomes[i] === side))
  const [up, down] = [positive ?? [], negative ?? []]
  if (up.length === 0 || down.length === 0) {
    throw modelErrors['one-outcome']({ method: 'AUROC', observations: scores.length, events: up.length })
  }
  const [upSorted, downSorted] = [up.toSorted(ascending), down.toSorted(ascending)]
  const above = up.map((score) => beaten(downSorted, score) / down.length)
  const below = down.map((score) => 1 - beaten(upSorted, score) / up.length)
  return { area: above.reduce((sum, x) => sum + x, 0) / up.length, above, below }
}

const ascending = (a: number, b: number): number => a - b

/** How many of a sorted list a score beats, ties by half. */
function beaten(sorted: readonly number[], score: number): number {
  return (firstNotBelow(sorted, (x) => x < score) + firstNotBelow(sorted, (x) => x <= score)) / 2
}

function firstNotBelow(sorted: readonly number[], isBelow: (x: number) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBelow(sorted[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}

/** With n − 1; NaN for a single pair. */
function covariance(a: readonly number[], b: readonly number[]): number {
  const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length
  const [ma, mb] = [mean(a), mean(b)]
  return a.reduce((sum, x, i) => sum + (x - ma) * ((b[i] ?? 0) - mb), 0) / (a.length - 1)
}

function deLong(area: number, variance: number, level: number): [Interval | null, Warning[]] {
  if (!(variance > 0)) {
    const message = 'every case ranks alike within its outcome, or is alone there: DeLong has no interval.'
    return [null, [{ code: 'no-interval', message }]]
  }
  const half = zOf(level) * Math.sqrt(variance)
  return [{ lower: Math.max(0, area - half), upper: Math.min(1, area + half), level, method: 'delong' }, []]
}
