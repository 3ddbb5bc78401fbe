import { eventType } from '@casewell/bus'
import * as z from 'zod'

/** One exchange took place, or is under way. Subject: the case. */
export const ContactRecorded = eventType(
  'contact.recorded',
  z.object({
    contact: z.string(),
    channel: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    offeredAt: z.string(),
    answeredAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    agent: z.string().nullable(),
    isAssisted: z.boolean(),
    corrects: z.string().nullable(),
  }),
)
/** Somebody answered. Subject: the case. */
export const ContactAnswered = eventType(
  'contact.answered',
  z.object({ contact: z.string(), agent: z.string().nullable() }),
)
/** Somebody spent time. Subject: the case. */
export const EffortRecorded = eventType(
  'effort.recorded',
  z.object({
    entry: z.string(),
    agent: z.string(),
    activity: z.string(),
    minutes: z.number(),
    source: z.enum(['measured', 'declared', 'estimated']),
    corrects: z.string().nullable(),
  }),
)

/** All event types of contacts and effort. */
export const labourEvents = [ContactRecorded, ContactAnswered, EffortRecorded] as const
