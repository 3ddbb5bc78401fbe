import { eventType } from '@casewell/bus'
import * as z from 'zod'

/** Something came in that nobody understood; it is kept. Subject: the quarantine entry. */
export const InboundQuarantined = eventType(
  'channel.inbound-quarantined',
  z.object({ channel: z.string(), account: z.string(), reason: z.string() }),
)
/** The customer pressed a button, chose an option or sent a form: which, is in the wire of the message. Subject: the message. */
export const ActionTaken = eventType(
  'channel.action-taken',
  z.object({ channel: z.string(), account: z.string(), case: z.string() }),
)
/** Two customers may be one, and nobody has verified it. Subject: the one who wrote. */
export const MergeSuggested = eventType('channel.merge-suggested', z.object({ other: z.string() }))
/** Something in quarantine was understood after all, and taken in. Subject: what was the quarantine entry. */
export const InboundReplayed = eventType(
  'channel.inbound-replayed',
  z.object({ channel: z.string(), account: z.string() }),
)
/** The far side told how one of our messages fared. Subject: the report. */
export const DeliveryReported = eventType(
  'channel.delivery-reported',
  z.object({
    channel: z.string(),
    account: z.string(),
    state: z.enum(['sent', 'delivered', 'read', 'failed', 'delayed']),
    case: z.string().nullable(),
  }),
)
/** A message could not be sent, and nobody will try again by himself. Subject: the message. */
export const SendingFailed = eventType(
  'channel.sending-failed',
  z.object({ channel: z.string(), account: z.string(), case: z.string(), code: z.string() }),
)

/** All event types of this package. */
export const channelEvents = [
  ActionTaken,
  MergeSuggested,
  InboundQuarantined,
  InboundReplayed,
  DeliveryReported,
  SendingFailed,
] as const
