import type { TimeRange } from '../estimate.ts'
import { type AnswerMatrix, checkedAnswers } from './answer-matrix.ts'
import { type Coefficient, coefficient, coefficients } from './coefficient.ts'
import { type FittedEffects, fitEffects } from './fit-effects.ts'
import { type LinkName, links } from './link.ts'
import { type ModelCard, modelCard } from './model-card.ts'
import { type PersonDegree, personDegrees } from './person-degree.ts'
import { type EffectModel, placesOf } from './person-effects.ts'

/** What an item tells, and how sharply. */
export interface GradedItem {
  readonly name: string
  /** How far one standard deviation between persons moves the item's log-odds. */
  readonly discrimination: Coefficient
  /** On the link's scale, for the average person: `P(answer ≤ k) = F(threshold_k)`. */
  readonly thresholds: readonly Coefficient[]
  /** The thresholds in standard deviations of persons: at which degree each answer becomes the likelier side. */
  readonly difficulties: readonly Coefficient[]
}

/** A fitted graded-response model. */
export interface GradedFit {
  readonly items: readonly GradedItem[]
  readonly logLikelihood: number
  /** The degree of each person, in the order of the answers; in standard deviations between persons. */
  readonly persons: readonly PersonDegree[]
  readonly card: ModelCard
}

/** How a graded response model is fitted. */
export interface GradedOptions {
  /** `equal`: all items tell equally sharply (with yes/no items the Rasch model with normal persons). `free`: each as it does. */
  readonly slopes?: 'equal' | 'free'
  readonly link?: LinkName
  readonly level?: number
  readonly window?: TimeRange
}

/**
 * The degree of satisfaction behind several ratings: Samejima's graded-response model by marginal maximum likelihood,
 * persons being normal. Ratings that were not given are left out, not guessed.
 *
 * Sources: Samejima, "Estimation of latent ability using a response pattern of graded scores", Psychometrika Monograph
 * 17 (1969); Bock & Aitkin, Psychometrika 46 (1981) 443–459.
 *
 * @throws `scoring/empty-level`, `scoring/bad-answer`, `scoring/ragged-row`, `scoring/not-identified`,
 *   `scoring/no-convergence`
 * @example
 * ```ts
 * import { gradedResponse } from '@casewell/scoring/models'
 *
 * const fit = gradedResponse({
 *   items: ['speed', 'courtesy'],
 *   answers: [[0, 0], [0, 1], [1, 1], [1, 2], [2, 2], [2, 1], [0, 2], [2, 0], [1, 0]],
 *   weights: [20, 12, 25, 20, 40, 15, 4, 3, 8],
 * })
 * console.log(fit.persons.map((person) => person.value.toFixed(1)).slice(0, 5)) // [ '-1.4', '-0.7', '-0.2', '0.3', '1.0' ]
 * ```
 */
export function gradedResponse(
  data: AnswerMatrix,
  { slopes = 'equal', link = 'logit', level, window }: GradedOptions = {},
): GradedFit {
  const { patterns, highest } = checkedAnswers(data)
  const answered = (answers: readonly (number | null)[]) =>
    answers.flatMap((answer, cell) => (answer === null ? [] : [{ cell, level: answer }]))
  const model: EffectModel = {
    link: links[link],
    layout: { thresholds: highest, slopes: 0, spreads: slopes === 'equal' ? 'shared' : 'by-item' },
    cells: data.items.map((_, item) => ({ item, row: [] })),
    respondents: patterns.map(({ answers, persons }) => ({ answers: answered(answers), persons })),
  }
  const found = fitEffects('graded response', namesOf(data, highest, slopes), model)
  return {
    items: data.items.map((name, item) => gradedItem(name, item, model, found, level)),
    logLikelihood: found.logLikelihood,
    persons: personDegrees(
      model,
      found.at,
      data.answers.map((answers) => ({ answers: answered(answers), persons: 1 })),
    ),
    card: modelCard({
      method: `graded response (${slopes} slopes, ${link})`,
      source: 'Samejima 1969, Psychometrika Monograph 17; Bock & Aitkin 1981, Psychometrika 46:443-459',
      observations: found.persons,
      parameters: found.at.length,
      logLikelihood: found.logLikelihood,
      iterations: found.iterations,
      window: window ?? null,
      warnings: found.warnings,
      cautions: ['All items are taken to measure one thing, and persons to be normal in it.'],
    }),
  }
}

function namesOf({ items }: AnswerMatrix, highest: readonly number[], slopes: 'equal' | 'free'): string[] {
  const thresholds = items.flatMap((item, i) =>
    Array.from({ length: highest[i] ?? 0 }, (_, k) => `${item} ${k}|${k + 1}`),
  )
  return [
    ...thresholds,
    ...(slopes === 'equal' ? ['the spread of persons'] : items.map((item) => `the slope of ${item}`)),
  ]
}

function gradedItem(
  name: string,
  item: number,
  { layout }: EffectModel,
  found: FittedEffects,
  level?: number,
): GradedItem {
  const { starts, spread } = placesOf(layout)
  const first = starts[item] ?? 0
  const last = first + (layout.thresholds[item] ?? 0)
  const labels = Array.from({ length: last - first }, (_, k) => `${name} ${k}|${k + 1}`)
  const block = found.covariance.slice(first, last).map((row) => row.slice(first, last))
  return {
    name,
    discrimination: coefficient(
      name,
      found.at[spread(item)] ?? 0,
      found.covariance[spread(item)]?.[spread(item)] ?? 0,
      level,
    ),
    thresholds: coefficients(labels, found.at.slice(first, last), block, level),
    difficulties: labels.map((label, k) => difficulty(label, first + k, spread(item), found, level)),
  }
}

/** Threshold over slope, with the variance of that ratio by the delta method. */
function difficulty(name: string, threshold: number, slope: number, { at, covariance }: FittedEffects, level?: number) {
  const a = at[slope] ?? 0
  const value = (at[threshold] ?? 0) / a
  const of = (i: number, j: number): number => covariance[i]?.[j] ?? 0
  const variance =
    (of(threshold, threshold) - 2 * value * of(threshold, slope) + value * value * of(slope, slope)) / (a * a)
  return coefficient(name, value, variance, level)
}
