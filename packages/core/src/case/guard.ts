import { caseErrors } from './errors.ts'
import type { CaseState } from './state.ts'

/** What a person saw when deciding. If it is not so any more, the decision comes back with the case as it is now. */
export type Guard = Partial<Pick<CaseState, 'status' | 'assignee' | 'queue' | 'priority' | 'updatedAt'>>

/**
 * Refuses a decision on what is not so any more.
 *
 * @throws `case/conflict` with the current state in its details
 * @example
 * ```ts
 * import { checkGuard, decide, evolve } from '@casewell/core/case'
 * import { isCasewellError } from '@casewell/errors'
 *
 * const [opened] = decide('c1', undefined, { do: 'open', reference: 'CW-7K3M-9QXD', customer: 'bob' })
 * const state = opened && evolve(undefined, { ...opened, time: '2026-03-02T09:00:00.000Z' })
 * try {
 *   if (state) checkGuard(state, { status: 'open' }) // somebody saw it open; it is new
 * } catch (error) {
 *   console.log(isCasewellError(error, 'case/conflict')) // true
 * }
 * ```
 */
export function checkGuard(state: CaseState, guard: Guard): void {
  for (const [field, expected] of Object.entries(guard)) {
    const current = state[field as keyof Guard] // Guard has only these keys
    if (current !== expected) throw caseErrors.conflict({ case: state.id, field, expected, current, state })
  }
}
