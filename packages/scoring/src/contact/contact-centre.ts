import { scoringErrors } from '../errors.ts'
import type { Estimate, EstimateOptions } from '../estimate.ts'
import { requireWhole } from '../require.ts'
import type { Accumulator } from '../stream/accumulator.ts'
import { countIn, joinSums, type MeanSums, noSums } from '../stream/exact-mean.ts'
import { contactCentreOf } from './contact-centre-result.ts'

/** One offered contact, in whole milliseconds, or a stretch of time that somebody was staffed. */
export type CentreEvent =
  | {
      readonly outcome: 'answered'
      readonly waitMs: number
      readonly talkMs: number
      readonly holdMs?: number
      readonly wrapMs?: number
    }
  | { readonly outcome: 'abandoned'; readonly waitMs: number }
  | { readonly outcome: 'staffed'; readonly staffedMs: number }

/** What counts as soon. */
export interface CentreRule {
  /** A contact answered after this or sooner is answered in time. */
  readonly thresholdMs: number
  /** Who gives up after this or sooner has hardly waited. @defaultValue 5000 */
  readonly shortAbandonMs?: number
}

/** Counts and exact sums. Plain JSON. */
export interface CentreState {
  readonly v: 1
  readonly thresholdMs: number
  readonly shortAbandonMs: number
  readonly answeredIn: number
  readonly abandonedIn: number
  readonly abandonedShort: number
  readonly staffedMs: number
  /** Talk, hold and wrap of the answered. */
  readonly handle: MeanSums
  readonly answeredWait: MeanSums
  readonly abandonedWait: MeanSums
}

/** The standard figures of a contact centre, each with its doubt; times in milliseconds. */
export interface ContactCentre {
  readonly offered: number
  /** Average handle time: (talk + hold + wrap) of the answered. */
  readonly aht: Estimate
  /** Average speed of answer: the wait of the answered, not of all offered. */
  readonly asa: Estimate
  readonly meanWaitOffered: Estimate
  readonly abandonRate: Estimate
  readonly abandonRateExcludingShort: Estimate
  /** Handle time / staffed time; no value where nobody was staffed. */
  readonly occupancy: Estimate
  /** The four ways in which "80 % in 20 seconds" is counted. Say which one you promise. */
  readonly serviceLevel: {
    readonly answeredInOverOffered: Estimate
    readonly answeredInOverAnswered: Estimate
    readonly answeredPlusAbandonedInOverOffered: Estimate
    readonly answeredInOverOfferedMinusAbandonedIn: Estimate
  }
}

/**
 * The accumulator of contact-centre figures.
 *
 * @throws `scoring/out-of-range` for times that are negative or not whole milliseconds
 * @example
 * ```ts
 * import { contactCentre } from '@casewell/scoring'
 *
 * const phone = contactCentre({ thresholdMs: 20_000 })
 * const state = phone.addAll(phone.zero(), [
 *   { outcome: 'answered', waitMs: 5_000, talkMs: 180_000 },
 *   { outcome: 'answered', waitMs: 40_000, talkMs: 90_000, wrapMs: 30_000 },
 *   { outcome: 'abandoned', waitMs: 60_000 },
 * ])
 * const { asa, serviceLevel } = phone.result(state)
 * console.log(asa.value, serviceLevel.answeredInOverOffered.value?.toFixed(2)) // 22500 0.33
 * ```
 */
export function contactCentre(rule: CentreRule): Accumulator<CentreEvent, CentreState, ContactCentre, EstimateOptions> {
  const thresholdMs = requireWhole('the threshold (ms)', rule.thresholdMs)
  const shortAbandonMs = requireWhole('the short abandon (ms)', rule.shortAbandonMs ?? 5000)
  const add = (state: CentreState, event: CentreEvent): CentreState => count(state, event, 1)
  return {
    id: `contact-centre ${thresholdMs} ${shortAbandonMs}`,
    zero: () => ({
      v: 1,
      thresholdMs,
      shortAbandonMs,
      answeredIn: 0,
      abandonedIn: 0,
      abandonedShort: 0,
      staffedMs: 0,
      handle: noSums,
      answeredWait: noSums,
      abandonedWait: noSums,
    }),
    add,
    addAll: (state, events) => [...events].reduce(add, state),
    retract: (state, event) => count(state, event, -1),
    merge,
    result: contactCentreOf,
  }
}

function count(state: CentreState, event: CentreEvent, times: 1 | -1): CentreState {
  if (event.outcome === 'staffed') {
    return { ...state, staffedMs: state.staffedMs + times * requireWhole('staffed time (ms)', event.staffedMs) }
  }
  const wait = requireWhole('a wait (ms)', event.waitMs)
  const inTime = wait <= state.thresholdMs ? times : 0
  if (event.outcome === 'abandoned') {
    return {
      ...state,
      abandonedIn: state.abandonedIn + inTime,
      abandonedShort: state.abandonedShort + (wait <= state.shortAbandonMs ? times : 0),
      abandonedWait: countIn(state.abandonedWait, wait, times),
    }
  }
  const parts = [event.talkMs, event.holdMs ?? 0, event.wrapMs ?? 0].map((ms) => requireWhole('a handle time (ms)', ms))
  const handle = countIn(
    state.handle,
    parts.reduce((sum, ms) => sum + ms, 0),
    times,
  )
  return {
    ...state,
    answeredIn: state.answeredIn + inTime,
    handle,
    answeredWait: countIn(state.answeredWait, wait, times),
  }
}

function merge(a: CentreState, b: CentreState): CentreState {
  if (a.thresholdMs !== b.thresholdMs || a.shortAbandonMs !== b.shortAbandonMs) {
    const name = ({ thresholdMs, shortAbandonMs }: CentreState): string =>
      `a state with thresholds ${thresholdMs} and ${shortAbandonMs} ms`
    throw scoringErrors['unlike-states']({ left: name(a), right: name(b) })
  }
  return {
    ...a,
    answeredIn: a.answeredIn + b.answeredIn,
    abandonedIn: a.abandonedIn + b.abandonedIn,
    abandonedShort: a.abandonedShort + b.abandonedShort,
    staffedMs: a.staffedMs + b.staffedMs,
    handle: joinSums(a.handle, b.handle),
    answeredWait: joinSums(a.answeredWait, b.answeredWait),
    abandonedWait: joinSums(a.abandonedWait, b.abandonedWait),
  }
}
