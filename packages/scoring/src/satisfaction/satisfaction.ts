import type { Estimate } from '../estimate.ts'
import type { Accumulator } from '../stream/accumulator.ts'
import { type EndsOptions, type Extremes, extremes } from './extremes.ts'
import { type MeanEstimate, meanScore } from './mean.ts'
import { type Answer, countAnswers, emptyScale, mergeScales, type Scale, type ScaleState, tally } from './scale.ts'
import { bottomBox, boxShare, topBox } from './share.ts'

/** Everything one question says, the ends first and the mean last. */
export interface Satisfaction {
  readonly n: number
  readonly extremes: Extremes
  readonly topBox: Estimate
  readonly top2Box: Estimate
  readonly bottomBox: Estimate
  readonly bottom2Box: Estimate
  /** Weight per point of the scale; without weights, how many answered it. */
  readonly distribution: readonly { readonly answer: number; readonly weight: number }[]
  readonly mean: MeanEstimate
}

/**
 * Reads everything from a state.
 *
 * @throws `scoring/over-retracted`
 * @example
 * ```ts
 * import { satisfaction, scale } from '@casewell/scoring'
 *
 * const stars = scale({ min: 1, max: 5 })
 * const { n, extremes, top2Box, mean } = satisfaction(stars.addAll(stars.zero(), [5, 5, 4, 1]))
 * console.log(n, extremes.veryDissatisfied.value, top2Box.value, mean.value) // 4 0.25 0.75 3.75
 * ```
 */
export function satisfaction(state: ScaleState, options: EndsOptions = {}): Satisfaction {
  const sums = tally(state)
  return {
    n: sums.n,
    extremes: extremes(state, options, sums),
    topBox: boxShare(state, topBox(state), options, sums),
    top2Box: boxShare(state, topBox(state, 2), options, sums),
    bottomBox: boxShare(state, bottomBox(state), options, sums),
    bottom2Box: boxShare(state, bottomBox(state, 2), options, sums),
    distribution: sums.weights.map((weight, i) => ({ answer: state.min + i, weight })),
    mean: meanScore(state, options, sums),
  }
}

/**
 * The accumulator of one question with a scale of whole numbers. Its state serves {@link satisfaction}, `csat`,
 * `effort`, `extremes` and, from 0 to 10, `npsOf`.
 *
 * @throws `scoring/out-of-range` for something that is no scale; `scoring/out-of-scale` when an answer is added
 * @example
 * ```ts
 * import { scale } from '@casewell/scoring'
 *
 * const stars = scale({ min: 1, max: 5 })
 * const monday = stars.addAll(stars.zero(), [5, 5, 1, 4])
 * const tuesday = stars.addAll(stars.zero(), [1, 5])
 * const { extremes } = stars.result(stars.merge(monday, tuesday))
 * console.log(extremes.veryDissatisfied.value?.toFixed(2), extremes.veryDissatisfied.interval?.upper.toFixed(2)) // 0.33 0.70
 * ```
 */
export function scale(of: Scale): Accumulator<Answer, ScaleState, Satisfaction, EndsOptions> {
  return {
    id: `scale ${of.min}–${of.max}`,
    zero: () => emptyScale(of),
    add: (state, answer) => countAnswers(state, [answer], 1),
    addAll: (state, answers) => countAnswers(state, answers, 1),
    retract: (state, answer) => countAnswers(state, [answer], -1),
    merge: mergeScales,
    result: satisfaction,
  }
}
