import { inputErrors } from '../errors.ts'
import type { Warning } from '../estimate.ts'
import { requirePositive, requireWithin } from '../require.ts'

/** Assisted contacts, easy and hard, and which of them self-service takes away. */
export interface SelfServicePlan {
  readonly contacts: number
  /** Share of the contacts that are easy. */
  readonly easyShare: number
  readonly ahtEasySeconds: number
  readonly ahtHardSeconds: number
  /** Share of all contacts that self-service takes away: an input with a range, not a hope. */
  readonly removedShare: number
  /** Share of the removed contacts that were easy: mostly they are. */
  readonly easyShareRemoved: number
  readonly costPerAgentHour: number
  /** Everything that self-service costs in the same time. */
  readonly selfServiceCost: number
}

/** The assisted work of one state of affairs. */
export interface AssistedWork {
  readonly contacts: number
  readonly ahtSeconds: number
  readonly hours: number
  readonly cost: number
}

/** Before and after, the rest being harder. */
export interface SelfServiceEffect {
  readonly before: AssistedWork
  readonly after: AssistedWork
  /** After self-service itself is paid. */
  readonly saving: number
  /** What it would be if the removed contacts had been average ones. */
  readonly naiveSaving: number
  readonly warnings: readonly Warning[]
}

/**
 * What is left when self-service takes the easy issues: fewer contacts, longer ones, a smaller saving than the average
 * handle time promises, and agents who need to know more.
 *
 * @throws `scoring/out-of-range`, also when more easy (or hard) contacts are removed than there are
 * @example
 * ```ts
 * import { selfServiceEffect } from '@casewell/scoring/economics'
 *
 * // A cent a second. 180 easy and 20 hard contacts go: 444 saved for 500, where the average promised 696.
 * const { saving, naiveSaving } = selfServiceEffect({
 *   contacts: 1000, easyShare: 0.6, ahtEasySeconds: 180, ahtHardSeconds: 600,
 *   removedShare: 0.2, easyShareRemoved: 0.9, costPerAgentHour: 36, selfServiceCost: 500,
 * })
 * console.log(saving.toFixed(0), naiveSaving.toFixed(0)) // -56 196
 * ```
 */
export function selfServiceEffect(plan: SelfServicePlan): SelfServiceEffect {
  requirePlan(plan)
  const { contacts, easyShare, removedShare, easyShareRemoved, selfServiceCost } = plan
  const removed = contacts * removedShare
  const easy = contacts * easyShare - removed * easyShareRemoved
  const hard = contacts * (1 - easyShare) - removed * (1 - easyShareRemoved)
  if (Math.min(easy, hard) < -1e-9 * contacts) {
    const what = `the removed ${easy < hard ? 'easy' : 'hard'} contacts`
    throw inputErrors['out-of-range']({ what, value: removed, range: 'no more than there are of them' })
  }
  const before = work(contacts * easyShare, contacts * (1 - easyShare), plan)
  const after = work(Math.max(0, easy), Math.max(0, hard), plan)
  const rise = after.ahtSeconds / before.ahtSeconds - 1
  const message = `the contacts that remain take ${(100 * rise).toFixed(0)} % longer: plan staffing and training for them.`
  return {
    before,
    after,
    saving: before.cost - after.cost - selfServiceCost,
    naiveSaving: before.cost * removedShare - selfServiceCost,
    warnings: rise > 0.05 ? [{ code: 'harder-mix', message }] : [],
  }
}

function work(easy: number, hard: number, plan: SelfServicePlan): AssistedWork {
  const seconds = easy * plan.ahtEasySeconds + hard * plan.ahtHardSeconds
  const contacts = easy + hard
  const hours = seconds / 3600
  return { contacts, ahtSeconds: contacts === 0 ? 0 : seconds / contacts, hours, cost: hours * plan.costPerAgentHour }
}

function requirePlan(plan: SelfServicePlan): void {
  requirePositive('the number of contacts', plan.contacts)
  requireWithin('the easy share', plan.easyShare, 0, 1)
  requireWithin('the removed share', plan.removedShare, 0, 1)
  requireWithin('the easy share of the removed', plan.easyShareRemoved, 0, 1)
  requirePositive('the handle time of easy contacts (s)', plan.ahtEasySeconds)
  requirePositive('the handle time of hard contacts (s)', plan.ahtHardSeconds)
  requireWithin('the cost of an agent hour', plan.costPerAgentHour, 0)
  requireWithin('the cost of self-service', plan.selfServiceCost, 0)
}
