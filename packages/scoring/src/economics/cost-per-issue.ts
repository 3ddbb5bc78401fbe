import type { Interval } from '../estimate.ts'
import { requireWhole, requireWithin } from '../require.ts'

/** What an attempt costs and how often one succeeds. */
export interface Attempts {
  readonly costPerContact: number
  /** Chance that one contact resolves the issue, 0…1; attempts are taken to be independent. */
  readonly fcr: number
  /** After so many contacts the customer gives up. Without it, nobody does. */
  readonly maxAttempts?: number
  /** The interval of `fcr`, if it was measured; the costs then come with theirs. */
  readonly fcrInterval?: Interval
}

/** What issues cost when some come back. */
export interface IssueCost {
  readonly expectedContacts: number
  readonly costPerIssue: number
  /** Share of the issues that get resolved at all. */
  readonly resolvedShare: number
  /** Cost of all issues over those that get resolved. */
  readonly costPerResolution: number
  /** From the interval of the FCR; null when none was given. */
  readonly costPerIssueInterval: Interval | null
  readonly costPerResolutionInterval: Interval | null
}

/**
 * The cost of an issue, and of a resolution, when every contact resolves it with the same chance: `c/f` without end, and
 * `c(1−(1−f)ᵐ)/f` up to m attempts.
 *
 * Real companies with low FCR differ in more than repeats (a published pair has a cost ratio of 10.6 where repeats alone
 * explain 2.3): this is the part that repeats explain, not a promise.
 *
 * @throws `scoring/out-of-range`; an FCR of 0 without a last attempt would cost without end
 * @example
 * ```ts
 * import { costPerIssue } from '@casewell/scoring/economics'
 *
 * const at = (fcr: number) => costPerIssue({ costPerContact: 33, fcr }).costPerIssue
 * console.log(at(0.75), at(0.33).toFixed(0)) // 44 100
 * ```
 */
export function costPerIssue(attempts: Attempts): IssueCost {
  const { fcrInterval, fcr } = attempts
  const at = (rate: number) => costsAt({ ...attempts, fcr: rate })
  const { expectedContacts, perIssue, resolvedShare, perResolution } = at(fcr)
  const between = (pick: 'perIssue' | 'perResolution'): Interval | null =>
    fcrInterval === undefined
      ? null
      : { ...fcrInterval, lower: at(fcrInterval.upper)[pick], upper: at(Math.max(fcrInterval.lower, 1e-9))[pick] }
  return {
    expectedContacts,
    costPerIssue: perIssue,
    resolvedShare,
    costPerResolution: perResolution,
    costPerIssueInterval: between('perIssue'),
    costPerResolutionInterval: between('perResolution'),
  }
}

function costsAt({ costPerContact, fcr, maxAttempts }: Attempts) {
  requireWithin('the cost per contact', costPerContact, 0)
  requireWithin('the FCR', fcr, Number.MIN_VALUE, 1)
  const unresolved = maxAttempts === undefined ? 0 : (1 - fcr) ** requireWhole('the last attempt', maxAttempts, 1)
  const resolvedShare = 1 - unresolved
  const expectedContacts = resolvedShare / fcr
  const perIssue = costPerContact * expectedContacts
  return { expectedContacts, perIssue, resolvedShare, perResolution: perIssue / resolvedShare }
}

/** What repeats cost beyond one contact per issue, and what a better FCR would save. */
export interface RepeatCost {
  readonly repeatContacts: number
  readonly cost: number
  /** 0 when no target was named. */
  readonly savingAtTarget: number
}

/**
 * Repeat contacts of a number of issues.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { repeatCost } from '@casewell/scoring/economics'
 *
 * // 1/0.75 and 1/0.8 contacts an issue, at 33 each.
 * const { cost, savingAtTarget } = repeatCost({ issues: 1000, costPerContact: 33, fcr: 0.75, targetFcr: 0.8 })
 * console.log(cost.toFixed(0), savingAtTarget.toFixed(0)) // 11000 2750
 * ```
 */
export function repeatCost(plan: Attempts & { readonly issues: number; readonly targetFcr?: number }): RepeatCost {
  const { issues, targetFcr, costPerContact } = plan
  requireWithin('the number of issues', issues, 0)
  const now = costPerIssue(plan)
  const then = targetFcr === undefined ? now : costPerIssue({ ...plan, fcr: targetFcr })
  const repeatContacts = issues * (now.expectedContacts - 1)
  return {
    repeatContacts,
    cost: repeatContacts * costPerContact,
    savingAtTarget: issues * (now.costPerIssue - then.costPerIssue),
  }
}
