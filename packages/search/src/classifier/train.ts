import { type Analyzer, analyzer } from '../analyzer.ts'
import { learningErrors } from '../errors.ts'
import { inSteps } from '../in-steps.ts'
import { fingerprint } from '../snapshot/made-with.ts'
import { calibrate, probabilityOf } from './calibration.ts'
import { Classifier } from './classifier.ts'
import { type Example, learnModel } from './model.ts'
import { rehearse } from './rehearsal.ts'
import { chooseThresholds } from './thresholds.ts'

/** How to train. */
export interface TrainOptions {
  /** @defaultValue `analyzer()` */
  readonly analyzer?: Analyzer
  /** 0…1: of the texts called known, at least this share is rightly answered. @defaultValue 0.95 */
  readonly precision?: number
  /** 0…1: of the texts that would be rightly answered, at most this share is called new. @defaultValue 0.05 */
  readonly missed?: number
  /** 0…1: the share of all texts that is expected to be new. @defaultValue 0.2 */
  readonly newShare?: number
  /** Stops the training; the promise then rejects with its reason. */
  readonly signal?: AbortSignal
}

/**
 * Trains a classifier on examples: cases, each with the article that solved it. Takes seconds for thousands of
 * examples, in short steps between which other work goes on. The same examples give the same classifier.
 *
 * @throws `search/too-few-examples`, `search/bad-share`
 * @example
 * ```ts
 * import { trainClassifier } from '@casewell/search/classifier'
 *
 * const card = ['my card is lost', 'I lost my card', 'card gone', 'lost the card', 'where is my card']
 * const pin = ['I forgot my pin', 'pin forgotten', 'new pin please', 'change my pin', 'what is my pin']
 * const examples = [...card.map((text) => ({ text, label: 'card' })), ...pin.map((text) => ({ text, label: 'pin' }))]
 * const classifier = await trainClassifier(examples)
 * console.log(classifier.classify('lost card').label) // card
 * ```
 */
export async function trainClassifier(examples: readonly Example[], options: TrainOptions = {}): Promise<Classifier> {
  const { precision = 0.95, missed = 0.05, newShare = 0.2, signal } = options
  checkShares({ precision, missed, newShare })
  const words = options.analyzer ?? analyzer()
  const labels = new Set(examples.map(({ label }) => label)).size
  if (labels < 2) throw learningErrors['too-few-examples']({ examples: examples.length, labels })
  const outcomes = await inSteps(rehearse(examples, words, newShare), signal)
  const calibration = calibrate(outcomes)
  const rated = outcomes.map((outcome) => ({ ...outcome, probability: probabilityOf(calibration, outcome) }))
  const thresholds = chooseThresholds(rated, precision, missed)
  const model = await inSteps(learnModel(examples, words), signal)
  const report = { ...thresholds, examples: examples.length, labels, tried: outcomes.length }
  return new Classifier({ model, calibration, report, analyzer: fingerprint(words) })
}

function checkShares(shares: Readonly<Record<string, number>>): void {
  for (const [option, share] of Object.entries(shares))
    if (!(share >= 0 && share < 1)) throw learningErrors['bad-share']({ option, share })
}
