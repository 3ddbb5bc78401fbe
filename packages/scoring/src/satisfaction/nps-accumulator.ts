import type { NpsCounts } from '../interval/nps-interval.ts'
import type { Accumulator } from '../stream/accumulator.ts'
import { type NpsBands, type NpsOptions, type NpsScore, npsBand, npsBands, npsOfCounts } from './nps.ts'
import { scale } from './satisfaction.ts'
import { type Answer, partOf, type ScaleState, tally } from './scale.ts'

/**
 * The Net Promoter Score of a state from a 0–10 scale (or the scale of the bands given).
 *
 * @throws `scoring/over-retracted`
 * @example
 * ```ts
 * import { npsOf, scale } from '@casewell/scoring'
 *
 * const answers = scale({ min: 0, max: 10 })
 * const score = npsOf(answers.addAll(answers.zero(), [10, 9, 8, 3]))
 * console.log(score.points, score.counts) // 25 { detractors: 1, passives: 1, promoters: 2 }
 * ```
 */
export function npsOf(state: ScaleState, options: NpsOptions = {}): NpsScore {
  const bands = options.bands ?? { ...npsBands, min: state.min, max: state.max }
  const sums = tally(state)
  const part = (band: string): number =>
    sums.n === 0 ? 0 : partOf(state, sums, (value) => npsBand(value, bands) === band).successes
  const [detractors, promoters] = [part('detractors'), part('promoters')]
  const effective = { detractors, promoters, passives: Math.max(0, sums.effectiveN - detractors - promoters) }
  return npsOfCounts(plainCounts(state, bands), { ...options, bands }, effective)
}

/** How many answers fell into each band, weights aside. */
function plainCounts(state: ScaleState, bands: NpsBands): NpsCounts {
  const counts = { detractors: 0, passives: 0, promoters: 0 }
  state.counts.forEach((count, i) => {
    const value = state.min + i
    counts[npsBand(value, bands)] += count + (state.weighted[String(value)]?.count ?? 0)
  })
  return counts
}

/**
 * The accumulator of the Net Promoter Score. Its state is that of {@link scale}: the whole distribution, so that the
 * ends and other bands can be read from it later.
 *
 * @example
 * ```ts
 * import { nps } from '@casewell/scoring'
 *
 * const score = nps()
 * const state = score.addAll(score.zero(), [10, 9, 3])
 * const changed = score.add(score.retract(state, 3), 8) // the customer changed her mind
 * console.log(score.result(changed).points?.toFixed(0)) // 67
 * ```
 */
export function nps(bands: NpsBands = npsBands): Accumulator<Answer, ScaleState, NpsScore, NpsOptions> {
  const answers = scale(bands)
  return {
    ...answers,
    id: `nps ${bands.min}–${bands.max}`,
    result: (state, options) => npsOf(state, { bands, ...options }),
  }
}
