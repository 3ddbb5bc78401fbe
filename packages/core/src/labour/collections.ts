import { collection } from '@casewell/store'
import * as z from 'zod'

/** One exchange with a customer, on one channel. */
export const Contact = z.object({
  case: z.string(),
  customer: z.string(),
  channel: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  /** The customer turned to us (or we to them); ISO 8601, UTC. */
  offeredAt: z.string(),
  /** A person or a program answered. */
  answeredAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  agent: z.string().nullable(),
  /** Did a person help? */
  isAssisted: z.boolean(),
  /** The entry that this one replaces. */
  corrects: z.string().nullable(),
  /** The entry that replaced this one: it does not count any more. */
  correctedBy: z.string().nullable(),
})
export type Contact = z.output<typeof Contact>

/** All contacts, those that were corrected too. */
export const Contacts = collection('contacts', Contact, {
  version: 1,
  indexes: {
    case: (c) => (c.correctedBy === null ? [c.case, c.offeredAt] : undefined),
    unanswered: (c) =>
      c.correctedBy === null && c.direction === 'inbound' && c.answeredAt === null ? [c.case, c.offeredAt] : undefined,
    customer: (c) => (c.correctedBy === null ? [c.customer, c.offeredAt] : undefined),
  },
  about: (c) => [c.customer],
})

/** Who spent how long on what. Every cost rests on it. */
export const Effort = z.object({
  case: z.string(),
  agent: z.string(),
  /** What was done: `answer`, `research`, `call`, `wrap-up`. */
  activity: z.string(),
  /** Of measured effort. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  minutes: z.number(),
  /** Measured by a clock, declared by a person, estimated by a rule. */
  source: z.enum(['measured', 'declared', 'estimated']),
  recordedAt: z.string(),
  corrects: z.string().nullable(),
  correctedBy: z.string().nullable(),
})
export type Effort = z.output<typeof Effort>

/** All efforts, those that were corrected too. */
export const Efforts = collection('efforts', Effort, {
  version: 1,
  indexes: {
    case: (e) => (e.correctedBy === null ? [e.case, e.recordedAt] : undefined),
    measured: (e) => (e.correctedBy === null && e.from !== null ? [e.agent, e.from] : undefined),
  },
})
