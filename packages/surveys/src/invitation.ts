import * as z from 'zod'
import { Answers, type Answers as Given, givenOf, isSame } from './answers.ts'
import type { SurveyDefinition } from './definition.ts'
import { Facets, SurveyAnswered } from './events.ts'

/** One customer asked about one resolution, and what came of it. */
export const Invitation = z.object({
  survey: z.string(),
  version: z.number(),
  case: z.string(),
  customer: z.string(),
  channel: z.string(),
  conversation: z.string(),
  language: z.string(),
  /** Channels with a link per answer get one. */
  hasAnswerLinks: z.boolean(),
  /** It went out with buttons, and so do its reminders. */
  hasButtons: z.boolean(),
  /** `planned`: not sent yet. `withdrawn`: never will be. */
  status: z.enum(['planned', 'sent', 'answered', 'expired', 'withdrawn']),
  /** Milliseconds since 1970, as all times here. */
  dueAt: z.number(),
  sentAt: z.number().nullable(),
  /** After the invitation. */
  remindAfterMs: z.number().nullable(),
  expireAfterMs: z.number(),
  facets: Facets,
  /** When this customer had been invited before. */
  earlierAt: z.number().nullable(),
  answers: Answers.nullable(),
  answeredAt: z.number().nullable(),
  /** How often other answers were given. */
  revision: z.number(),
})
export type Invitation = z.output<typeof Invitation>

/** What came of an answer. */
export type AnswerOutcome =
  | {
      readonly is: 'counted' | 'replaced'
      readonly invitation: Invitation
      readonly fact: ReturnType<typeof SurveyAnswered>
    }
  | { readonly is: 'same' | 'expired' | 'not-sent' }

/** When nothing counts any more, milliseconds since 1970. */
export const expiryOf = ({ sentAt, dueAt, expireAfterMs }: Invitation): number => (sentAt ?? dueAt) + expireAfterMs

/** Can it be answered now? */
export function standingOf(invitation: Invitation, nowMs: number): 'open' | 'expired' | 'not-sent' {
  if (invitation.status === 'planned' || invitation.status === 'withdrawn') return 'not-sent'
  return invitation.status === 'expired' || nowMs >= expiryOf(invitation) ? 'expired' : 'open'
}

/**
 * Decides what an answer changes: the first one counts, another one replaces it, the same one changes nothing. What was
 * given before and is not asked again stays: a digit by telephone does not wipe out the reason that was typed. Pure.
 */
export function decideAnswer(
  id: string,
  invitation: Invitation,
  definition: SurveyDefinition,
  { answers, via, nowMs }: { readonly answers: Given; readonly via: string; readonly nowMs: number },
): AnswerOutcome {
  const standing = standingOf(invitation, nowMs)
  if (standing !== 'open') return { is: standing }
  const before = invitation.answers
  const merged = { ...before, ...answers }
  if (before && isSame(before, merged)) return { is: 'same' }
  const revision = invitation.revision + 1
  const { survey, version, case: about, customer, facets } = invitation
  const fact = SurveyAnswered(id, {
    survey,
    version,
    case: about,
    customer,
    revision,
    given: [...givenOf(definition, merged)],
    replaces: before ? [...givenOf(definition, before)] : null,
    hasWords: definition.questions.some((question) => question.kind === 'text' && merged[question.id] !== undefined),
    via,
    invitedAt: new Date(invitation.sentAt ?? invitation.dueAt).toISOString(),
    facets,
  })
  const next: Invitation = { ...invitation, status: 'answered', answers: merged, answeredAt: nowMs, revision }
  return { is: before ? 'replaced' : 'counted', invitation: next, fact }
}
