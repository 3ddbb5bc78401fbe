import type { Answers } from './answers.ts'
import type { AnswerButtons } from './buttons.ts'
import type { SurveyDefinition } from './definition.ts'
import type * as event from './events.ts'
import type { Facets } from './events.ts'
import type { Invitation } from './invitation.ts'

/** What is known of a customer as far as surveys go. */
export interface Respondent {
  readonly declinedAt: number | null
  readonly lastInvitedAt: number | null
}

/** Where a case stands as far as surveys go: the last event that counted, and the invitation about its resolution. */
export interface Round {
  readonly position: number
  readonly invitation: string | null
}

/** A case, as a survey about it needs it. */
export interface CaseFacts {
  readonly customer: string
  readonly type: string
  readonly tags: readonly string[]
  readonly isResolved: boolean
  readonly isClosed: boolean
  readonly facets: Facets
  readonly language: string | null
  readonly timeZone: string | null
  /** Newest first. */
  readonly conversations: readonly { readonly id: string; readonly channel: string }[]
}

/** A fact that surveys tell. */
export type SurveyFact = ReturnType<
  | typeof event.SurveyInvited
  | typeof event.SurveySkipped
  | typeof event.SurveyWithdrawn
  | typeof event.SurveyReminded
  | typeof event.SurveyAnswered
  | typeof event.SurveyExpired
  | typeof event.SurveysDeclined
>
/** A fact that a timer tells. */
export type SurveyTimer = ReturnType<typeof event.InvitationDue | typeof event.ReminderDue | typeof event.ExpiryDue>

/** One unit of work, as far as surveys need it. */
export interface Records {
  readonly now: Date
  invitation(id: string): Promise<Invitation | undefined>
  /** Those that a customer could answer on a channel, newest first. */
  askedOn(
    customer: string,
    channel: string,
  ): Promise<readonly { readonly id: string; readonly invitation: Invitation }[]>
  /** The survey as it was when the invitation went out. */
  definitionOf(invitation: Invitation): Promise<SurveyDefinition | undefined>
  keep(id: string, invitation: Invitation): void
  respondent(customer: string): Promise<Respondent>
  keepRespondent(customer: string, respondent: Respondent): void
  round(caseId: string): Promise<Round | undefined>
  keepRound(caseId: string, round: Round): void
  /** The case, or the one that absorbed it. */
  caseFacts(caseId: string): Promise<CaseFacts | undefined>
  say(caseId: string, conversation: string, text: string, buttons?: AnswerButtons): Promise<void>
  /** Can the channel of this conversation show something to press? */
  showsButtons(conversation: string): Promise<boolean>
  tell(fact: SurveyFact): void
  schedule(at: Date, timer: SurveyTimer): void
  seal(...parts: readonly string[]): string
}

/** What was given to an invitation, and how. */
export interface Reply {
  readonly answers: Answers
  readonly via: string
}
