import { SurveyWithdrawn } from './events.ts'
import type { Records } from './records.ts'

/** Calls an invitation off that has not gone out; the customer counts as not invited. */
export async function withdraw(records: Records, id: string, reason: string): Promise<void> {
  const invitation = await records.invitation(id)
  if (invitation?.status !== 'planned') return
  records.keep(id, { ...invitation, status: 'withdrawn' })
  const respondent = await records.respondent(invitation.customer)
  if (respondent.lastInvitedAt === invitation.dueAt)
    records.keepRespondent(invitation.customer, { ...respondent, lastInvitedAt: invitation.earlierAt })
  const { survey, version, case: about, customer } = invitation
  records.tell(SurveyWithdrawn(id, { survey, version, case: about, customer, reason }))
}
