import { eventType } from '@casewell/bus'
import * as z from 'zod'

/** A customer became known. No event tells a name or an address. Subject: the customer. */
export const CustomerCreated = eventType('customer.created', z.object({ organization: z.string().nullable() }))
/** Facts about a customer changed: which, but not to what. Subject: the customer. */
export const CustomerChanged = eventType('customer.changed', z.object({ fields: z.array(z.string()) }))
/** A customer got one more handle, or a surer one. Subject: the customer. */
export const HandleAdded = eventType(
  'customer.handle-added',
  z.object({ kind: z.enum(['email', 'phone', 'user']), assurance: z.enum(['verified', 'asserted', 'unverified']) }),
)
/** This customer and another one are the same person, who lives on under `into`. Subject: the customer. */
export const CustomerMerged = eventType('customer.merged', z.object({ into: z.string(), isAutomatic: z.boolean() }))

/** An agent was added, or changed. Subject: the agent. */
export const AgentChanged = eventType(
  'agent.changed',
  z.object({ role: z.enum(['agent', 'lead', 'admin']), isAway: z.boolean() }),
)
/** A queue was added, or changed. Subject: the queue. */
export const QueueChanged = eventType('queue.changed', z.object({ members: z.array(z.string()) }))

/** Somebody was stopped. Subject: the case, or `desk`. */
export const AccessDenied = eventType('access.denied', z.object({ deed: z.string(), role: z.string() }))

/** Every event type of customers, organizations, agents and queues. */
export const peopleEvents = [
  CustomerCreated,
  CustomerChanged,
  HandleAdded,
  CustomerMerged,
  AgentChanged,
  QueueChanged,
  AccessDenied,
] as const
