import type { TimeRange, Warning } from '../estimate.ts'
import { requireWithin } from '../require.ts'
import { type Coefficient, coefficients } from './coefficient.ts'
import { type Design, INTERCEPT, requireDesign } from './design.ts'
import { modelErrors } from './errors.ts'
import { requireSameLength } from './input.ts'
import { linear, logistic, logisticLikelihood } from './logistic.ts'
import { type ModelCard, modelCard } from './model-card.ts'
import { maximise } from './newton.ts'

/** A yes-or-no outcome beside what should explain it. */
export interface BinaryData extends Design {
  readonly outcomes: readonly boolean[]
  /** How many cases each row stands for; 1 by default. */
  readonly weights?: readonly number[]
}

/** A fitted logistic regression. */
export interface LogitFit {
  /** The intercept first; each is the change of the log-odds by one unit of its column. */
  readonly coefficients: readonly Coefficient[]
  readonly covariance: readonly (readonly number[])[]
  readonly logLikelihood: number
  /** The log-likelihood of the base rate alone. */
  readonly nullLogLikelihood: number
  /** The chance of each row's outcome under the fit: for looking at the fit, not for judging it. */
  readonly fitted: readonly number[]
  readonly card: ModelCard
}

/** Fewer events a column than this, and coefficients are too large by some ten percent (Peduzzi et al. 1996). */
const EVENTS_A_COLUMN = 10

/**
 * Logistic regression by maximum likelihood. It says what goes with the outcome; to score single cases, use
 * `trainPredictor`, which refuses where data do not carry it.
 *
 * Source: McCullagh & Nelder, "Generalized Linear Models", 1989, chapter 4.
 *
 * @throws `scoring/one-outcome`, `scoring/collinear`, `scoring/separated`, `scoring/no-convergence`,
 *   `scoring/out-of-range`, `scoring/unequal-lengths`
 * @example
 * ```ts
 * import { logit } from '@casewell/scoring/models'
 *
 * const churn = logit({
 *   names: ['calls'],
 *   rows: [[0], [0], [1], [1], [4], [4]],
 *   outcomes: [false, true, false, true, true, false],
 *   weights: [90, 10, 80, 20, 45, 55],
 * })
 * console.log(churn.coefficients.map((c) => `${c.name} ${c.value.toFixed(2)}`)) // [ '(intercept) -2.01', 'calls 0.46' ]
 * ```
 */
export function logit(
  data: BinaryData,
  { level, window }: { readonly level?: number; readonly window?: TimeRange } = {},
): LogitFit {
  const { shares, weights, events, size } = targets(data)
  const names = [INTERCEPT, ...data.names]
  const rows = withIntercept(data.rows)
  const base = Math.log(events / (size - events))
  const found = maximise(logisticLikelihood('logistic regression', names, rows, { shares, weights }), [
    base,
    ...data.names.map(() => 0),
  ])
  return {
    coefficients: coefficients(names, found.at, found.covariance, level),
    covariance: found.covariance,
    logLikelihood: found.value,
    nullLogLikelihood: events * Math.log(events / size) + (size - events) * Math.log1p(-events / size),
    fitted: rows.map((row) => logistic(linear(row, found.at))),
    card: modelCard({
      method: 'logistic regression',
      source: 'McCullagh & Nelder 1989, Generalized Linear Models, chapter 4',
      observations: size,
      parameters: names.length,
      logLikelihood: found.value,
      iterations: found.iterations,
      window: window ?? null,
      warnings: fewEvents(Math.min(events, size - events), data.names.length),
      cautions: ['Coefficients describe who differs, not what would change if a column were changed.'],
    }),
  }
}

export const withIntercept = (rows: Design['rows']): number[][] => rows.map((row) => [1, ...row])

/** The outcomes as shares with their weights. Refuses an outcome that never happened, or never did not. */
export function targets(data: BinaryData) {
  requireDesign(data)
  requireSameLength('rows and outcomes', data.rows, data.outcomes)
  const weights = (data.weights ?? data.rows.map(() => 1)).map((weight) => requireWithin('a weight', weight, 0))
  requireSameLength('rows and weights', data.rows, weights)
  const size = weights.reduce((sum, weight) => sum + weight, 0)
  const events = weights.reduce((sum, weight, i) => sum + (data.outcomes[i] ? weight : 0), 0)
  if (!(events > 0 && events < size)) {
    throw modelErrors['one-outcome']({ method: 'logistic regression', observations: size, events })
  }
  return { shares: data.outcomes.map(Number), weights, events, size }
}

function fewEvents(events: number, columns: number): Warning[] {
  if (columns === 0 || events >= EVENTS_A_COLUMN * columns) return []
  const message = `${events} of the rarer outcome for ${columns} columns: coefficients are likely too large.`
  return [{ code: 'few-events-a-column', message }]
}
