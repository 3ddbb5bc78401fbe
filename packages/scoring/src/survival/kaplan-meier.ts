import type { Warning } from '../estimate.ts'
import { LEVEL, zOf } from '../interval/proportion.ts'
import { type LifeTable, type Lifetime, requireTable, tableOf } from './life-table.ts'

/** How an interval of a survival share is made: `log-log` stays within 0…1 and is right in small samples; `log` is older. */
export type SurvivalIntervalMethod = 'log-log' | 'log'

/** How the intervals of a survival curve are made. */
export interface SurvivalOptions {
  /** @defaultValue 0.95 */
  readonly level?: number
  /** @defaultValue 'log-log' */
  readonly method?: SurvivalIntervalMethod
}

/** The curve at one time and until the next. */
export interface SurvivalStep {
  readonly time: number
  /** Watched up to this time. */
  readonly atRisk: number
  readonly ended: number
  readonly censored: number
  /** The share that goes on beyond this time, 0…1. */
  readonly survival: number
  /** Greenwood's; of the share. */
  readonly standardError: number
  /** null where survival is 0: nothing is left to measure the doubt by. */
  readonly lower: number | null
  readonly upper: number | null
}

/** When half have ended; null where the curve, or its limit, never falls that far. */
export interface MedianSurvival {
  readonly value: number | null
  readonly lower: number | null
  readonly upper: number | null
}

/** A Kaplan–Meier curve. */
export interface SurvivalCurve {
  readonly n: number
  readonly ended: number
  readonly level: number
  readonly method: SurvivalIntervalMethod
  readonly steps: readonly SurvivalStep[]
  readonly median: MedianSurvival
  readonly warnings: readonly Warning[]
}

/**
 * The share that goes on, by time: of customers who stay, of issues that do not come back. Those still going on count
 * as long as they were watched, and so do not flatter the curve.
 *
 * Source: Kaplan & Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958) 457–481; standard
 * errors of Greenwood 1926; intervals as in Kalbfleisch & Prentice 2002, section 1.4.
 *
 * @throws `scoring/out-of-range` for a time that is negative or no number
 * @example
 * ```ts
 * import { kaplanMeier } from '@casewell/scoring/survival'
 *
 * const curve = kaplanMeier([
 *   { time: 1, ended: true },
 *   { time: 2, ended: false },
 *   { time: 3, ended: true },
 *   { time: 4, ended: false },
 * ])
 * console.log(curve.steps.map((step) => step.survival)) // [ 0.75, 0.75, 0.375, 0.375 ]
 * ```
 */
export const kaplanMeier = (lifetimes: Iterable<Lifetime>, options: SurvivalOptions = {}): SurvivalCurve =>
  survivalCurve(tableOf(lifetimes), options)

/**
 * The Kaplan–Meier curve of a life table.
 *
 * @throws `scoring/over-retracted`
 * @example
 * ```ts
 * import { survivalCurve } from '@casewell/scoring/survival'
 *
 * const customers = [{ time: 1, ended: 1, censored: 1 }, { time: 3, ended: 1, censored: 1 }]
 * const { steps, median } = survivalCurve({ v: 1, rows: customers })
 * console.log(steps.map((step) => step.survival), median.value) // [ 0.75, 0.375 ] 3
 * ```
 */
export function survivalCurve(
  table: LifeTable,
  { level = LEVEL, method = 'log-log' }: SurvivalOptions = {},
): SurvivalCurve {
  const { rows } = requireTable(table)
  const z = zOf(level)
  const n = rows.reduce((sum, { ended, censored }) => sum + ended + censored, 0)
  let [atRisk, survival, greenwood] = [n, 1, 0]
  const steps = rows.map(({ time, ended, censored }): SurvivalStep => {
    const watched = atRisk
    survival *= (watched - ended) / watched
    greenwood += ended / (watched * (watched - ended))
    atRisk -= ended + censored
    const standardError = survival === 0 ? 0 : survival * Math.sqrt(greenwood)
    return {
      time,
      atRisk: watched,
      ended,
      censored,
      survival,
      standardError,
      ...limits[method](survival, greenwood, z),
    }
  })
  const ended = rows.reduce((sum, row) => sum + row.ended, 0)
  return { n, ended, level, method, steps, median: medianOf(steps), warnings: doubts(n, ended) }
}

type Limits = Pick<SurvivalStep, 'lower' | 'upper'>

/** Intervals from the survival, Greenwood's sum (the variance of its logarithm) and the normal factor. */
const limits: Readonly<Record<SurvivalIntervalMethod, (survival: number, greenwood: number, z: number) => Limits>> = {
  log: (survival, greenwood, z) => {
    if (survival === 0) return { lower: null, upper: null }
    const factor = Math.exp(z * Math.sqrt(greenwood))
    return { lower: survival / factor, upper: Math.min(1, survival * factor) }
  },
  'log-log': (survival, greenwood, z) => {
    if (survival === 0) return { lower: null, upper: null }
    if (survival === 1) return { lower: 1, upper: 1 }
    const power = Math.exp((z * Math.sqrt(greenwood)) / Math.log(survival))
    return { lower: survival ** (1 / power), upper: survival ** power }
  },
}

function doubts(n: number, ended: number): Warning[] {
  if (n === 0) return [{ code: 'no-answers', message: 'there is nothing to go by yet.' }]
  if (ended === 0)
    return [{ code: 'no-events', message: `none of ${n} has ended yet: the curve is 1 for want of events.` }]
  return ended < 10
    ? [{ code: 'few-events', message: `only ${ended} have ended: read the interval, not the curve.` }]
    : []
}

/** The median and its limits: where the curve and its own limits cross one half (Brookmeyer & Crowley 1982). */
function medianOf(steps: readonly SurvivalStep[]): MedianSurvival {
  return {
    value: crossing(steps, (step) => step.survival),
    lower: crossing(steps, (step) => step.lower),
    upper: crossing(steps, (step) => step.upper),
  }
}

/** The first time at or below one half; where the height is just one half for a while, the middle of that while. */
function crossing(steps: readonly SurvivalStep[], height: (step: SurvivalStep) => number | null): number | null {
  const isBelow = (step: SurvivalStep): boolean => (height(step) ?? 1) <= 0.5 + 1e-12
  const at = steps.findIndex(isBelow)
  const first = steps[at]
  if (first === undefined) return null
  const isHalf = Math.abs((height(first) ?? 0) - 0.5) <= 1e-12
  const next = steps.slice(at + 1).find((step) => (height(step) ?? 0) < 0.5 - 1e-12)
  return isHalf && next !== undefined ? (first.time + next.time) / 2 : first.time
}
