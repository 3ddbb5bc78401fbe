import { isCasewellError } from '@casewell/errors'
import type { TimeRange } from '../estimate.ts'
import { requireWhole } from '../require.ts'
import { requireDesign } from './design.ts'
import { modelErrors } from './errors.ts'
import { customerFolds, laterSplit, type Split } from './folds.ts'
import { requireSameLength } from './input.ts'
import { linear, logistic } from './logistic.ts'
import { type BinaryData, logit } from './logit.ts'
import { type ModelCard, modelCard } from './model-card.ts'
import { heldOut, thinSkill, type Validation, validated } from './validation.ts'

/** Labelled cases to learn from. */
export interface LabelledData extends Omit<BinaryData, 'weights'> {
  /** Whose case each is; without them, every case is taken for another customer's. */
  readonly customers?: readonly string[]
  /** When each case was, in milliseconds since 1970; needed to validate on later cases. */
  readonly atMs?: readonly number[]
}

/** What must be there before single cases are predicted. Measured: below 200 labels the skill is negative. */
export const GATE = { labelled: 200, ofEachOutcome: 20 } as const

/** Why single cases are not predicted. */
export type RefusalReason = 'too-few-labelled' | 'too-few-of-one-outcome' | 'not-fitted' | 'not-validated' | 'no-skill'

/** Everything one should know before believing a prediction. */
export interface PredictorCard extends ModelCard {
  readonly labelled: number
  /** The share of the labelled cases with the outcome. */
  readonly prevalence: number
  /** null when it did not come to that. */
  readonly validation: Validation | null
}

/** A model that has shown to say more than the base rate. Plain data. */
export interface Predictor {
  readonly status: 'ready'
  readonly names: readonly string[]
  /** The intercept first. */
  readonly coefficients: readonly number[]
  readonly covariance: readonly (readonly number[])[]
  /** What each column spanned in training. */
  readonly ranges: readonly { readonly min: number; readonly max: number }[]
  readonly card: PredictorCard
}

/** The answer where data do not carry a model: a result, not an error. */
export interface Refusal {
  readonly status: 'refused'
  readonly reason: RefusalReason
  readonly message: string
  readonly card: PredictorCard
}

/** How a predictor is trained and tried. */
export interface TrainingOptions {
  /** Deals customers to folds; the same seed gives the same folds. */
  readonly seed: number | string
  /** `customers`: by cross-validation over customers. `later`: on the last three tenths of the time, the stricter test. */
  readonly validation?: 'customers' | 'later'
  /** @defaultValue 10 */
  readonly folds?: number
  readonly window?: TimeRange
}

/**
 * Learns to tell single cases by logistic regression, and refuses where data do not carry it: with fewer than 200
 * labelled cases or 20 of each outcome, or when chances for held-out customers do no better than the base rate.
 *
 * @throws `scoring/out-of-range`, `scoring/ragged-row`, `scoring/unequal-lengths`, `scoring/no-times`
 * @example
 * ```ts
 * import { predictChance, trainPredictor } from '@casewell/scoring/models'
 *
 * const rows = Array.from({ length: 400 }, (_, i) => [i % 5])
 * const outcomes = rows.map(([reopened = 0], i) => (i * 7) % 10 < 2 * reopened)
 * const trained = trainPredictor({ names: ['reopened'], rows, outcomes }, { seed: 1 })
 * console.log(trained.status, predictChance(trained, [4]).value?.toFixed(2)) // ready 0.63
 *
 * const early = trainPredictor({ names: ['reopened'], rows: rows.slice(0, 60), outcomes: outcomes.slice(0, 60) }, { seed: 1 })
 * console.log(early.status, predictChance(early, [4]).value) // refused null
 * ```
 */
export function trainPredictor(data: LabelledData, options: TrainingOptions): Predictor | Refusal {
  const { rows, outcomes } = checkedLabels(data)
  const events = outcomes.filter(Boolean).length
  const rarer = Math.min(events, rows.length - events)
  const refuse = (reason: RefusalReason, message: string, validation: Validation | null = null): Refusal => ({
    status: 'refused',
    reason,
    message,
    card: cardOf(data, options, validation),
  })
  if (rows.length < GATE.labelled)
    return refuse('too-few-labelled', `${rows.length} labelled cases, ${GATE.labelled} needed.`)
  if (rarer < GATE.ofEachOutcome) {
    return refuse('too-few-of-one-outcome', `${rarer} cases of the rarer outcome, ${GATE.ofEachOutcome} needed.`)
  }
  try {
    const validation = validate(data, options)
    if (validation === undefined) return refuse('not-validated', 'the held-out cases show one outcome only.')
    const skill = validation.skill.value ?? 0
    if (!(skill > 0))
      return refuse(
        'no-skill',
        `skill ${skill.toFixed(3)} on held-out cases: no better than the base rate.`,
        validation,
      )
    return ready(data, options, validation)
  } catch (error) {
    if (!isUnfit(error)) throw error
    return refuse('not-fitted', error.message)
  }
}

function checkedLabels(data: LabelledData): LabelledData {
  requireDesign(data)
  requireSameLength('rows and outcomes', data.rows, data.outcomes)
  requireSameLength('rows and customers', data.rows, data.customers ?? data.rows)
  requireSameLength('rows and times', data.rows, data.atMs ?? data.rows)
  return data
}

/** Errors that say of the data, not of the call, that they carry no model. */
const isUnfit = (error: unknown): error is Error =>
  ['separated', 'collinear', 'no-convergence', 'one-outcome'].some((name) => isCasewellError(error, `scoring/${name}`))

function part(data: LabelledData, indices: readonly number[]): BinaryData {
  return {
    names: data.names,
    rows: indices.map((i) => data.rows[i] ?? []),
    outcomes: indices.map((i) => data.outcomes[i] ?? false),
  }
}

function validate(
  data: LabelledData,
  { seed, validation = 'customers', folds = 10 }: TrainingOptions,
): Validation | undefined {
  requireWhole('the number of folds', folds, 2, 100)
  const customers = data.customers ?? data.rows.map((_, i) => `${i}`)
  if (validation === 'later' && data.atMs === undefined) throw modelErrors['no-times']()
  const splits =
    validation === 'later' ? [laterSplit(customers, data.atMs ?? [])] : customerFolds(customers, folds, seed)
  const chancesOf = ({ train, test }: Split): number[] => {
    const at = logit(part(data, train)).coefficients.map(({ value }) => value)
    return test.map((i) => logistic(linear([1, ...(data.rows[i] ?? [])], at)))
  }
  const cases = heldOut(
    splits.filter(({ test }) => test.length > 0),
    data.outcomes,
    chancesOf,
  )
  if (new Set(cases.map(({ happened }) => happened)).size < 2) return undefined
  const design = validation === 'later' ? 'later cases of new customers' : `${folds} folds of customers`
  return validated(design, cases)
}

function ready(data: LabelledData, options: TrainingOptions, validation: Validation): Predictor {
  const fit = logit({ names: data.names, rows: data.rows, outcomes: data.outcomes })
  return {
    status: 'ready',
    names: data.names,
    coefficients: fit.coefficients.map(({ value }) => value),
    covariance: fit.covariance,
    ranges: data.names.map((_, j) => {
      const column = data.rows.map((row) => row[j] ?? 0)
      const pick = (of: (a: number, b: number) => number): number => column.reduce((a, b) => of(a, b))
      return { min: pick(Math.min), max: pick(Math.max) }
    }),
    card: cardOf(data, options, validation, fit.card),
  }
}

function cardOf(
  { rows, outcomes, names }: LabelledData,
  { window }: TrainingOptions,
  validation: Validation | null,
  fitted?: ModelCard,
): PredictorCard {
  const drawn =
    fitted ??
    modelCard({
      method: 'logistic regression',
      source: 'McCullagh & Nelder 1989, Generalized Linear Models, chapter 4',
      observations: rows.length,
      parameters: names.length + 1,
    })
  return {
    ...drawn,
    window: window ?? null,
    warnings: [...drawn.warnings, ...(validation === null ? [] : thinSkill(validation))],
    cautions: ['A chance is not a verdict on a customer: use it to decide whom to ask, not what to record.'],
    labelled: rows.length,
    prevalence: rows.length === 0 ? 0 : outcomes.filter(Boolean).length / rows.length,
    validation,
  }
}
