import type { TimeRange } from '../estimate.ts'
import { modelCard } from '../models/model-card.ts'
import { GATE, type PredictorCard, type Refusal, type RefusalReason } from '../models/predictor.ts'
import { thinSkill, type Validation, validated } from '../models/validation.ts'
import { requirePositive, requireWhole } from '../require.ts'
import { calibrated, hasBothEverywhere, heldOutScores, plattOf, type TrainingText } from './held-out-texts.ts'
import type { SentimentModel } from './judge-sentiment.ts'
import { ngramWeights, type WeightOptions } from './naive-bayes.ts'
import type { NgramLengths } from './ngram-counts.ts'

/** How to train. */
export interface SentimentTraining extends NgramLengths, Partial<WeightOptions> {
  /** Deals authors to folds. */
  readonly seed: number | string
  /** @defaultValue 5 */
  readonly folds?: number
  readonly window?: TimeRange
}

/**
 * Learns from your own labelled texts how positive ones are written: naive Bayes on runs of characters, calibrated on
 * held-out texts. Made for Chinese, where words have no spaces; it works for any script. No weights come with this
 * package. It refuses as `trainPredictor` does: below 200 texts, below 20 of either kind, or without skill.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { judgeSentiment, trainSentiment } from '@casewell/scoring/text'
 *
 * const praise = ['很好吃', '送餐很快', '服务很好', '味道不错']
 * const blame = ['太慢了', '很难吃', '等了两个小时', '打电话没人接']
 * const texts = Array.from({ length: 240 }, (_, i) => {
 *   const positive = i % 2 === 0
 *   const own = positive ? praise : blame
 *   return { text: `${own[(i >> 1) % 4]}，${own[(i >> 3) % 4]}`, positive }
 * })
 * const model = trainSentiment(texts, { seed: 1 })
 * console.log(model.status, (judgeSentiment(model, '太慢了，等了两个小时').value ?? 1) < 0.5) // ready true
 * ```
 */
export function trainSentiment(texts: readonly TrainingText[], options: SentimentTraining): SentimentModel | Refusal {
  const { seed, folds = 5, from = 1, upTo = 2 } = options
  const weighing = { leastCount: options.leastCount ?? 3, smoothing: options.smoothing ?? 1 }
  requireWhole('the number of folds', folds, 3, 100)
  requirePositive('the smoothing', weighing.smoothing)
  const positive = texts.filter((text) => text.positive).length
  const refuse = (reason: RefusalReason, message: string, validation: Validation | null = null): Refusal => ({
    status: 'refused',
    reason,
    message,
    card: cardOf(texts, options, validation, 0),
  })
  if (texts.length < GATE.labelled)
    return refuse('too-few-labelled', `${texts.length} labelled texts, ${GATE.labelled} needed.`)
  const rarer = Math.min(positive, texts.length - positive)
  if (rarer < GATE.ofEachOutcome) {
    return refuse('too-few-of-one-outcome', `${rarer} texts of the rarer kind, ${GATE.ofEachOutcome} needed.`)
  }
  const { counts, scored } = heldOutScores(texts, { seed, folds, from, upTo }, weighing)
  if (!hasBothEverywhere(scored))
    return refuse('not-validated', 'some fold has texts of one kind only; use fewer folds.')
  const validation = validated(`${folds} folds of authors`, calibrated(scored))
  const skill = validation.skill.value ?? 0
  if (!(skill > 0))
    return refuse('no-skill', `skill ${skill.toFixed(3)} on held-out texts: no better than the base rate.`, validation)
  const { intercept, slope, covariance } = plattOf(scored)
  const weights = ngramWeights(counts, weighing)
  return {
    status: 'ready',
    lengths: { from, upTo },
    weights: [...weights],
    calibration: { intercept: intercept.value, slope: slope.value, covariance },
    card: cardOf(texts, options, validation, weights.size),
  }
}

function cardOf(
  texts: readonly TrainingText[],
  { window }: SentimentTraining,
  validation: Validation | null,
  weights: number,
): PredictorCard {
  const drawn = modelCard({
    method: 'naive Bayes on character runs, Platt-scaled',
    source: 'Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, chapter 13',
    observations: texts.length,
    parameters: weights + 3,
    window: window ?? null,
    cautions: [
      'It knows the trade it was trained in: texts of another trade rank worse. Sentiment is not satisfaction.',
    ],
  })
  const prevalence = texts.length === 0 ? 0 : texts.filter(({ positive }) => positive).length / texts.length
  const warnings = validation === null ? [] : thinSkill(validation)
  return { ...drawn, labelled: texts.length, prevalence, validation, warnings }
}
