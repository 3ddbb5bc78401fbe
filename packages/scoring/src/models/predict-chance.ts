import { type Estimate, type EstimateOptions, estimate, type Warning } from '../estimate.ts'
import { chanceWithDoubt } from './coefficient.ts'
import { requireDesign } from './design.ts'
import { linear } from './logistic.ts'
import type { Predictor, Refusal } from './predictor.ts'

/**
 * The chance of the outcome for one case, with the doubt of the coefficients; null from a refusal, with its reason as
 * the warning. A case outside what training spanned is marked.
 *
 * @throws `scoring/ragged-row`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { predictChance, trainPredictor } from '@casewell/scoring/models'
 *
 * const rows = Array.from({ length: 400 }, (_, i) => [i % 5])
 * const outcomes = rows.map(([reopened = 0], i) => (i * 7) % 10 < 2 * reopened)
 * const trained = trainPredictor({ names: ['reopened'], rows, outcomes }, { seed: 1 })
 * const [usual, strange] = [predictChance(trained, [4]), predictChance(trained, [9])]
 * console.log(usual.value?.toFixed(2), strange.warnings.map((w) => w.code)) // 0.63 [ 'outside-training' ]
 * ```
 */
export function predictChance(
  trained: Predictor | Refusal,
  row: readonly number[],
  options: EstimateOptions = {},
): Estimate {
  const about = {
    metric: 'chance',
    convention: 'logistic regression',
    evidence: 'model',
    n: trained.card.labelled,
  } as const
  if (trained.status === 'refused') {
    const warnings = [{ code: trained.reason, message: trained.message }]
    return estimate({ value: null, interval: null, ...about, warnings }, options)
  }
  const { height, variance } = heightOf(trained, row)
  const warnings = strange(trained, row)
  return estimate({ ...chanceWithDoubt(height, variance, options.level), ...about, warnings }, options)
}

/** The log-odds of a case, and their variance. */
export function heightOf({ names, coefficients, covariance }: Predictor, row: readonly number[]) {
  requireDesign({ names, rows: [row] })
  const whole = [1, ...row]
  const variance = whole.reduce((sum, x, i) => sum + x * linear(whole, covariance[i] ?? []), 0)
  return { height: linear(whole, coefficients), variance }
}

function strange({ names, ranges }: Predictor, row: readonly number[]): Warning[] {
  const outside = names.filter((_, j) => {
    const { min, max } = ranges[j] ?? { min: 0, max: 0 }
    return (row[j] ?? 0) < min || (row[j] ?? 0) > max
  })
  if (outside.length === 0) return []
  return [{ code: 'outside-training', message: `${outside.join(', ')}: beyond anything the model has seen.` }]
}
