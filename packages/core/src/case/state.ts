import * as z from 'zod'
import { CaseType, Priority, ResolutionCode, Status } from './status.ts'

/** ISO 8601, UTC. */
const Instant = z.string()

/**
 * What the events of a case add up to, and nothing else: the fold of its events is equal to it. No content: subject,
 * KCS fields and custom values are in `CaseContent`, messages are documents of their own.
 */
export const CaseState = z.object({
  id: z.string(),
  /** Short, unguessable, for people: `CW-7K3M-9QXD`. */
  reference: z.string(),
  customer: z.string(),
  organization: z.string().nullable(),
  status: Status,
  statusSince: Instant,
  /** While pending: when the case wakes by itself. */
  waitUntil: Instant.nullable(),
  type: CaseType,
  priority: Priority,
  queue: z.string().nullable(),
  assignee: z.string().nullable(),
  /** Ids of catalogue entries. */
  tags: z.array(z.string()),
  openedAt: Instant,
  updatedAt: Instant,
  /** While resolved or closed. */
  resolvedAt: Instant.nullable(),
  resolution: z.object({ code: ResolutionCode, articles: z.array(z.string()) }).nullable(),
  /** First public answer that a person wrote. */
  firstResponseAt: Instant.nullable(),
  /** First customer message that nobody has answered yet. */
  unansweredSince: Instant.nullable(),
  lastCustomerAt: Instant.nullable(),
  lastAgentAt: Instant.nullable(),
  messageCount: z.number(),
  reopenCount: z.number(),
  /** The case that this one was merged into, for ever. */
  absorbedBy: z.string().nullable(),
  isRedacted: z.boolean(),
})
export type CaseState = z.output<typeof CaseState>
