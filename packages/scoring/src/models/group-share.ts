import { type Estimate, type EstimateOptions, estimate } from '../estimate.ts'
import { LEVEL, zOf } from '../interval/proportion.ts'
import { requireWhole } from '../require.ts'
import { modelErrors } from './errors.ts'
import { linear, logistic } from './logistic.ts'
import { heightOf } from './predict-chance.ts'
import type { Predictor, Refusal } from './predictor.ts'

/** A group of customers of whom some told, and the others are known by what they did. */
export interface PartlySilentGroup {
  /** How many told, and how many of them had the outcome. */
  readonly told: { readonly n: number; readonly events: number }
  /** The columns of each silent case. */
  readonly silent: readonly (readonly number[])[]
}

/** How many of a group have the outcome, the silent included. */
export interface GroupShare {
  /** If the silent are like those who told and did the same; null from a refusal. */
  readonly share: Estimate
  /** Whatever the silent think: all of them without the outcome, all of them with it. */
  readonly bounds: { readonly lower: number; readonly upper: number }
  readonly told: number
  readonly silent: number
}

/**
 * How much dissatisfaction is hidden in a group: the share with the outcome among those who told, and what the model
 * expects among the silent. The bounds stand beside it always, because no model knows whether the silent differ.
 *
 * Source of the bounds: Manski, "Partial Identification of Probability Distributions", 2003, chapter 1.
 *
 * @throws `scoring/out-of-range`, `scoring/ragged-row`, `scoring/no-observations` for an empty group
 * @example
 * ```ts
 * import { groupShare, trainPredictor } from '@casewell/scoring/models'
 *
 * const refusal = trainPredictor({ names: ['reopened'], rows: [[0], [1]], outcomes: [false, true] }, { seed: 1 })
 * const hidden = groupShare(refusal, { told: { n: 40, events: 10 }, silent: [[0], [1], [0], [2], [0], [0], [1], [0], [0], [0]] })
 * console.log(hidden.share.value, hidden.bounds) // null { lower: 0.2, upper: 0.4 }
 * ```
 */
export function groupShare(
  trained: Predictor | Refusal,
  { told, silent }: PartlySilentGroup,
  options: EstimateOptions = {},
): GroupShare {
  requireWhole('the number who told', told.n)
  requireWhole('the number of events', told.events, 0, told.n)
  const all = told.n + silent.length
  if (all === 0) throw modelErrors['no-observations']({ method: 'the share of a group' })
  const bounds = { lower: told.events / all, upper: (told.events + silent.length) / all }
  const about = {
    metric: 'group share',
    convention: 'told + expected of the silent',
    evidence: 'model',
    n: all,
  } as const
  const counts = { bounds, told: told.n, silent: silent.length }
  if (trained.status === 'refused') {
    const warnings = [{ code: trained.reason, message: trained.message }]
    return { share: estimate({ value: null, interval: null, ...about, warnings }, options), ...counts }
  }
  const { events, variance } = expectedAmong(trained, silent)
  const value = (told.events + events) / all
  const level = options.level ?? LEVEL
  const half = (zOf(level) * Math.sqrt(variance)) / all
  const within = (x: number): number => Math.min(bounds.upper, Math.max(bounds.lower, x))
  const interval = {
    lower: within(value - half),
    upper: within(value + half),
    level,
    method: 'wald, of model and chance',
  }
  const warnings = [
    { code: 'silent-taken-alike', message: 'the silent are taken to be like those who told and did the same.' },
  ]
  return { share: estimate({ value, interval, ...about, warnings }, options), ...counts }
}

/**
 * The events to expect among the silent. Their variance has two parts: each case is a coin of its own, and all coins
 * hang on the same coefficients.
 */
function expectedAmong(predictor: Predictor, silent: readonly (readonly number[])[]) {
  const slope = predictor.coefficients.map(() => 0)
  let [events, variance] = [0, 0]
  for (const row of silent) {
    const chance = logistic(heightOf(predictor, row).height)
    const coin = chance * (1 - chance)
    events += chance
    variance += coin
    for (const [j, x] of [1, ...row].entries()) slope[j] = (slope[j] ?? 0) + coin * x
  }
  const shared = slope.reduce((sum, x, i) => sum + x * linear(slope, predictor.covariance[i] ?? []), 0)
  return { events, variance: variance + shared }
}
