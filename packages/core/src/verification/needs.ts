import type { Assurance } from '../handle.ts'
import type { Deed } from '../policy.ts'

/** How sure one must be of a customer before they may do something themselves. */
export type Needs = Readonly<Record<Deed, Assurance>>

/** Assurance as a number: more is more. */
export const strength: Readonly<Record<Assurance, number>> = { unverified: 0, asserted: 1, verified: 2 }

/** Saying something shows nobody anything. */
const open: Partial<Needs> = { open: 'unverified', receive: 'unverified', react: 'unverified' }
/** One case, or who one is oneself. */
const guarded: Partial<Needs> = {
  'read-case': 'asserted',
  resolve: 'asserted',
  reopen: 'asserted',
  'read-customers': 'asserted',
}

/**
 * The table of needed levels; what it does not name needs the highest.
 *
 * @example
 * ```ts
 * import { needsOf } from '@casewell/core'
 *
 * const needs = needsOf(['open', 'read-case', 'resolve'], { resolve: 'verified' })
 * console.log(needs.open, needs['read-case'], needs.resolve) // unverified asserted verified
 * ```
 */
export function needsOf(deeds: readonly Deed[], given: Partial<Needs> = {}): Needs {
  const all = deeds.map((deed) => [deed, given[deed] ?? open[deed] ?? guarded[deed] ?? 'verified'] as const)
  return Object.fromEntries(all) as Record<Deed, Assurance> // one entry for each deed
}
