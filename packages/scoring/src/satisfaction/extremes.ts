import type { Estimate, Warning } from '../estimate.ts'
import { type Counted, compareShares, type ShareDifference } from '../interval/difference.ts'
import { holm } from '../interval/multiplicity.ts'
import { partOf, type ScaleState, type Tally, tally } from './scale.ts'
import { type Box, bottomBox, boxShare, type ShareOptions, topBox } from './share.ts'

/** How many points of the scale count as each end. */
export interface EndsOptions extends ShareOptions {
  /** @defaultValue 1 */
  readonly bottom?: number
  /** @defaultValue 1 */
  readonly top?: number
}

/**
 * The two groups worth a conversation. They drive what happens next (one leaves and warns others, the other stays and
 * recommends), and every mean hides both.
 */
export interface Extremes {
  readonly veryDissatisfied: Estimate
  readonly extremelyLoyal: Estimate
  /** Both ends together: how far opinions lie apart. */
  readonly polarisation: Estimate
}

/**
 * The two ends of the answers, each with its own interval.
 *
 * @throws `scoring/over-retracted`
 * @example
 * ```ts
 * import { extremes, scale } from '@casewell/scoring'
 *
 * const stars = scale({ min: 1, max: 5 })
 * const { veryDissatisfied, extremelyLoyal } = extremes(stars.addAll(stars.zero(), [5, 5, 3, 1]))
 * console.log(veryDissatisfied.value, extremelyLoyal.value) // 0.25 0.5
 * ```
 */
export function extremes(state: ScaleState, options: EndsOptions = {}, sums: Tally = tally(state)): Extremes {
  const { low, high, both } = ends(state, options)
  return {
    veryDissatisfied: boxShare(state, low, options, sums),
    extremelyLoyal: boxShare(state, high, options, sums),
    polarisation: boxShare(state, both, options, sums),
  }
}

/** A change of one end, `after − before`. */
export interface ExtremeChange extends ShareDifference {
  /** The p-value after Holm's correction for looking at both ends. */
  readonly adjustedP: number
}

/** What happened at both ends between two periods. */
export interface ExtremesChange {
  readonly veryDissatisfied: ExtremeChange
  readonly extremelyLoyal: ExtremeChange
  readonly warnings: readonly Warning[]
}

/**
 * Did the ends change? Each end by itself, `after − before`, with Newcombe's interval; the p-values are corrected for
 * looking twice (Holm).
 *
 * @throws `scoring/no-answers` when either period is empty
 * @example
 * ```ts
 * import { compareExtremes, scale } from '@casewell/scoring'
 *
 * const stars = scale({ min: 1, max: 5 })
 * const month = (ones: number, fives: number) =>
 *   stars.addAll(stars.zero(), Array.from({ length: 100 }, (_, i) => (i < ones ? 1 : i < ones + fives ? 5 : 3)))
 * const { veryDissatisfied, extremelyLoyal } = compareExtremes(month(8, 40), month(20, 30))
 * console.log(veryDissatisfied.difference.toFixed(2), veryDissatisfied.adjustedP.toFixed(3)) // 0.12 0.029
 * console.log(extremelyLoyal.difference.toFixed(2), extremelyLoyal.adjustedP.toFixed(3)) // -0.10 0.138
 * ```
 */
export function compareExtremes(before: ScaleState, after: ScaleState, options: EndsOptions = {}): ExtremesChange {
  const { low, high } = ends(before, options)
  const [lowChange, highChange] = [low, high].map((box) =>
    compareShares(counted(after, box), counted(before, box), levelOf(options)),
  ) as [ShareDifference, ShareDifference] // map keeps the length of its two boxes
  const [lowP = 1, highP = 1] = holm([lowChange.pValue, highChange.pValue])
  const smallest = Math.min(...lowChange.n)
  return {
    veryDissatisfied: { ...lowChange, adjustedP: lowP },
    extremelyLoyal: { ...highChange, adjustedP: highP },
    warnings: smallest < 10 ? [{ code: 'tiny-sample', message: `one period has only ${smallest} answers.` }] : [],
  }
}

const levelOf = ({ level }: EndsOptions) => (level === undefined ? {} : { level })

function ends(state: ScaleState, { bottom = 1, top = 1 }: EndsOptions): Readonly<Record<'low' | 'high' | 'both', Box>> {
  const low = { ...bottomBox(state, bottom), metric: 'very dissatisfied' }
  const high = { ...topBox(state, top), metric: 'extremely loyal' }
  const convention = `${low.convention} and ${high.convention}`
  const belongs = (value: number): boolean => low.belongs(value) || high.belongs(value)
  return { low, high, both: { metric: 'polarisation', convention, belongs } }
}

function counted(state: ScaleState, box: Box): Counted {
  const sums = tally(state)
  return { successes: partOf(state, sums, box.belongs).successes, n: sums.effectiveN }
}
