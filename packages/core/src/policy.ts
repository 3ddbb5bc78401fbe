import type { Actor, Role } from './actor.ts'
import type { CommandName } from './case/commands.ts'
import type { CaseState } from './case/state.ts'
import { coreErrors } from './errors.ts'

/** Everything that one may want on a desk, besides the commands of a case. */
export type Deed =
  | CommandName
  | 'read-case'
  | 'read-notes'
  | 'browse-cases'
  | 'read-customers'
  | 'manage-customers'
  | 'merge-customers'
  | 'manage-team'
  | 'record-work'
  | 'export-data'
  | 'erase-customer'
  | 'vouch'

/** `own`: only on the customer's own cases, and of those only what is public. */
type Permission = 'yes' | 'own' | 'no'
type Row = Readonly<Record<Role, Permission>>

const row = (customer: Permission, agent: Permission, lead: Permission = 'yes'): Row => ({
  customer,
  agent,
  lead,
  admin: 'yes',
  system: 'yes',
})
const team = row('no', 'yes')
const leads = row('no', 'no')
const administrators = row('no', 'no', 'no')

/** Who may do what: role × deed. */
export const policy: Readonly<Record<Deed, Row>> = {
  open: row('own', 'yes'),
  receive: row('own', 'yes'),
  reply: team,
  note: team,
  edit: team,
  delete: team,
  react: row('own', 'yes'),
  'record-delivery': { ...administrators, admin: 'no' },
  assign: team,
  'set-queue': team,
  'set-priority': team,
  'set-type': team,
  'set-fields': team,
  describe: team,
  tag: team,
  untag: team,
  wait: team,
  hold: team,
  resume: team,
  wake: { ...administrators, admin: 'no' },
  resolve: row('own', 'yes'),
  reopen: row('own', 'yes'),
  close: team,
  merge: team,
  absorb: team,
  split: team,
  link: team,
  unlink: team,
  redact: leads,
  'redact-file': leads,
  'read-case': row('own', 'yes'),
  'read-notes': team,
  'browse-cases': team,
  'read-customers': team,
  'manage-customers': team,
  'merge-customers': leads,
  'manage-team': administrators,
  'record-work': team,
  'export-data': row('own', 'no'),
  'erase-customer': administrators,
  vouch: team,
}

/**
 * Passes whoever may, and stops whoever may not.
 *
 * @throws `core/denied`
 * @example
 * ```ts
 * import { permit } from '@casewell/core'
 * import { isCasewellError } from '@casewell/errors'
 *
 * const bob = { id: 'bob', role: 'customer' } as const
 * permit(bob, 'resolve', { id: 'c1', customer: 'bob' }) // his own case: he may
 * try {
 *   permit(bob, 'note', { id: 'c1', customer: 'bob' })
 * } catch (error) {
 *   console.log(isCasewellError(error, 'core/denied')) // true
 * }
 * ```
 */
export function permit(actor: Actor, deed: Deed, of?: Pick<CaseState, 'id' | 'customer'>): void {
  const permission = policy[deed][actor.role]
  const isOwn = of === undefined || of.customer === actor.id
  if (permission === 'yes' || (permission === 'own' && isOwn)) return
  throw coreErrors.denied({ role: actor.role, deed, case: of?.id ?? null })
}
