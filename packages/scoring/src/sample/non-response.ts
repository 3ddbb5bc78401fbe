import type { Estimate, EstimateOptions, Interval, Warning } from '../estimate.ts'
import { LEVEL, wilson } from '../interval/proportion.ts'
import { shareEstimate } from '../interval/share-estimate.ts'
import { requirePositive, requireWhole, requireWithin } from '../require.ts'

/** How many were asked, answered, and were satisfied. */
export interface Response {
  readonly surveyed: number
  readonly responded: number
  readonly satisfied: number
}

/** What the share of satisfied would be if the silent had other odds of satisfaction than those who answered. */
export interface DeltaRow {
  /** Odds of satisfaction of the silent over those of the respondents; 1 is "they are alike". */
  readonly oddsRatio: number
  readonly value: number
}

/** Where the truth lies whatever the silent think, and how sure that is. */
export interface ManskiBounds {
  /** All silent customers are dissatisfied. */
  readonly lower: number
  /** All silent customers are satisfied. */
  readonly upper: number
  /** The bounds with the chance of sampling added to their outer sides (Wilson). */
  readonly interval: Interval
}

/** A satisfaction share as it must be read when not everybody answers: the three parts always together. */
export interface NonResponse {
  /** The share among those who answered: what everybody reports. */
  readonly respondents: Estimate
  readonly responseRate: Estimate
  readonly bounds: ManskiBounds
  readonly delta: readonly DeltaRow[]
  /**
   * The odds ratio of the silent at which the share crosses `decisionAt`; null when nothing they could think would make
   * it cross, or when there is no decision.
   */
  readonly tippingPoint: number | null
  readonly warnings: readonly Warning[]
}

/** The odds ratios of the table, and the share that a decision hangs on. */
export interface NonResponseOptions extends EstimateOptions {
  /** @defaultValue [0.25, 0.5, 1, 2] */
  readonly oddsRatios?: readonly number[]
  readonly decisionAt?: number
}

/**
 * The bounds of a share when only some answered (C. F. Manski, Partial Identification of Probability Distributions, 2003).
 *
 * @throws `scoring/out-of-range` for counts that cannot be
 * @example
 * ```ts
 * import { manskiBounds } from '@casewell/scoring'
 *
 * const { lower, upper } = manskiBounds({ surveyed: 1000, responded: 180, satisfied: 150 })
 * console.log(lower, upper) // 0.15 0.97
 * ```
 */
export function manskiBounds(response: Response, level: number = LEVEL): ManskiBounds {
  const { surveyed, responded, satisfied } = checked(response)
  const hopeful = satisfied + surveyed - responded
  const interval = {
    lower: wilson(satisfied, surveyed, level).lower,
    upper: wilson(hopeful, surveyed, level).upper,
    level,
    method: 'manski-wilson',
  }
  return { lower: satisfied / surveyed, upper: hopeful / surveyed, interval }
}

/**
 * The share of satisfied if the odds of the silent were so many times those of the respondents.
 *
 * @throws `scoring/out-of-range` for counts that cannot be, or an odds ratio not above 0
 * @example
 * ```ts
 * import { deltaSensitivity } from '@casewell/scoring'
 *
 * // Half the odds of 150 : 30 are 5 : 2, so 820 · 5/7 of the silent would be satisfied.
 * const rows = deltaSensitivity({ surveyed: 1000, responded: 180, satisfied: 150 }, [0.5, 1])
 * console.log(rows.map((row) => row.value.toFixed(3))) // [ '0.736', '0.833' ]
 * ```
 */
export function deltaSensitivity(response: Response, oddsRatios: readonly number[]): DeltaRow[] {
  const { surveyed, responded, satisfied } = checked(response)
  const silent = surveyed - responded
  return oddsRatios.map((oddsRatio) => {
    requirePositive('an odds ratio', oddsRatio)
    const weight = oddsRatio * satisfied
    const ofSilent = silent === 0 ? 0 : weight / (weight + responded - satisfied)
    return { oddsRatio, value: (satisfied + silent * ofSilent) / surveyed }
  })
}

/**
 * A satisfaction share with what silence can hide: weights cannot repair it when the dissatisfied answer less, so the
 * bounds and the sensitivity table always come along.
 *
 * @throws `scoring/out-of-range` for counts that cannot be, `scoring/no-answers` when nobody was asked
 * @example
 * ```ts
 * import { nonResponse } from '@casewell/scoring'
 *
 * const { respondents, bounds, tippingPoint } = nonResponse(
 *   { surveyed: 1000, responded: 180, satisfied: 150 },
 *   { decisionAt: 0.8 },
 * )
 * console.log(respondents.value?.toFixed(2), bounds.lower, bounds.upper, tippingPoint?.toFixed(2)) // 0.83 0.15 0.97 0.76
 * ```
 */
export function nonResponse(response: Response, options: NonResponseOptions = {}): NonResponse {
  const { oddsRatios = [0.25, 0.5, 1, 2], decisionAt, level = LEVEL } = options
  const { surveyed, responded, satisfied } = checked(response)
  const bounds = manskiBounds(response, level)
  return {
    respondents: shareEstimate(
      satisfied,
      responded,
      { metric: 'satisfied', convention: 'of those who answered' },
      options,
    ),
    responseRate: shareEstimate(
      responded,
      surveyed,
      { metric: 'response rate', convention: 'answered / asked' },
      options,
    ),
    bounds,
    delta: responded === 0 ? [] : deltaSensitivity(response, oddsRatios),
    tippingPoint:
      decisionAt === undefined ? null : tippingPoint(response, requireWithin('decisionAt', decisionAt, 0, 1)),
    warnings: silence(bounds, surveyed - responded),
  }
}

function tippingPoint({ surveyed, responded, satisfied }: Response, decisionAt: number): number | null {
  const silent = surveyed - responded
  const needed = (decisionAt * surveyed - satisfied) / silent
  const odds = satisfied / (responded - satisfied)
  if (!(needed > 0 && needed < 1 && odds > 0 && odds < Number.POSITIVE_INFINITY)) return null
  return needed / (1 - needed) / odds
}

function silence({ lower, upper }: ManskiBounds, silent: number): Warning[] {
  if (silent === 0) return []
  const range = `${(100 * lower).toFixed(0)}–${(100 * upper).toFixed(0)} %`
  return [
    { code: 'non-response', message: `${silent} did not answer; whatever they think, the truth lies in ${range}.` },
  ]
}

function checked(response: Response): Response {
  requireWhole('the number asked', response.surveyed, 1)
  requireWhole('the number of answers', response.responded, 0, response.surveyed)
  requireWhole('the number satisfied', response.satisfied, 0, response.responded)
  return response
}
