import type { Interval } from '../estimate.ts'
import { zOf } from '../interval/proportion.ts'
import { requireWithin } from '../require.ts'
import type { SurvivalCurve, SurvivalStep } from './kaplan-meier.ts'

/**
 * The curve at a time. Undefined beyond the last watch, where nobody knows: unless all have ended before.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { kaplanMeier, survivalAt } from '@casewell/scoring/survival'
 *
 * const months = kaplanMeier([
 *   { time: 1, ended: true }, { time: 2, ended: false }, { time: 3, ended: true }, { time: 4, ended: false },
 * ])
 * console.log(survivalAt(months, 2.5)?.survival, survivalAt(months, 5)) // 0.75 undefined
 * ```
 */
export function survivalAt(curve: SurvivalCurve, time: number): SurvivalStep | undefined {
  requireWithin('a time on the curve', time, 0)
  const last = curve.steps.at(-1)
  if (last === undefined || (time > last.time && last.survival > 0)) return undefined
  const step = curve.steps.findLast((one) => one.time <= time)
  if (step !== undefined) return step
  const whole = { survival: 1, standardError: 0, lower: 1, upper: 1 }
  return { time: 0, atRisk: curve.n, ended: 0, censored: 0, ...whole }
}

/** A mean lifetime within a horizon, with its doubt. */
export interface RestrictedMean {
  readonly horizon: number
  readonly value: number
  readonly standardError: number
  readonly interval: Interval
}

/**
 * The mean lifetime up to a horizon: the area under the curve. Unlike the median it always exists, and unlike the
 * mean it does not hang on the few who stay longest. Undefined beyond the last watch.
 *
 * Source: Irwin 1949; variance as in Klein & Moeschberger, "Survival Analysis", 2003, section 4.5.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { kaplanMeier, restrictedMean } from '@casewell/scoring/survival'
 *
 * const months = kaplanMeier([
 *   { time: 1, ended: true }, { time: 2, ended: false }, { time: 3, ended: true }, { time: 4, ended: false },
 * ])
 * console.log(restrictedMean(months, 4)?.value, 1 + 2 * 0.75 + 0.375) // 2.875 2.875
 * ```
 */
export function restrictedMean(curve: SurvivalCurve, horizon: number): RestrictedMean | undefined {
  if (survivalAt(curve, horizon) === undefined) return undefined
  const steps = curve.steps.filter((step) => step.time < horizon)
  const heights = [1, ...steps.map((step) => step.survival)]
  const times = [0, ...steps.map((step) => step.time), horizon]
  const areas = heights.map((height, i) => height * ((times[i + 1] ?? 0) - (times[i] ?? 0)))
  const value = areas.reduce((sum, area) => sum + area, 0)
  let left = value
  let variance = 0
  for (const [i, { atRisk, ended }] of steps.entries()) {
    left -= areas[i] ?? 0
    if (ended > 0 && atRisk > ended) variance += (left * left * ended) / (atRisk * (atRisk - ended))
  }
  const standardError = Math.sqrt(variance)
  const margin = zOf(curve.level) * standardError
  const interval = { lower: Math.max(0, value - margin), upper: Math.min(horizon, value + margin), level: curve.level }
  return { horizon, value, standardError, interval: { ...interval, method: 'wald' } }
}
