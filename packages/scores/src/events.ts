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

/** All event types of this package. */
export const scoresEvents = [CustomerAtRisk, CustomerAdvocate] as const
