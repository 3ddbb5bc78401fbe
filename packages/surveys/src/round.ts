import type { Catalogue } from './catalogue.ts'
import type { SurveyDefinition } from './definition.ts'
import { InvitationDue, SurveySkipped } from './events.ts'
import type { Invitation } from './invitation.ts'
import { pickLanguage } from './language.ts'
import { decideInvitation, drawOf, type InvitationDecision, type SurveyPolicy } from './policy.ts'
import type { CaseFacts, Records } from './records.ts'
import { send } from './sending.ts'
import { withdraw } from './withdrawing.ts'

/** A case was resolved, as the log tells. */
export interface Resolution {
  readonly caseId: string
  readonly position: number
  readonly code: string
  readonly at: Date
  /** Who resolved it, if it was one of the team. */
  readonly agent: string | null
}

/**
 * A resolution: asks once, or tells why not. A resolution that is only worded anew is the same one, and an event that was
 * heard before changes nothing.
 */
export async function onResolved(records: Records, catalogue: Catalogue, resolution: Resolution): Promise<void> {
  const { caseId, position } = resolution
  const round = await records.round(caseId)
  if (round && (position <= round.position || round.invitation !== null)) return
  const found = await records.caseFacts(caseId)
  if (!found) return
  const facts = { ...found, facets: { ...found.facets, agent: found.facets.agent ?? resolution.agent } }
  const [policy, decision] = await decide(records, catalogue.policies, resolution, facts)
  if (!policy || !decision) return
  if (!decision.invite) {
    records.keepRound(caseId, { position, invitation: null })
    records.tell(SurveySkipped(caseId, { survey: policy.survey, reason: decision.reason }))
    return
  }
  const id = records.seal('survey-invitation', caseId, String(position))
  const invitation = await plan(records, catalogue, { caseId, facts, policy, ...decision })
  records.keepRound(caseId, { position, invitation: id })
  records.keep(id, invitation)
  records.schedule(decision.dueAt, InvitationDue(id, { case: caseId }))
}

/** The case came back: what has not gone out yet never will. */
export async function onReopened(records: Records, caseId: string, position: number): Promise<void> {
  const round = await records.round(caseId)
  if (!round || position <= round.position) return
  records.keepRound(caseId, { position, invitation: null })
  if (round.invitation !== null) await withdraw(records, round.invitation, 'reopened')
}

/** Asks now, whatever the policies say: at the end of a call, in an app. */
export async function askNow(
  records: Records,
  catalogue: Catalogue,
  {
    id,
    caseId,
    facts,
    survey,
    channel,
  }: {
    readonly id: string
    readonly caseId: string
    readonly facts: CaseFacts
    readonly survey: string
    readonly channel: string | undefined
  },
): Promise<Invitation> {
  const conversation = facts.conversations.find((c) => channel === undefined || c.channel === channel)
  const policy = catalogue.policyOf(survey)
  const where = channel ?? conversation?.channel ?? 'page'
  const planned = await plan(records, catalogue, { caseId, facts, policy, dueAt: records.now, channel: where })
  const isSpoken = channel !== undefined && conversation !== undefined
  return send(records, catalogue, id, planned, isSpoken)
}

/** The first policy that is for such cases, and what it decides. */
async function decide(
  records: Records,
  policies: readonly SurveyPolicy[],
  { caseId, position, code, at }: Resolution,
  { customer, type, tags, facets, timeZone, conversations }: CaseFacts,
): Promise<readonly [SurveyPolicy?, InvitationDecision?]> {
  const { declinedAt, lastInvitedAt } = await records.respondent(customer)
  const draw = drawOf(records.seal('survey-draw', caseId, String(position)))
  const about = { code, type, tags, queue: facets.queue, channels: conversations.map(({ channel }) => channel) }
  const given = {
    ...about,
    isDeclined: declinedAt !== null,
    lastInvitedAtMs: lastInvitedAt,
    timeZone,
    draw,
    resolvedAt: at,
  }
  for (const policy of policies) {
    const decision = decideInvitation(policy, given)
    if (decision.invite || decision.reason !== 'other-policy') return [policy, decision]
  }
  return []
}

interface Plan {
  readonly caseId: string
  readonly facts: CaseFacts
  readonly policy: SurveyPolicy
  readonly dueAt: Date
  readonly channel: string
}

/** The invitation before it goes out; from here on the customer counts as invited. */
async function plan(
  records: Records,
  catalogue: Catalogue,
  { caseId, facts, policy, dueAt, channel }: Plan,
): Promise<Invitation> {
  const { customer, facets, language, conversations } = facts
  const definition = catalogue.definitionOf(policy.survey)
  const respondent = await records.respondent(customer)
  records.keepRespondent(customer, { ...respondent, lastInvitedAt: dueAt.getTime() })
  return {
    survey: definition.id,
    version: definition.version,
    case: caseId,
    customer,
    channel,
    conversation: conversations.find((conversation) => conversation.channel === channel)?.id ?? '',
    language: languageOf(catalogue, definition, language),
    hasAnswerLinks: policy.linkPerAnswer.includes(channel),
    hasButtons: false,
    status: 'planned',
    dueAt: dueAt.getTime(),
    sentAt: null,
    remindAfterMs: policy.remindAfterMs ?? null,
    expireAfterMs: policy.expireAfterMs,
    facets: { ...facets, channel: facets.channel ?? channel },
    earlierAt: respondent.lastInvitedAt,
    answers: null,
    answeredAt: null,
    revision: 0,
  }
}

/** The customer's language, if survey and page have it. */
function languageOf({ translations, language }: Catalogue, { texts }: SurveyDefinition, wanted: string | null): string {
  const there = [...translations.keys()].filter((known) => texts[known] !== undefined)
  return pickLanguage(
    wanted === null ? [] : [wanted],
    there,
    there.includes(language) ? language : (there[0] ?? language),
  )
}
