import type { Estimate, EstimateOptions, Warning } from '../estimate.ts'
import { shareEstimate } from '../interval/share-estimate.ts'
import type { Accumulator } from '../stream/accumulator.ts'
import { type KanoPosition, kanoPosition, type Spread, spreadOf } from './continuous.ts'
import { type KanoCurve, kanoCurve } from './curve.ts'
import {
  type FongTest,
  fongTest,
  type KanoCounts,
  type KanoIndices,
  type KanoVerdict,
  kanoIndices,
  kanoVerdict,
} from './kano-counts.ts'
import {
  countKano,
  joinKano,
  type KanoAnswer,
  type KanoCells,
  type KanoState,
  requireKanoCounts,
} from './kano-state.ts'
import { type KanoTable, kanoTables, tieOrder } from './table.ts'

/** Everything that the answers say about one feature. */
export interface KanoFeature extends KanoVerdict, KanoIndices {
  readonly feature: string
  /** All answers, the reverse and the questionable included. */
  readonly n: number
  readonly counts: KanoCounts
  /** Present when it was asked for. */
  readonly fong?: FongTest
  readonly position: KanoPosition
  /** Mean self-stated importance, 1–9: for the size of a bubble, never for a decision. */
  readonly importance: Spread
  /** null for categories without a curve, and without answers. */
  readonly curve: KanoCurve | null
  /** Share of pairs that contradict themselves. */
  readonly questionable: Estimate
  /** Share of pairs that want the feature gone. */
  readonly reverse: Estimate
  readonly warnings: readonly Warning[]
}

/** Level and window; which table; whether Fong's test should come along. */
export interface KanoOptions extends EstimateOptions {
  readonly table?: KanoTable
  readonly withFong?: boolean
}

/**
 * The accumulator of a Kano survey. Features are listed as they first came.
 *
 * @throws `scoring/out-of-scale` when an answer is added
 * @example
 * ```ts
 * import { kano } from '@casewell/scoring/kano'
 *
 * const survey = kano()
 * const state = survey.addAll(survey.zero(), [
 *   { feature: 'call back', functional: 1, dysfunctional: 3 },
 *   { feature: 'call back', functional: 1, dysfunctional: 4 },
 *   { feature: 'call back', functional: 2, dysfunctional: 5 },
 * ])
 * const [feature] = survey.result(state)
 * console.log(feature?.category, feature?.better.value?.toFixed(2), feature?.worse.value?.toFixed(2)) // A 0.67 -0.33
 * ```
 */
export function kano(): Accumulator<KanoAnswer, KanoState, readonly KanoFeature[], KanoOptions> {
  return {
    id: 'kano',
    zero: () => ({ v: 1, features: {} }),
    add: (state, answer) => countKano(state, [answer], 1),
    addAll: (state, answers) => countKano(state, answers, 1),
    retract: (state, answer) => countKano(state, [answer], -1),
    merge: joinKano,
    result: (state, options = {}) =>
      Object.entries(state.features).map(([feature, cells]) => kanoFeature(feature, cells, options)),
  }
}

/**
 * Reads one feature.
 *
 * @throws `scoring/no-answers`, `scoring/over-retracted`
 * @example
 * ```ts
 * import { kano, kanoFeature } from '@casewell/scoring/kano'
 *
 * const { add, zero } = kano()
 * const { features } = add(zero(), { feature: 'call back', functional: 1, dysfunctional: 5 })
 * const { category, warnings } = kanoFeature('call back', features['call back'] ?? { cells: [], importance: [] })
 * console.log(category, warnings.map((w) => w.code)) // O [ 'tiny-sample', 'undecided-category' ]
 * ```
 */
export function kanoFeature(feature: string, answers: KanoCells, options: KanoOptions = {}): KanoFeature {
  requireKanoCounts(feature, answers)
  const counts = kanoCounts(answers.cells, options.table)
  const verdict = kanoVerdict(counts, options)
  const indices = kanoIndices(counts, options)
  const n = verdict.strength.n
  const [better, worse] = [indices.better.value, indices.worse.value]
  const share = (count: number, metric: string): Estimate =>
    shareEstimate(count, n, { metric, convention: 'of all pairs' }, options)
  return {
    feature,
    n,
    counts,
    ...verdict,
    ...indices,
    ...(options.withFong === true ? { fong: fongTest(counts) } : {}),
    position: kanoPosition(answers.cells, options),
    importance: spreadOf([1, 2, 3, 4, 5, 6, 7, 8, 9], answers.importance, 'importance', options),
    curve: better === null || worse === null ? null : kanoCurve(verdict.category, better, worse),
    questionable: share(counts.Q, 'questionable'),
    reverse: share(counts.R, 'reverse'),
    warnings: doubts(verdict, counts, n),
  }
}

/**
 * The 25 cells as categories.
 *
 * @param cells - counts, by functional answer 1–5, then dysfunctional
 * @example
 * ```ts
 * import { kanoCounts } from '@casewell/scoring/kano'
 *
 * // Three like it and could live without it, four do not care.
 * const cells = Array.from({ length: 25 }, (_, i) => (i === 3 ? 3 : i === 12 ? 4 : 0))
 * console.log(kanoCounts(cells)) // { A: 3, O: 0, M: 0, I: 4, R: 0, Q: 0 }
 * ```
 */
export function kanoCounts(cells: readonly number[], table: KanoTable = kanoTables.standard): KanoCounts {
  const counts = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 }
  table.forEach((row, i) => {
    row.forEach((category, j) => {
      counts[category] += cells[5 * i + j] ?? 0
    })
  })
  return counts
}

/** A category that is not clearly ahead is no ground for a decision; nor are answers that contradict themselves. */
function doubts({ pValue, strength, second, category }: KanoVerdict, counts: KanoCounts, n: number): Warning[] {
  if (n === 0) return []
  const percent = (count: number): string => `${((100 * count) / n).toFixed(0)} %`
  const warnings: Warning[] = []
  if (n < 10)
    warnings.push({ code: 'tiny-sample', message: `only ${n} answers: read the intervals, not the category.` })
  if (pValue > 0.05) {
    const message = `${category} leads ${second} by ${(100 * (strength.value ?? 0)).toFixed(0)} % of the answers, which chance explains (p = ${pValue.toFixed(2)}).`
    warnings.push({ code: 'undecided-category', message })
  }
  if (counts.Q > 0.05 * n) {
    const message = `${percent(counts.Q)} of the pairs contradict themselves: the question may be unclear.`
    warnings.push({ code: 'questionable-answers', message })
  }
  if (counts.R > 0.1 * n) {
    const message = `${percent(counts.R)} do not want the feature: turn the question round and ask again, or split the segment.`
    warnings.push({ code: 'reverse-answers', message })
  }
  return warnings
}

/** All categories, in the order of the tie rule. */
export const kanoCategories = tieOrder
