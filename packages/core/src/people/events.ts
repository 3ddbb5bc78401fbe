import { eventType } from '@casewell/bus'
import * as z from 'zod'

/** Subject: the customer. No event tells a name or an address. */
export const CustomerCreated = eventType('customer.created', z.object({ organization: z.string().nullable() }))
/** Something about a customer changed; which fields, never to what. */
export const CustomerChanged = eventType('customer.changed', z.object({ fields: z.array(z.string()) }))
/** A customer is known by one more handle. */
export const HandleAdded = eventType(
  'customer.handle-added',
  z.object({ kind: z.enum(['email', 'phone', 'user']), assurance: z.enum(['verified', 'asserted', 'unverified']) }),
)
/** Two customers turned out to be one. */
export const CustomerMerged = eventType('customer.merged', z.object({ into: z.string(), isAutomatic: z.boolean() }))

/** Subject: the agent or the queue. */
export const AgentChanged = eventType(
  'agent.changed',
  z.object({ role: z.enum(['agent', 'lead', 'admin']), isAway: z.boolean() }),
)
/** A queue has a new name or other members. */
export const QueueChanged = eventType('queue.changed', z.object({ members: z.array(z.string()) }))

/** Somebody was stopped. Subject: the case, or `desk`. */
export const AccessDenied = eventType('access.denied', z.object({ deed: z.string(), role: z.string() }))

/** All event types of customers, agents and queues. */
export const peopleEvents = [
  CustomerCreated,
  CustomerChanged,
  HandleAdded,
  CustomerMerged,
  AgentChanged,
  QueueChanged,
  AccessDenied,
] as const
