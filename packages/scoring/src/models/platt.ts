import type { TimeRange } from '../estimate.ts'
import { type Coefficient, coefficients } from './coefficient.ts'
import { requireFinite } from './input.ts'
import { logistic, logisticLikelihood } from './logistic.ts'
import { targets, withIntercept } from './logit.ts'
import { type ModelCard, modelCard } from './model-card.ts'
import { maximise } from './newton.ts'

/** A map from scores to chances: `chance = 1 / (1 + e^−(intercept + slope · score))`. */
export interface PlattFit {
  readonly intercept: Coefficient
  readonly slope: Coefficient
  /** Of intercept and slope. */
  readonly covariance: readonly (readonly number[])[]
  readonly card: ModelCard
}

/**
 * Turns scores of any scale into chances. The outcomes are drawn in a little from 0 and 1, as Platt has it, so that a
 * score which parts them perfectly still has a finite slope.
 *
 * Source: Platt, "Probabilistic outputs for support vector machines", 1999; Newton's method as in Lin, Lin & Weng,
 * Machine Learning 68 (2007) 267–276.
 *
 * @param options.targets - `drawn-in` as Platt has it, or `plain`: a logistic regression on the score
 * @throws `scoring/one-outcome`, `scoring/collinear` when all scores are equal, `scoring/separated` with plain targets,
 *   `scoring/no-convergence`, `scoring/out-of-range`, `scoring/unequal-lengths`
 * @example
 * ```ts
 * import { platt, plattChance } from '@casewell/scoring/models'
 *
 * const fit = platt([-2, -1, -1, 1, 1, 2], [false, false, true, false, true, true])
 * console.log(plattChance(fit, 0).toFixed(2), plattChance(fit, 2).toFixed(2)) // 0.50 0.70
 * ```
 */
export function platt(
  scores: readonly number[],
  outcomes: readonly boolean[],
  options: { readonly targets?: 'drawn-in' | 'plain'; readonly level?: number; readonly window?: TimeRange } = {},
): PlattFit {
  const { shares, weights, events, size } = targets({
    names: ['score'],
    rows: scores.map((score) => [score]),
    outcomes,
  })
  const [high, low] = options.targets === 'plain' ? [1, 0] : [(events + 1) / (events + 2), 1 / (size - events + 2)]
  const drawnIn = shares.map((share) => (share === 1 ? high : low))
  const names = ['intercept', 'slope']
  const rows = withIntercept(scores.map((score) => [score]))
  const found = maximise(logisticLikelihood('Platt scaling', names, rows, { shares: drawnIn, weights }), [
    Math.log(events / (size - events)),
    0,
  ])
  const [intercept, slope] = coefficients(names, found.at, found.covariance, options.level) as [
    Coefficient,
    Coefficient,
  ] // one a name
  const card = modelCard({
    method: 'Platt scaling',
    source: 'Platt 1999; Lin, Lin & Weng 2007, Machine Learning 68:267-276',
    observations: size,
    parameters: 2,
    logLikelihood: found.value,
    iterations: found.iterations,
    window: options.window ?? null,
    cautions: ['Fit it on scores of cases that the scorer has not learned from.'],
  })
  return { intercept, slope, covariance: found.covariance, card }
}

/**
 * The chance that belongs to a score.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { platt, plattChance } from '@casewell/scoring/models'
 *
 * const fit = platt([-2, -1, -1, 1, 1, 2], [false, false, true, false, true, true])
 * console.log(plattChance(fit, -2).toFixed(2), plattChance(fit, 2).toFixed(2)) // 0.30 0.70
 * ```
 */
export const plattChance = ({ intercept, slope }: PlattFit, score: number): number =>
  logistic(intercept.value + slope.value * requireFinite('a score', score))
