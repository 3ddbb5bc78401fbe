import { faultsIn } from './answers.ts'
import type { Pressed } from './buttons.ts'
import type { Catalogue } from './catalogue.ts'
import type { SurveyDefinition } from './definition.ts'
import { SurveysDeclined } from './events.ts'
import { type AnswerOutcome, decideAnswer, standingOf } from './invitation.ts'
import type { Records, Reply } from './records.ts'
import { readTypedAnswer } from './typed-answer.ts'

/** Records an answer, or says why it does not count. */
export async function recordAnswer(
  records: Records,
  definition: SurveyDefinition,
  id: string,
  { answers, via }: Reply,
): Promise<AnswerOutcome['is']> {
  const invitation = await records.invitation(id)
  if (!invitation) return 'not-sent'
  const outcome = decideAnswer(id, invitation, definition, { answers, via, nowMs: records.now.getTime() })
  if (outcome.is === 'counted' || outcome.is === 'replaced') {
    records.keep(id, outcome.invitation)
    records.tell(outcome.fact)
  }
  return outcome.is
}

/** The customer is not asked any more, by any survey. */
export async function decline(records: Records, customer: string, via: string): Promise<void> {
  const respondent = await records.respondent(customer)
  if (respondent.declinedAt !== null) return
  records.keepRespondent(customer, { ...respondent, declinedAt: records.now.getTime() })
  records.tell(SurveysDeclined(customer, { via }))
}

/** Two customers became one: who of them has declined, has declined; who was invited last, was invited last. */
export async function mergeRespondents(records: Records, from: string, into: string): Promise<void> {
  const [source, target] = [await records.respondent(from), await records.respondent(into)]
  const last = Math.max(source.lastInvitedAt ?? 0, target.lastInvitedAt ?? 0)
  records.keepRespondent(into, {
    declinedAt: source.declinedAt ?? target.declinedAt,
    lastInvitedAt: last === 0 ? null : last,
  })
}

/** Something that a customer said on a channel. */
export interface SaidByCustomer {
  readonly customer: string
  readonly channel: string
  readonly text: string
  /** When somebody of the team last wrote in the case, milliseconds since 1970. */
  readonly lastAgentAt: number | null
  /** Undefined: nothing was pressed. */
  readonly pressed: Pressed | undefined
}

/**
 * Takes a reply for an answer, if it is one. True if there is nothing else in it: then nobody has to read it, and the
 * case stays resolved. A number that follows a later question of the team answers that question, not the survey. A pressed
 * button answers its own invitation, however many are open, and says nothing else.
 */
export async function hearReply(records: Records, catalogue: Catalogue, said: SaidByCustomer): Promise<boolean> {
  const asked = await records.askedOn(said.customer, said.channel)
  if (said.pressed) {
    await press(records, asked, said.pressed, said.channel)
    return true
  }
  for (const { id, invitation } of asked) {
    const isOpen = standingOf(invitation, records.now.getTime()) === 'open'
    const isLast = (said.lastAgentAt ?? 0) <= (invitation.sentAt ?? 0)
    const definition = isOpen && isLast ? await records.definitionOf(invitation) : undefined
    if (!definition) continue
    const stopWords = [...catalogue.translations.values()].flatMap((translation) => translation.stopWords)
    const typed = readTypedAnswer(definition, said.text, stopWords)
    if (typed.is === 'other') return false
    if (typed.is === 'stop') await decline(records, said.customer, said.channel)
    else await recordAnswer(records, definition, id, { answers: typed.answers, via: said.channel })
    return typed.is === 'stop' || typed.isBare
  }
  return false
}

type Asked = Awaited<ReturnType<Records['askedOn']>>

/** Only an invitation of this very customer, on this very channel, and only an answer that it has. */
async function press(records: Records, asked: Asked, { invitation: id, value }: Pressed, via: string): Promise<void> {
  const invitation = asked.find((one) => one.id === id)?.invitation
  const definition = invitation && (await records.definitionOf(invitation))
  const question = definition?.questions[0]
  if (!definition || !question) return
  const answers = { [question.id]: value }
  if (faultsIn(definition, answers, 'some').length === 0) await recordAnswer(records, definition, id, { answers, via })
}
