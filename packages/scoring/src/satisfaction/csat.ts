import { type Estimate, estimate, noEstimate } from '../estimate.ts'
import { npsInterval } from '../interval/nps-interval.ts'
import {
  type Convention,
  type CsatConvention,
  csatConventions,
  type EffortConvention,
  effortConventions,
  requireScale,
} from './conventions.ts'
import { meanScore } from './mean.ts'
import { partOf, type ScaleState, type Tally, tally } from './scale.ts'
import { boxShare, type ShareOptions } from './share.ts'

/**
 * CSAT under a named convention; shares are 0…1, net scores −1…1.
 *
 * @throws `scoring/unlike-states` when the convention is made for another scale
 * @example
 * ```ts
 * import { csat, scale } from '@casewell/scoring'
 *
 * const stars = scale({ min: 1, max: 5 })
 * const state = stars.addAll(stars.zero(), [5, 5, 4, 3, 1])
 * console.log(csat(state).value, csat(state, { convention: 'freescout' }).value?.toFixed(1)) // 0.6 0.2
 * ```
 */
export function csat(
  state: ScaleState,
  options: ShareOptions & { readonly convention?: CsatConvention } = {},
): Estimate {
  const { convention = 'top-2-box' } = options
  return scored(state, 'csat', convention, csatConventions[convention], options)
}

/**
 * Customer effort (CES 2.0) under a named convention; more is easier.
 *
 * @throws `scoring/unlike-states` when the convention is made for another scale
 * @example
 * ```ts
 * import { effort, scale } from '@casewell/scoring'
 *
 * const ease = scale({ min: 1, max: 7 })
 * const state = ease.addAll(ease.zero(), [7, 6, 5, 4, 2])
 * console.log(effort(state).value, effort(state, { convention: 'nicereply' }).value) // 0.6 4.8
 * ```
 */
export function effort(
  state: ScaleState,
  options: ShareOptions & { readonly convention?: EffortConvention } = {},
): Estimate {
  const { convention = 'gartner' } = options
  return scored(state, 'ces', convention, effortConventions[convention], options)
}

function scored(
  state: ScaleState,
  metric: string,
  name: string,
  convention: Convention,
  options: ShareOptions,
): Estimate {
  requireScale(name, convention, state)
  const { kind, good = () => false, bad = () => false } = convention
  if (kind === 'mean') return { ...meanScore(state, options), metric, convention: name }
  const isGood = (value: number): boolean => good(value, state)
  if (kind === 'share') return boxShare(state, { metric, convention: name, belongs: isGood }, options)
  return netScore(state, { metric, convention: name, good: isGood, bad: (value) => bad(value, state) }, options)
}

interface Net {
  readonly metric: string
  readonly convention: string
  readonly good: (value: number) => boolean
  readonly bad: (value: number) => boolean
}

/** Share of good minus share of bad answers: the same kind of number as an NPS, and the same interval (Tango's). */
function netScore(state: ScaleState, net: Net, options: ShareOptions, sums: Tally = tally(state)): Estimate {
  const { metric, convention } = net
  const { n, effectiveN } = sums
  if (n === 0) return noEstimate(metric, convention, options)
  const promoters = partOf(state, sums, net.good).successes
  const detractors = partOf(state, sums, net.bad).successes
  const passives = Math.max(0, effectiveN - promoters - detractors)
  const interval = npsInterval(
    { detractors, passives, promoters },
    options.level === undefined ? {} : { level: options.level },
  )
  return estimate(
    { value: (promoters - detractors) / effectiveN, interval, n, effectiveN, metric, convention },
    options,
  )
}
