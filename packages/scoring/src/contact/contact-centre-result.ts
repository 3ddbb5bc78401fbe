import { scoringErrors } from '../errors.ts'
import { type Estimate, type EstimateOptions, estimate, noEstimate, type Warning } from '../estimate.ts'
import { LEVEL, zOf } from '../interval/proportion.ts'
import { shareEstimate } from '../interval/share-estimate.ts'
import { sumOf } from '../numeric/exact-sum.ts'
import { joinSums, meanOfSums } from '../stream/exact-mean.ts'
import type { CentreState, ContactCentre } from './contact-centre.ts'

/** Reads the figures from a state. */
export function contactCentreOf(state: CentreState, options: EstimateOptions = {}): ContactCentre {
  const { handle, answeredWait, abandonedWait, abandonedShort } = requireCounts(state)
  const [answered, abandoned] = [answeredWait.n, abandonedWait.n]
  const offered = answered + abandoned
  const share: Share = (yes, n, metric, convention) =>
    shareEstimate(yes, n, { metric, convention, evidence: 'behaviour' }, options)
  return {
    offered,
    aht: meanOfSums(handle, { metric: 'aht', convention: '(talk + hold + wrap) / answered, ms' }, options),
    asa: meanOfSums(answeredWait, { metric: 'asa', convention: 'wait of answered / answered, ms' }, options),
    meanWaitOffered: meanOfSums(
      joinSums(answeredWait, abandonedWait),
      { metric: 'mean wait', convention: 'wait of offered / offered, ms' },
      options,
    ),
    abandonRate: share(abandoned, offered, 'abandon rate', 'abandoned / offered'),
    abandonRateExcludingShort: share(
      abandoned - abandonedShort,
      offered - abandonedShort,
      'abandon rate',
      `without those who gave up within ${state.shortAbandonMs} ms`,
    ),
    occupancy: occupancy(state, options),
    serviceLevel: serviceLevels(state, offered, share),
  }
}

type Share = (yes: number, n: number, metric: string, convention: string) => Estimate

function serviceLevels(state: CentreState, offered: number, share: Share): ContactCentre['serviceLevel'] {
  const { answeredIn, abandonedIn, thresholdMs } = state
  const level = (yes: number, n: number, convention: string): Estimate =>
    share(yes, n, `service level ${thresholdMs} ms`, convention)
  return {
    answeredInOverOffered: level(answeredIn, offered, 'answered in time / offered'),
    answeredInOverAnswered: level(answeredIn, state.answeredWait.n, 'answered in time / answered'),
    answeredPlusAbandonedInOverOffered: level(
      answeredIn + abandonedIn,
      offered,
      '(answered in time + abandoned in time) / offered',
    ),
    answeredInOverOfferedMinusAbandonedIn: level(
      answeredIn,
      offered - abandonedIn,
      'answered in time / (offered − abandoned in time)',
    ),
  }
}

/** The interval treats the work that arrived as one draw of a compound Poisson process: its variance is Σ handle². */
function occupancy({ handle, staffedMs }: CentreState, options: EstimateOptions): Estimate {
  const named = { metric: 'occupancy', convention: 'handle time / staffed time' }
  if (staffedMs === 0)
    return { ...noEstimate(named.metric, named.convention, options), n: handle.n, effectiveN: handle.n }
  const value = sumOf(handle.sum) / staffedMs
  const level = options.level ?? LEVEL
  const half = (zOf(level) * Math.sqrt(sumOf(handle.squares))) / staffedMs
  const interval = { lower: Math.max(0, value - half), upper: value + half, level, method: 'compound-poisson' }
  const message = `${(100 * value).toFixed(0)} % of the staffed time was worked: staffed time is missing, or work was not.`
  const warnings: Warning[] = value > 1 ? [{ code: 'over-occupied', message }] : []
  return estimate(
    { ...named, value, interval, n: handle.n, evidence: 'behaviour', warnings },
    options,
    Number.POSITIVE_INFINITY,
  )
}

function requireCounts(state: CentreState): CentreState {
  const { answeredIn, abandonedIn, abandonedShort, staffedMs, handle, abandonedWait } = state
  const least = Math.min(answeredIn, abandonedIn, abandonedShort, staffedMs, handle.n, abandonedWait.n)
  if (least < 0) throw scoringErrors['over-retracted']({ what: 'a contact-centre state', count: least })
  return state
}
