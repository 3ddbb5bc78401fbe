import { type Estimate, type EstimateOptions, estimate, noEstimate } from '../estimate.ts'
import { type ProportionMethod, proportionInterval } from '../interval/proportion.ts'
import { partOf, type ScaleState, type Tally, tally } from './scale.ts'

/** Level, window, and the interval method of shares (Wilson unless told otherwise). */
export interface ShareOptions extends EstimateOptions {
  readonly method?: ProportionMethod
}

/** Which answers a share counts, and under which name. */
export interface Box {
  readonly metric: string
  readonly convention: string
  readonly belongs: (value: number) => boolean
}

/** The share of the answers that belong to a box. */
export function boxShare(
  state: ScaleState,
  box: Box,
  options: ShareOptions = {},
  sums: Tally = tally(state),
): Estimate {
  const { metric, convention } = box
  if (sums.n === 0) return noEstimate(metric, convention, options)
  const { share, successes } = partOf(state, sums, box.belongs)
  const interval = proportionInterval(Math.min(successes, sums.effectiveN), sums.effectiveN, options)
  return estimate({ value: share, interval, n: sums.n, effectiveN: sums.effectiveN, metric, convention }, options)
}

/** The k highest points of a scale. */
export function topBox(scale: ScaleState, k = 1): Box {
  const convention = `${k} highest of ${scale.min}–${scale.max}`
  return { metric: k === 1 ? 'top-box' : `top-${k}-box`, convention, belongs: (value) => value > scale.max - k }
}

/** The k lowest points of a scale. */
export function bottomBox(scale: ScaleState, k = 1): Box {
  const convention = `${k} lowest of ${scale.min}–${scale.max}`
  return { metric: k === 1 ? 'bottom-box' : `bottom-${k}-box`, convention, belongs: (value) => value < scale.min + k }
}
