import type { TimeRange } from '../estimate.ts'
import { type AnswerMatrix, checkedAnswers } from './answer-matrix.ts'
import { type Coefficient, coefficient } from './coefficient.ts'
import { conditionalLoss } from './conditional-likelihood.ts'
import { covarianceAt } from './curvature.ts'
import { type ModelCard, modelCard } from './model-card.ts'
import { minimise, noConvergence } from './quasi-newton.ts'
import { type ScoreAbility, scoreAbilities } from './rasch-ability.ts'
import { centred, mean, type RaschOrigin, thresholdsOf } from './rasch-origin.ts'
import { type RaschModel, type RaschScale, raschScale } from './rasch-scale.ts'

/** How hard an item is to agree with, on one scale with the persons. */
export interface RaschItem {
  readonly name: string
  /** The mean of the thresholds; positive is harder. */
  readonly location: Coefficient
  /** Where the next answer becomes as likely as the one before; one a step of the item's scale. */
  readonly thresholds: readonly Coefficient[]
}

/** A fitted Rasch model. */
export interface RaschFit {
  readonly model: RaschModel
  readonly items: readonly RaschItem[]
  /** Given the persons' total scores. */
  readonly logLikelihood: number
  /** What each total score over all items says about the person. */
  readonly abilities: readonly ScoreAbility[]
  readonly card: ModelCard
}

/** How a Rasch model is fitted. */
export interface RaschOptions {
  readonly model?: RaschModel
  readonly origin?: RaschOrigin
  readonly level?: number
  readonly window?: TimeRange
}

/** A standard error beyond this: an item that all or none agree with, but for an accident. */
const ANYWHERE = 20

/**
 * How satisfied a person is, from several answers: a Rasch model by conditional maximum likelihood, which asks nothing
 * of how satisfaction is spread over persons. Yes/no items give the Rasch model itself, longer scales Masters'
 * partial-credit or Andrich's rating-scale model. Answers that were not given are left out, not guessed.
 *
 * Sources: Rasch 1960; Andersen, JRSS B 34 (1972) 42–54; Andrich, Psychometrika 43 (1978) 561–573; Masters,
 * Psychometrika 47 (1982) 149–174.
 *
 * @throws `scoring/empty-level`, `scoring/bad-answer`, `scoring/ragged-row`, `scoring/unequal-scales`,
 *   `scoring/not-identified`, `scoring/no-convergence`
 * @example
 * ```ts
 * import { rasch } from '@casewell/scoring/models'
 *
 * const fit = rasch({
 *   items: ['answered', 'solved', 'delighted'],
 *   answers: [[1, 0, 0], [1, 1, 0], [1, 1, 1], [0, 1, 0], [1, 0, 1], [0, 0, 1]],
 *   weights: [30, 30, 10, 10, 5, 2],
 * })
 * console.log(fit.items.map((item) => item.location.value.toFixed(2))) // [ '-1.44', '-0.23', '1.68' ]
 * ```
 */
export function rasch(
  data: AnswerMatrix,
  { model = 'partial-credit', origin = 'locations', level, window }: RaschOptions = {},
): RaschFit {
  const checked = checkedAnswers(data)
  const scale = raschScale(model, checked, data.items)
  const loss = conditionalLoss(checked, scale.easiness)
  const method = `${model} Rasch model`
  const found = minimise(loss, scale.start)
  if (!found.converged) throw noConvergence(method, found)
  const rest = { names: scale.names, loss, size: checked.persons, at: found.at, widest: ANYWHERE }
  const covariance = covarianceAt({ method, ...rest })
  const items = describedItems(data.items, scale, origin, found.at, covariance, level)
  const logLikelihood = -checked.persons * found.value
  return {
    model,
    items,
    logLikelihood,
    abilities: scoreAbilities(items.map((item) => item.thresholds.map(({ value }) => value))),
    card: modelCard({
      method,
      source: 'Andersen 1972, JRSS B 34:42-54; Masters 1982, Psychometrika 47:149-174',
      observations: checked.persons,
      parameters: scale.names.length,
      logLikelihood,
      iterations: found.iterations,
      window: window ?? null,
      cautions: [
        'All items are taken to measure one thing equally sharply; persons with all or no points say nothing.',
      ],
    }),
  }
}

/** Items with their doubt: thresholds and locations are linear in the parameters, and so are their errors. */
function describedItems(
  names: readonly string[],
  scale: RaschScale,
  origin: RaschOrigin,
  at: readonly number[],
  covariance: readonly (readonly number[])[],
  level?: number,
): RaschItem[] {
  const reading = (parameters: readonly number[]) => centred(thresholdsOf(scale.easiness(parameters)), origin)
  const values = reading(at)
  const slopes = at.map((_, j) => reading(at.map((__, k) => (j === k ? 1 : 0))))
  const variance = (of: (items: readonly (readonly number[])[]) => number): number => {
    const by = slopes.map(of)
    return by.reduce((sum, x, j) => sum + by.reduce((part, y, k) => part + x * y * (covariance[j]?.[k] ?? 0), 0), 0)
  }
  const described = (name: string, of: (items: readonly (readonly number[])[]) => number): Coefficient =>
    coefficient(name, of(values), variance(of), level)
  return names.map((name, i) => ({
    name,
    location: described(name, (items) => mean(items[i] ?? [])),
    thresholds: (values[i] ?? []).map((_, h) => described(`${name} ${h}|${h + 1}`, (items) => items[i]?.[h] ?? 0)),
  }))
}
