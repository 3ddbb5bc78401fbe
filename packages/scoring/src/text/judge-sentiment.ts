import { type Estimate, type EstimateOptions, estimate } from '../estimate.ts'
import { chanceWithDoubt } from '../models/coefficient.ts'
import { linear } from '../models/logistic.ts'
import type { PredictorCard, Refusal } from '../models/predictor.ts'
import { scoreOf, weightIn } from './naive-bayes.ts'
import { characterNgrams, type NgramLengths } from './ngram-counts.ts'

/** A trained judge of texts. Plain JSON. */
export interface SentimentModel {
  readonly status: 'ready'
  readonly lengths: Required<NgramLengths>
  /** By run, ascending. */
  readonly weights: readonly (readonly [gram: string, weight: number])[]
  /** From the sum of weights to the log-odds of a positive text. */
  readonly calibration: {
    readonly intercept: number
    readonly slope: number
    readonly covariance: readonly (readonly number[])[]
  }
  readonly card: PredictorCard
}

/**
 * The chance that a text is positive. The interval holds the doubt of the calibration; how well chances hold is in the
 * card's validation. null from a refusal, and for a text of which no character run is known.
 *
 * @example
 * ```ts
 * import { judgeSentiment, trainSentiment } from '@casewell/scoring/text'
 *
 * const few = [{ text: 'solved at once', positive: true }, { text: 'still broken', positive: false }]
 * const judgement = judgeSentiment(trainSentiment(few, { seed: 1 }), 'broken again')
 * console.log(judgement.value, judgement.warnings.map((w) => w.code)) // null [ 'tiny-sample', 'too-few-labelled' ]
 * ```
 */
export function judgeSentiment(model: SentimentModel | Refusal, text: string, options: EstimateOptions = {}): Estimate {
  const about = {
    metric: 'chance of positive',
    convention: 'naive Bayes on character runs',
    evidence: 'model',
  } as const
  const nothing = { value: null, interval: null, n: model.card.labelled, ...about }
  if (model.status === 'refused') {
    return estimate({ ...nothing, warnings: [{ code: model.reason, message: model.message }] }, options)
  }
  const grams = characterNgrams(model.lengths)(text)
  const { score, known } = scoreOf((gram) => weightIn(model.weights, gram), grams)
  if (known === 0) {
    const message = 'no run of its characters was in the training texts.'
    return estimate({ ...nothing, warnings: [{ code: 'no-known-run', message }] }, options)
  }
  const { intercept, slope, covariance } = model.calibration
  const by = [1, score]
  const variance = by.reduce((sum, x, i) => sum + x * linear(by, covariance[i] ?? []), 0)
  return estimate({ ...nothing, ...chanceWithDoubt(intercept + slope * score, variance, options.level) }, options)
}
