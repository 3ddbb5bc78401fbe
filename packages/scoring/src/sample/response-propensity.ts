import { type Estimate, type EstimateOptions, estimate, type Warning } from '../estimate.ts'
import { LEVEL, zOf } from '../interval/proportion.ts'
import { type LogitFit, logit } from '../models/logit.ts'
import { type NonResponse, type NonResponseOptions, nonResponse } from './non-response.ts'
import { type WeightedShare, weightedShare } from './weighted-share.ts'

/** Everybody who was asked: what is known of all of them, and the answer of those who gave one. */
export interface Asked {
  /** Names of the columns of `rows`. */
  readonly names: readonly string[]
  /** What is known of each customer, answered or not: repeats, transfers, waiting, channel as 0/1 … */
  readonly rows: readonly (readonly number[])[]
  /** Satisfied, dissatisfied, or silent. */
  readonly answers: readonly (boolean | null)[]
}

/** A share corrected for who tends to answer, beside what no correction can rule out. */
export interface PropensityCorrection extends NonResponse {
  /** Respondents weighted by 1 / their propensity. */
  readonly weighted: WeightedShare
  /** The weights and a model of the answers together: right if either of the two is. */
  readonly doublyRobust: Estimate
  /** The modelled chance to answer, per customer. */
  readonly propensities: readonly number[]
  readonly fit: LogitFit
}

/**
 * Corrects a satisfaction share by who tends to answer, as far as what is known of everybody tells it. That helps when
 * silence depends on these things only; when the dissatisfied as such stay silent it changes almost nothing (measured: raw
 * 7.5 %, weighted 8.0 %, truth 20.5 %), which is why bounds and sensitivity table are part of the result.
 *
 * @throws `scoring/one-outcome` when all or none answered, or all answers agree; `scoring/separated`; `scoring/collinear`
 * @example
 * ```ts
 * import { responsePropensity } from '@casewell/scoring'
 *
 * // Half of the customers had to ask twice. 8 of 10 others answer, 7 content; 4 of 10 repeaters, 1 content.
 * const ask = (repeat: number, ...kinds: [boolean | null, number][]) =>
 *   kinds.flatMap(([answer, n]) => new Array<{ repeat: number; answer: boolean | null }>(n).fill({ repeat, answer }))
 * const asked = [...ask(0, [true, 7], [false, 1], [null, 2]), ...ask(1, [true, 1], [false, 3], [null, 6])]
 * const { respondents, weighted } = responsePropensity({
 *   names: ['repeat'], rows: asked.map(({ repeat }) => [repeat]), answers: asked.map(({ answer }) => answer),
 * })
 * console.log(respondents.value?.toFixed(4), weighted.value?.toFixed(4)) // 0.6667 0.5625
 * ```
 */
export function responsePropensity(asked: Asked, options: NonResponseOptions = {}): PropensityCorrection {
  const { names, rows, answers } = asked
  const fit = logit({ names, rows, outcomes: answers.map((answer) => answer !== null) })
  const heard = answers.flatMap((answer, i) =>
    answer === null ? [] : [{ yes: answer, weight: 1 / (fit.fitted[i] ?? 1), row: rows[i] ?? [] }],
  )
  const satisfied = heard.filter(({ yes }) => yes).length
  const plain = nonResponse({ surveyed: answers.length, responded: heard.length, satisfied }, options)
  const weighted = weightedShare(heard, options)
  return {
    ...plain,
    weighted,
    doublyRobust: doublyRobust(asked, fit, options),
    propensities: fit.fitted,
    fit,
    warnings: [...plain.warnings, notAtRandom, ...fewCarryMuch(weighted)],
  }
}

const notAtRandom: Warning = {
  code: 'missing-at-random-assumed',
  message:
    'the correction holds only if, among customers alike in these columns, silence has nothing to do with satisfaction.',
}

function fewCarryMuch({ n, effectiveN }: WeightedShare): Warning[] {
  if (effectiveN >= n / 2) return []
  return [
    {
      code: 'unequal-weights',
      message: `${n} answers, but so unequal weights that they say as much as ${effectiveN.toFixed(0)}.`,
    },
  ]
}

/**
 * Mean of `m(x) + answered/propensity · (answer − m(x))`, with the normal interval of that mean (Robins, Rotnitzky &
 * Zhao, JASA 89, 1994).
 */
function doublyRobust({ names, rows, answers }: Asked, fit: LogitFit, options: EstimateOptions): Estimate {
  const known = answers.flatMap((answer, i) => (answer === null ? [] : [{ answer, row: rows[i] ?? [] }]))
  const model = logit({ names, rows: known.map(({ row }) => row), outcomes: known.map(({ answer }) => answer) })
  const slopes = model.coefficients.map(({ value }) => value)
  const terms = rows.map((row, i) => {
    const height = row.reduce((sum, x, j) => sum + x * (slopes[j + 1] ?? 0), slopes[0] ?? 0)
    const expected = 1 / (1 + Math.exp(-height))
    const answer = answers[i]
    if (answer === null || answer === undefined) return expected
    return expected + ((answer ? 1 : 0) - expected) / (fit.fitted[i] ?? 1)
  })
  const n = terms.length
  const value = terms.reduce((sum, term) => sum + term, 0) / n
  const variance = terms.reduce((sum, term) => sum + (term - value) ** 2, 0) / (n * (n - 1))
  const level = options.level ?? LEVEL
  const half = zOf(level) * Math.sqrt(variance)
  const interval = {
    lower: Math.max(0, value - half),
    upper: Math.min(1, value + half),
    level,
    method: 'doubly-robust',
  }
  return estimate({ value, interval, n, metric: 'satisfied', convention: 'doubly robust', evidence: 'model' }, options)
}
