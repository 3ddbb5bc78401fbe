import { collection } from '@casewell/store'
import * as z from 'zod'
import { Invitation } from '../invitation.ts'

/** Every version of every survey that was ever asked. */
export const SurveyVersions = collection('surveys.versions', z.object({ definition: z.unknown() }), {
  version: 1,
  indexes: {},
})
/** Who was asked about what, and what they answered. */
export const Invitations = collection('surveys.invitations', Invitation, {
  version: 1,
  indexes: {
    customer: (i) => [i.customer, i.channel, i.dueAt],
    case: (i) => [i.case, i.dueAt],
    survey: (i) => [i.survey, i.dueAt],
  },
  about: (i) => [i.customer],
})
/** What is known of a customer as somebody who is asked. */
export const Respondents = collection(
  'surveys.respondents',
  z.object({ customer: z.string(), declinedAt: z.number().nullable(), lastInvitedAt: z.number().nullable() }),
  { version: 1, indexes: {}, about: (r) => [r.customer] },
)
/** Which invitation came of the last resolution of a case. */
export const Rounds = collection(
  'surveys.rounds',
  z.object({ position: z.number(), invitation: z.string().nullable() }),
  {
    version: 1,
    indexes: {},
  },
)
