import { eventType } from '@casewell/bus'
import * as z from 'zod'

/** One answer as a fact. Words are content and are in no event. */
export const Given = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('scale'),
    question: z.string(),
    metric: z.enum(['csat', 'nps', 'ces', 'scale']),
    min: z.number(),
    max: z.number(),
    value: z.number(),
  }),
  z.object({
    kind: z.literal('kano'),
    question: z.string(),
    feature: z.string(),
    functional: z.number(),
    dysfunctional: z.number(),
    importance: z.number().nullable(),
  }),
  z.object({ kind: z.literal('choice'), question: z.string(), option: z.string() }),
])
export type Given = z.output<typeof Given>

/** What an answer can be counted by, as it was when the case was resolved. */
export const Facets = z.object({
  queue: z.string().nullable(),
  agent: z.string().nullable(),
  product: z.string().nullable(),
  channel: z.string().nullable(),
  segment: z.string().nullable(),
})
export type Facets = z.output<typeof Facets>

const about = { survey: z.string(), version: z.number(), case: z.string(), customer: z.string() }

/** Somebody was asked. Subject: the invitation. */
export const SurveyInvited = eventType(
  'survey.invited',
  z.object({ ...about, channel: z.string(), invitedAt: z.string(), facets: Facets }),
)
/** Nobody was asked about a resolution, and why. Subject: the case. */
export const SurveySkipped = eventType('survey.skipped', z.object({ survey: z.string(), reason: z.string() }))
/** An invitation was called off before it went out. Subject: the invitation. */
export const SurveyWithdrawn = eventType('survey.withdrawn', z.object({ ...about, reason: z.string() }))
/** Somebody who had not answered was asked once more. Subject: the invitation. */
export const SurveyReminded = eventType('survey.reminded', z.object(about))
/** Somebody answered, or changed their mind. Subject: the invitation. */
export const SurveyAnswered = eventType(
  'survey.answered',
  z.object({
    ...about,
    /** 1, then one more for every change of mind. */
    revision: z.number(),
    given: z.array(Given),
    /** What was given before, and does not count any more. */
    replaces: z.array(Given).nullable(),
    hasWords: z.boolean(),
    /** `page`, or the channel of the reply. */
    via: z.string(),
    invitedAt: z.string(),
    facets: Facets,
  }),
)
/** Time is over, and nobody has answered. Subject: the invitation. */
export const SurveyExpired = eventType('survey.expired', z.object(about))
/** A customer does not want to be asked any more. Subject: the customer. */
export const SurveysDeclined = eventType('survey.declined', z.object({ via: z.string() }))

/** The timer of a planned invitation went off. Changes nothing by itself. Subject: the invitation. */
export const InvitationDue = eventType('survey.invitation-due', z.object({ case: z.string() }))
/** The timer of a reminder went off. Changes nothing by itself. Subject: the invitation. */
export const ReminderDue = eventType('survey.reminder-due', z.object({ case: z.string() }))
/** The time to answer may be over. Changes nothing by itself. Subject: the invitation. */
export const ExpiryDue = eventType('survey.expiry-due', z.object({ case: z.string() }))

/** All event types of this package. */
export const surveyEvents = [
  SurveyInvited,
  SurveySkipped,
  SurveyWithdrawn,
  SurveyReminded,
  SurveyAnswered,
  SurveyExpired,
  SurveysDeclined,
  InvitationDue,
  ReminderDue,
  ExpiryDue,
] as const
