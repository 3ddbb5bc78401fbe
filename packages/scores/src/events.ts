import { eventType } from '@casewell/bus'
import * as z from 'zod'

const signal = {
  invitation: z.string(),
  revision: z.number(),
  case: z.string(),
  survey: z.string(),
  question: z.string(),
  value: z.number(),
}

/** A customer is very dissatisfied. Subject: the customer. Told once per answer. */
export const CustomerAtRisk = eventType('customer.at-risk', z.object({ ...signal, task: z.string().nullable() }))
/** A customer is extremely loyal. Subject: the customer. Told once per answer. */
export const CustomerAdvocate = eventType('customer.advocate', z.object(signal))

/**
 * Where a case counts besides what the log tells anyway: the products that it is about and its customer's segment, as they
 * were when it was first resolved. Subject: the case. Scores read it themselves, so that the log alone gives equal scores.
 */
export const CasePlaced = eventType(
  'case.placed',
  z.object({ products: z.array(z.string()), segment: z.string().nullable() }),
)

/** All event types of this package. */
export const scoresEvents = [CustomerAtRisk, CustomerAdvocate, CasePlaced] as const
