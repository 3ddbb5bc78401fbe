import { eventType } from '@casewell/bus'
import * as z from 'zod'

/** Subject: the customer. No event tells a name or an address. */
export const CustomerCreated = eventType('customer.created', z.object({ organization: z.string().nullable() }))
export const CustomerChanged = eventType('customer.changed', z.object({ fields: z.array(z.string()) }))
export const HandleAdded = eventType(
  'customer.handle-added',
  z.object({ kind: z.enum(['email', 'phone', 'user']), assurance: z.enum(['verified', 'asserted', 'unverified']) }),
)
export const CustomerMerged = eventType('customer.merged', z.object({ into: z.string(), isAutomatic: z.boolean() }))

/** Subject: the agent or the queue. */
export const AgentChanged = eventType(
  'agent.changed',
  z.object({ role: z.enum(['agent', 'lead', 'admin']), isAway: z.boolean() }),
)
export const QueueChanged = eventType('queue.changed', z.object({ members: z.array(z.string()) }))

/** Somebody was stopped. Subject: the case, or `desk`. */
export const AccessDenied = eventType('access.denied', z.object({ deed: z.string(), role: z.string() }))

export const peopleEvents = [
  CustomerCreated,
  CustomerChanged,
  HandleAdded,
  CustomerMerged,
  AgentChanged,
  QueueChanged,
  AccessDenied,
] as const
