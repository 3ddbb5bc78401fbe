import type { Interval, TimeRange, Warning } from '../estimate.ts'
import { type Coefficient, coefficients } from '../models/coefficient.ts'
import { type Design, requireDesign } from '../models/design.ts'
import { modelErrors } from '../models/errors.ts'
import { requireSameLength } from '../models/input.ts'
import { type ModelCard, modelCard } from '../models/model-card.ts'
import { maximise } from '../models/newton.ts'
import { chiSquaredUpper } from '../numeric/gamma-distribution.ts'
import { requireWithin } from '../require.ts'
import type { Lifetime } from './life-table.ts'
import { partialLikelihood, type Ties } from './partial-likelihood.ts'

/** Lifetimes beside what should explain them. */
export interface LifetimeData extends Design {
  readonly lifetimes: readonly Lifetime[]
}

/** By how much one unit of a column multiplies the rate of ending. */
export interface HazardRatio {
  readonly name: string
  readonly value: number
  readonly interval: Interval
}

/** A fitted proportional-hazards model. */
export interface CoxFit {
  /** Logarithms of the hazard ratios. */
  readonly coefficients: readonly Coefficient[]
  readonly hazardRatios: readonly HazardRatio[]
  readonly covariance: readonly (readonly number[])[]
  readonly logLikelihood: number
  readonly nullLogLikelihood: number
  /** Against no column at all. */
  readonly likelihoodRatio: { readonly chiSquare: number; readonly degrees: number; readonly pValue: number }
  readonly card: ModelCard
}

/** How a Cox model is fitted. */
export interface CoxOptions {
  /** @defaultValue 'efron' */
  readonly ties?: Ties
  readonly level?: number
  readonly window?: TimeRange
}

/**
 * What goes with lasting longer: Cox's proportional-hazards regression.
 *
 * Source: Cox, "Regression models and life-tables", JRSS B 34 (1972) 187–220; ties after Efron, JASA 72 (1977) 557–565.
 *
 * @throws `scoring/no-observations` when nothing has ended, `scoring/collinear`, `scoring/separated`,
 *   `scoring/no-convergence`, `scoring/out-of-range`, `scoring/unequal-lengths`
 * @example
 * ```ts
 * import { coxRegression } from '@casewell/scoring/survival'
 *
 * const times = [9, 13, 18, 23, 5, 8, 12, 16]
 * const fit = coxRegression({
 *   names: ['month-to-month'],
 *   rows: times.map((_, i) => [i < 4 ? 0 : 1]),
 *   lifetimes: times.map((time) => ({ time, ended: true })),
 * })
 * console.log(fit.hazardRatios[0]?.value.toFixed(2)) // 3.46
 * ```
 */
export function coxRegression(data: LifetimeData, { ties = 'efron', level, window }: CoxOptions = {}): CoxFit {
  const { names } = data
  const likelihood = partialLikelihood(names, centred(data), ties)
  if (likelihood.size === 0) throw modelErrors['no-observations']({ method: 'proportional hazards: nothing has ended' })
  const nothing = names.map(() => 0)
  const nullLogLikelihood = likelihood.bend(nothing).value
  const found = maximise(likelihood, nothing)
  const all = coefficients(names, found.at, found.covariance, level)
  const chiSquare = Math.max(0, 2 * (found.value - nullLogLikelihood))
  return {
    coefficients: all,
    hazardRatios: all.map(hazardRatio),
    covariance: found.covariance,
    logLikelihood: found.value,
    nullLogLikelihood,
    likelihoodRatio: { chiSquare, degrees: names.length, pValue: chiSquaredUpper(chiSquare, names.length) },
    card: modelCard({
      method: `proportional hazards (${ties})`,
      source: 'Cox 1972, JRSS B 34:187-220',
      observations: data.lifetimes.length,
      parameters: names.length,
      logLikelihood: found.value,
      iterations: found.iterations,
      window: window ?? null,
      warnings: fewEnds(likelihood.size, names.length),
      cautions: ['A ratio is taken to be the same at all times; look at the survival curves before you trust it.'],
    }),
  }
}

/** The rows around their means: the fit is the same, and far-off columns keep their digits. */
function centred(data: LifetimeData) {
  const { rows, lifetimes, names } = requireDesign(data)
  requireSameLength('rows and lifetimes', rows, lifetimes)
  for (const { time } of lifetimes) requireWithin('a lifetime', time, 0)
  const means = names.map((_, j) => rows.reduce((sum, row) => sum + (row[j] ?? 0), 0) / rows.length)
  return lifetimes.map(({ time, ended }, i) => ({
    time,
    ended,
    row: (rows[i] ?? []).map((x, j) => x - (means[j] ?? 0)),
  }))
}

const hazardRatio = ({ name, value, interval }: Coefficient): HazardRatio => ({
  name,
  value: Math.exp(value),
  interval: {
    ...interval,
    lower: Math.exp(interval.lower),
    upper: Math.exp(interval.upper),
    method: 'wald, on the log',
  },
})

/** Fewer ends a column than this, and coefficients are too large (Peduzzi et al. 1995). */
const ENDS_A_COLUMN = 10

function fewEnds(ends: number, columns: number): Warning[] {
  if (ends >= ENDS_A_COLUMN * columns) return []
  return [
    { code: 'few-events-a-column', message: `${ends} ends for ${columns} columns: coefficients are likely too large.` },
  ]
}
