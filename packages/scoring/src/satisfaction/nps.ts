import { inputErrors } from '../errors.ts'
import { type Estimate, type EstimateOptions, estimate } from '../estimate.ts'
import { type NpsCounts, type NpsMethod, npsInterval } from '../interval/nps-interval.ts'
import { shareEstimate } from '../interval/share-estimate.ts'

/** Where detractors end and promoters begin. */
export interface NpsBands {
  readonly min: number
  readonly max: number
  readonly detractorsTo: number
  readonly promotersFrom: number
}

/** 0–6, 7–8, 9–10: F. Reichheld, The one number you need to grow, Harvard Business Review, December 2003. */
export const npsBands: NpsBands = { min: 0, max: 10, detractorsTo: 6, promotersFrom: 9 }

/** The band of one answer. */
export type NpsBand = 'detractors' | 'passives' | 'promoters'

/** Level, window, interval method, and other bands than 0–6, 7–8, 9–10. */
export interface NpsOptions extends EstimateOptions {
  /** @defaultValue 'tango' */
  readonly method?: NpsMethod
  readonly bands?: NpsBands
}

/** A Net Promoter Score with its doubt and, before it, the two ends that it is the difference of. */
export interface NpsScore extends Estimate {
  readonly detractors: Estimate
  readonly promoters: Estimate
  readonly counts: NpsCounts
  /** The score as people say it, −100…100; null without answers. */
  readonly points: number | null
  /** Half the length of the interval, in points; null without answers. */
  readonly marginPoints: number | null
}

/**
 * The band of one answer.
 *
 * @throws `scoring/out-of-scale`
 * @example
 * ```ts
 * import { npsBand } from '@casewell/scoring'
 *
 * console.log([6, 7, 8, 9].map((answer) => npsBand(answer))) // [ 'detractors', 'passives', 'passives', 'promoters' ]
 * ```
 */
export function npsBand(answer: number, bands: NpsBands = npsBands): NpsBand {
  const { min, max } = bands
  if (!(Number.isInteger(answer) && answer >= min && answer <= max)) {
    throw inputErrors['out-of-scale']({ answer, min, max })
  }
  return answer >= bands.promotersFrom ? 'promoters' : answer > bands.detractorsTo ? 'passives' : 'detractors'
}

/**
 * Net Promoter Score of one answer per customer. `value` is −1…1, `points` −100…100.
 *
 * @param answers - whole numbers 0–10; none gives no score and the warning `no-answers`
 * @throws `scoring/out-of-scale`
 * @example
 * ```ts
 * import { netPromoterScore } from '@casewell/scoring'
 *
 * const score = netPromoterScore([10, 9, 9, 8, 7, 3])
 * console.log(score.points?.toFixed(0), score.marginPoints?.toFixed(0)) // 33 53
 * console.log(score.warnings.map((w) => w.code)) // [ 'tiny-sample', 'wide' ]
 * ```
 */
export function netPromoterScore(answers: Iterable<number>, options: NpsOptions = {}): NpsScore {
  const counts = { detractors: 0, passives: 0, promoters: 0 }
  for (const answer of answers) counts[npsBand(answer, options.bands)]++
  return npsOfCounts(counts, options)
}

/**
 * The score of counted bands.
 *
 * @param effective - the effective counts, when the answers have weights
 * @throws `scoring/out-of-range` for a count below zero
 * @example
 * ```ts
 * import { npsOfCounts } from '@casewell/scoring'
 *
 * const { points, promoters } = npsOfCounts({ detractors: 20, passives: 30, promoters: 50 })
 * console.log(points, promoters.value) // 30 0.5
 * ```
 */
export function npsOfCounts(counts: NpsCounts, options: NpsOptions = {}, effective: NpsCounts = counts): NpsScore {
  const { detractors, passives, promoters } = effective
  const { detractorsTo, promotersFrom, min, max } = options.bands ?? npsBands
  const [low, high] = [`${min}–${detractorsTo}`, `${promotersFrom}–${max}`]
  const n = counts.detractors + counts.passives + counts.promoters
  const effectiveN = detractors + passives + promoters
  const value = n === 0 ? null : (promoters - detractors) / effectiveN
  const interval = n === 0 ? null : npsInterval(effective, options)
  const named = { metric: 'nps', convention: `${high} minus ${low}`, n, effectiveN }
  return {
    detractors: shareEstimate(detractors, effectiveN, { metric: 'detractors', convention: low, n }, options),
    promoters: shareEstimate(promoters, effectiveN, { metric: 'promoters', convention: high, n }, options),
    counts,
    ...estimate({ ...named, value, interval }, options),
    points: value === null ? null : 100 * value,
    marginPoints: interval === null ? null : 50 * (interval.upper - interval.lower),
  }
}
