import { inputErrors } from '../errors.ts'
import { type Estimate, type EstimateOptions, estimate, type Interval, type Warning } from '../estimate.ts'
import { differenceInterval } from '../interval/difference.ts'
import { mover } from '../interval/mover.ts'
import { LEVEL } from '../interval/proportion.ts'
import { gammaQuantile } from '../numeric/gamma-distribution.ts'
import { requireLevel, requirePositive, requireWhole, requireWithin } from '../require.ts'

/** Issues of customers, and how many assisted contacts they led to. */
export interface Arm {
  readonly issues: number
  readonly assistedContacts: number
}

/** A randomised trial of self-service, and its prices. */
export interface DeflectionTrial {
  /** Customers who were not shown it. Without them nobody knows what it saves. */
  readonly control: Arm
  /** Customers who were. */
  readonly exposed: Arm
  /** Self-service sessions that the saving is reckoned for. */
  readonly sessions: number
  /** Sessions that ended without a hand-over: what is usually called containment. */
  readonly containedSessions: number
  readonly assistedCost: number
  /** Per session. */
  readonly selfServiceCost: number
  /** @defaultValue 0 */
  readonly programmeCost?: number
}

/** What self-service saves, beside what is usually claimed. */
export interface Deflection {
  /** Assisted contacts per issue, control − exposed. */
  readonly avoidedPerIssue: Estimate
  /** Over all sessions. */
  readonly avoidedContacts: number
  readonly savings: number
  readonly savingsInterval: Interval
  /** Contained sessions / sessions, and what they would be worth if each had replaced a contact. */
  readonly naive: { readonly containmentRate: number; readonly savings: number; readonly label: string }
  /** Naive savings over the savings; null where there are none. */
  readonly overstatement: number | null
  readonly warnings: readonly Warning[]
}

/**
 * The value of self-service from a control group: assisted contacts per issue without and with it. The interval is
 * Newcombe's where no issue had more than one contact, and that of two Poisson rates otherwise.
 *
 * Containment counts every session without a hand-over as a saved contact. Most of these customers would never have
 * called, and some call afterwards: it stands beside the value, labelled, and is not one.
 *
 * @throws `scoring/no-answers` for an empty arm; `scoring/out-of-range`
 * @example
 * ```ts
 * import { deflection } from '@casewell/scoring/economics'
 *
 * const { savings, savingsInterval, naive } = deflection({
 *   control: { issues: 1000, assistedContacts: 410 },
 *   exposed: { issues: 1000, assistedContacts: 340 },
 *   sessions: 20_000, containedSessions: 12_400, assistedCost: 33, selfServiceCost: 1.17,
 * })
 * console.log(savings.toFixed(0), savingsInterval.lower.toFixed(0), savingsInterval.upper.toFixed(0)) // 22800 -5204 50571
 * console.log(naive.savings.toFixed(0)) // 394692
 * ```
 */
export function deflection(trial: DeflectionTrial, options: EstimateOptions = {}): Deflection {
  const { control, exposed, sessions, containedSessions, assistedCost, selfServiceCost, programmeCost = 0 } = trial
  requireTrial(trial)
  const perIssue = (arm: Arm): number => arm.assistedContacts / arm.issues
  const value = perIssue(control) - perIssue(exposed)
  const interval = difference(control, exposed, options.level ?? LEVEL)
  const saved = (avoided: number): number => sessions * (avoided * assistedCost - selfServiceCost) - programmeCost
  const savings = saved(value)
  const naiveSavings = containedSessions * (assistedCost - selfServiceCost) - programmeCost
  const n = control.issues + exposed.issues
  const named = { metric: 'avoided contacts per issue', convention: 'control − exposed, randomised' }
  return {
    avoidedPerIssue: estimate({ ...named, value, interval, n, evidence: 'behaviour' }, options),
    avoidedContacts: sessions * value,
    savings,
    savingsInterval: { ...interval, lower: saved(interval.lower), upper: saved(interval.upper) },
    naive: {
      containmentRate: containedSessions / sessions,
      savings: naiveSavings,
      label: 'naive: every session without a hand-over counted as a saved contact',
    },
    overstatement: savings > 0 ? naiveSavings / savings : null,
    warnings: doubts(saved(interval.lower)),
  }
}

function difference(control: Arm, exposed: Arm, level: number): Interval {
  const arms = [control, exposed].map(({ issues, assistedContacts }) => ({ successes: assistedContacts, n: issues }))
  const [first, second] = arms
  const isShare = arms.every(({ successes, n }) => successes <= n)
  if (isShare && first && second) return differenceInterval(first, second, { level })
  return mover(poissonRate(control, level), poissonRate(exposed, level))
}

/** Garwood's exact interval of a Poisson rate (Biometrika 28, 1936). */
function poissonRate({ issues, assistedContacts: x }: Arm, level: number) {
  const tail = (1 - requireLevel(level)) / 2
  const lower = x === 0 ? 0 : gammaQuantile(tail, x) / issues
  const upper = gammaQuantile(1 - tail, x + 1) / issues
  return { value: x / issues, interval: { lower, upper, level, method: 'garwood' } }
}

function doubts(leastSavings: number): Warning[] {
  if (leastSavings > 0) return []
  const message = `the saving may as well be ${leastSavings.toFixed(0)}: the trial does not show that there is one.`
  return [{ code: 'saving-not-shown', message }]
}

function requireTrial(trial: DeflectionTrial): void {
  for (const arm of [trial.control, trial.exposed]) {
    if (arm.issues === 0) throw inputErrors['no-answers']({ measure: 'an arm of a trial' })
    requireWhole('the issues of an arm', arm.issues, 1)
    requireWhole('the assisted contacts of an arm', arm.assistedContacts)
  }
  requirePositive('the number of sessions', trial.sessions)
  requireWithin('the contained sessions', trial.containedSessions, 0, trial.sessions)
  requireWithin('the cost of an assisted contact', trial.assistedCost, 0)
  requireWithin('the cost of a session', trial.selfServiceCost, 0)
  requireWithin('the cost of the programme', trial.programmeCost ?? 0, 0)
}
