import { type AnswerButtons, buttonsOf } from './buttons.ts'
import type { Catalogue } from './catalogue.ts'
import { ExpiryDue, ReminderDue, SurveyExpired, SurveyInvited, SurveyReminded } from './events.ts'
import { expiryOf, type Invitation, standingOf } from './invitation.ts'
import { invitationText } from './message.ts'
import type { CaseFacts, Records } from './records.ts'
import { withdraw } from './withdrawing.ts'

/** An invitation's hour has come: it goes out, unless the case is closed, open again, or the customer has declined. */
export async function onInvitationDue(records: Records, catalogue: Catalogue, id: string): Promise<void> {
  const invitation = await records.invitation(id)
  if (invitation?.status !== 'planned') return
  const facts = await records.caseFacts(invitation.case)
  const { declinedAt } = await records.respondent(invitation.customer)
  const definition = catalogue.definitions.get(invitation.survey)
  const isDeclined = declinedAt !== null
  const reason = !definition ? 'no-survey' : isDeclined ? 'declined' : whyNotAbout(facts)
  if (!definition || reason !== undefined) return withdraw(records, id, reason ?? 'no-survey')
  await send(records, catalogue, id, { ...invitation, version: definition.version }, true)
}

/** Why a case is not one to ask about now. */
function whyNotAbout(facts: CaseFacts | undefined): string | undefined {
  if (facts?.isClosed) return 'closed'
  return facts?.isResolved ? undefined : 'reopened'
}

/** Sends an invitation (or only opens it, where nobody is written to) and sets its timers. */
export async function send(
  records: Records,
  catalogue: Catalogue,
  id: string,
  planned: Invitation,
  isSpoken: boolean,
): Promise<Invitation> {
  const sentAt = records.now.getTime()
  const words = textOf(catalogue, id, planned, false)
  const buttons = isSpoken ? await buttonsFor(records, catalogue, id, planned, words) : undefined
  const sent: Invitation = { ...planned, status: 'sent', sentAt, hasButtons: buttons !== undefined }
  const { survey, version, case: about, customer, channel, facets } = sent
  if (isSpoken) await records.say(about, sent.conversation, words, buttons)
  records.keep(id, sent)
  const invitedAt = records.now.toISOString()
  records.tell(SurveyInvited(id, { survey, version, case: about, customer, channel, invitedAt, facets }))
  if (sent.remindAfterMs !== null && isSpoken)
    records.schedule(new Date(sentAt + sent.remindAfterMs), ReminderDue(id, { case: about }))
  records.schedule(new Date(expiryOf(sent)), ExpiryDue(id, { case: about }))
  return sent
}

/** Reminds once, whoever has not answered. */
export async function onReminderDue(records: Records, catalogue: Catalogue, id: string): Promise<void> {
  const invitation = await records.invitation(id)
  if (invitation?.status !== 'sent' || invitation.remindAfterMs === null) return
  const facts = await records.caseFacts(invitation.case)
  const { declinedAt } = await records.respondent(invitation.customer)
  records.keep(id, { ...invitation, remindAfterMs: null })
  const isOpen =
    standingOf(invitation, records.now.getTime()) === 'open' && catalogue.definitions.has(invitation.survey)
  if (!facts?.isResolved || facts.isClosed || declinedAt !== null || !isOpen) return
  const words = textOf(catalogue, id, invitation, true)
  const buttons = invitation.hasButtons ? await buttonsFor(records, catalogue, id, invitation, words) : undefined
  await records.say(invitation.case, invitation.conversation, words, buttons)
  const { survey, version, case: about, customer } = invitation
  records.tell(SurveyReminded(id, { survey, version, case: about, customer }))
}

/** From here on nothing counts any more. */
export async function onExpiryDue(records: Records, id: string): Promise<void> {
  const invitation = await records.invitation(id)
  if (invitation?.status !== 'sent') return
  records.keep(id, { ...invitation, status: 'expired' })
  const { survey, version, case: about, customer } = invitation
  records.tell(SurveyExpired(id, { survey, version, case: about, customer }))
}

/** The answers as something to press, if the channel can show that. */
async function buttonsFor(
  records: Records,
  catalogue: Catalogue,
  id: string,
  { survey, channel, conversation }: Invitation,
  words: string,
): Promise<AnswerButtons | undefined> {
  if (!(await records.showsButtons(conversation))) return undefined
  const showsLongLists = catalogue.policyOf(survey).longLists.includes(channel)
  return buttonsOf(catalogue.definitionOf(survey), id, words, showsLongLists)
}

function textOf(catalogue: Catalogue, id: string, invitation: Invitation, isReminder: boolean): string {
  const definition = catalogue.definitionOf(invitation.survey)
  const translation = catalogue.translationFor([invitation.language])
  const { hasAnswerLinks } = invitation
  return invitationText({ definition, translation, invitation: id, hasAnswerLinks, links: catalogue.links }, isReminder)
}
