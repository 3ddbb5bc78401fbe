import { inputErrors } from '../errors.ts'
import { type Estimate, type EstimateOptions, estimate, type Interval } from '../estimate.ts'
import { npsInterval } from '../interval/nps-interval.ts'
import { shareEstimate } from '../interval/share-estimate.ts'
import { signTest } from '../numeric/binomial.ts'
import { requireWithin } from '../require.ts'
import { type KanoCategory, tieOrder } from './table.ts'

/** How many answers fell into each category. */
export type KanoCounts = Readonly<Record<KanoCategory, number>>

/** The category of a feature and how firmly it stands. */
export interface KanoVerdict {
  readonly category: KanoCategory
  readonly second: KanoCategory
  /** Did the rule M > O > A > I > R > Q decide? */
  readonly isTie: boolean
  /** Lead of the first over the second, as a share of all answers; below 6 % the category is mixed (Lee & Newcomb 1997). */
  readonly strength: Estimate
  /** Share of all answers that want the feature in some way: (A + O + M)/n (Lee & Newcomb 1997). */
  readonly totalStrength: Estimate
  /** Exact two-sided sign test: are the first and the second equally frequent? */
  readonly pValue: number
}

/**
 * The most frequent category. The lead's interval is that of a difference of two shares of one sample (Tango's); the
 * winner was picked by the same data, so read it as flattering.
 *
 * @throws `scoring/no-answers`, `scoring/out-of-range` for a count below zero
 * @example
 * ```ts
 * import { kanoVerdict } from '@casewell/scoring/kano'
 *
 * // 2 · (1 + 10 + 45) / 2¹⁰
 * const { category, second, pValue } = kanoVerdict({ A: 8, O: 2, M: 0, I: 1, R: 0, Q: 0 })
 * console.log(category, second, pValue.toFixed(6)) // A O 0.109375
 * ```
 */
export function kanoVerdict(counts: KanoCounts, options: EstimateOptions = {}): KanoVerdict {
  const n = sizeOf(counts)
  if (n === 0) throw inputErrors['no-answers']({ measure: 'a Kano category' })
  const ranked = [...tieOrder].sort((a, b) => counts[b] - counts[a])
  const [category = 'I', second = 'I'] = ranked
  const [promoters, detractors] = [counts[category], counts[second]]
  const passives = n - promoters - detractors
  const interval = npsInterval(
    { promoters, detractors, passives },
    options.level === undefined ? {} : { level: options.level },
  )
  const total = { metric: 'total strength', convention: '(A + O + M) / all answers' }
  const named = { metric: 'category strength', convention: 'first − second category, of all answers' }
  return {
    category,
    second,
    isTie: promoters === detractors,
    strength: estimate({ ...named, value: (promoters - detractors) / n, interval, n }, options),
    totalStrength: shareEstimate(counts.A + counts.O + counts.M, n, total, options),
    pValue: signTest(promoters, detractors),
  }
}

/** What having a feature wins, and what lacking it loses. */
export interface KanoIndices {
  /** (A + O)/(A + O + M + I), 0…1: how many more are satisfied if it is there. */
  readonly better: Estimate
  /** −(O + M)/(A + O + M + I), −1…0: how many more are dissatisfied if it is missing. */
  readonly worse: Estimate
}

/**
 * Better and worse (Timko, in Berger et al. 1993), each with Wilson's interval. Counts may be percentages or weights;
 * then pass the number of answers behind them.
 *
 * @param n - answers behind the four counts, when these are no counts
 * @throws `scoring/out-of-range` for a count below zero
 * @example
 * ```ts
 * import { kanoIndices } from '@casewell/scoring/kano'
 *
 * const { better, worse } = kanoIndices({ A: 4, O: 3, M: 2, I: 1 })
 * console.log(better.value, worse.value) // 0.7 -0.5
 * ```
 */
export function kanoIndices(
  counts: Omit<KanoCounts, 'R' | 'Q'>,
  options: EstimateOptions = {},
  n?: number,
): KanoIndices {
  const { A, O, M, I } = counts
  for (const count of [A, O, M, I]) requireWithin('a count', count, 0)
  const all = A + O + M + I
  const scale = n === undefined || all === 0 ? 1 : n / all
  const index = (count: number, metric: string, convention: string): Estimate =>
    shareEstimate(Math.min(count, all) * scale, all * scale, { metric, convention }, options)
  const better = index(A + O, 'better', '(A + O)/(A + O + M + I)')
  const worse = index(O + M, 'worse', '−(O + M)/(A + O + M + I)')
  return { better, worse: negative(worse) }
}

/** Fong's test of the category, and why not to rely on it. */
export interface FongTest {
  readonly difference: number
  readonly threshold: number
  readonly isSignificant: boolean
  readonly caution: string
}

/**
 * D. Fong's test (Using the self-stated importance questionnaire to interpret Kano questionnaire results, 1996), kept
 * for comparison with old reports.
 *
 * @example
 * ```ts
 * import { fongTest } from '@casewell/scoring/kano'
 *
 * // 1.65 · √(80 · 120 / 200)
 * const { difference, threshold, isSignificant } = fongTest({ A: 5, O: 30, M: 50, I: 15, R: 0, Q: 0 })
 * console.log(difference, threshold.toFixed(2), isSignificant) // 20 11.43 true
 * ```
 */
export function fongTest(counts: KanoCounts): FongTest {
  const n = sizeOf(counts)
  const [a = 0, b = 0] = tieOrder.map((category) => counts[category]).sort((x, y) => y - x)
  const threshold = n === 0 ? Number.POSITIVE_INFINITY : 1.65 * Math.sqrt(((a + b) * (2 * n - a - b)) / (2 * n))
  const caution =
    'it treats two cells of one sample as independent: at its nominal 10 % it calls 14–24 % of equal categories different. Use the sign test.'
  return { difference: a - b, threshold, isSignificant: a - b >= threshold, caution }
}

/** All answers, the reverse and the questionable included. */
const sizeOf = (counts: KanoCounts): number => tieOrder.reduce((sum, category) => sum + counts[category], 0)

function negative(positive: Estimate): Estimate {
  const { value, interval } = positive
  const turned = (i: Interval): Interval => ({ ...i, lower: 0 - i.upper, upper: 0 - i.lower })
  return {
    ...positive,
    value: value === null ? null : 0 - value,
    interval: interval === null ? null : turned(interval),
  }
}
