import { type Block, type Inbound, notUnderstood } from '@casewell/channel/contract'
import * as z from 'zod'

const sid = z.string().regex(/^[A-Z]{2}[\w-]{4,64}$/)
const address = z.string().regex(/^(?:whatsapp:)?\+?\d{3,15}$/)
const Message = z.looseObject({
  MessageSid: sid,
  From: address,
  To: address,
  Body: z.string().default(''),
  NumMedia: z.coerce.number().int().min(0).max(10).default(0),
})
const Status = z.looseObject({
  MessageSid: sid,
  MessageStatus: z.string(),
  ErrorCode: z.string().optional(),
  From: z.string(),
  To: z.string(),
})

/** Twilio's word for how a message fares, and ours (https://www.twilio.com/docs/messaging/api/message-resource#message-status-values). */
const states = { sent: 'sent', delivered: 'delivered', read: 'read', undelivered: 'failed', failed: 'failed' } as const

/** What happened, of the fields of one request. */
export function decodeFields(fields: Readonly<Record<string, string>>): Inbound {
  const status = Status.safeParse(fields)
  if (status.success) return fareOf(status.data, fields)
  const message = Message.safeParse(fields)
  return message.success ? saidBy(message.data, fields) : notUnderstood(fields, 'unknown-request')
}

function fareOf({ MessageSid, MessageStatus, ErrorCode }: z.output<typeof Status>, raw: object): Inbound {
  const id = `${MessageSid}/${MessageStatus}`
  if (/^(accepted|scheduled|queued|sending|receiving|received|canceled)$/.test(MessageStatus))
    return { type: 'ignored', id, reason: MessageStatus, raw }
  if (!Object.hasOwn(states, MessageStatus)) return notUnderstood(raw, 'unknown-status', MessageStatus)
  const state = states[MessageStatus as keyof typeof states] // it has it
  return { type: 'delivery', id, target: MessageSid, state, ...(ErrorCode !== undefined && { code: ErrorCode }) }
}

/** A telephone number says who writes as far as the networks do: asserted, not verified. */
function saidBy(
  { MessageSid, From, Body, NumMedia }: z.output<typeof Message>,
  fields: Readonly<Record<string, string>>,
): Inbound {
  const files = Array.from({ length: NumMedia }, (_, i) => fileOf(i, fields))
  const blocks = [...(Body === '' ? [] : [{ t: 'text', text: Body } as const]), ...files]
  if (blocks.length === 0) return { type: 'ignored', id: MessageSid, reason: 'empty', raw: fields }
  const from = { handle: { kind: 'phone', value: From.replace(/^whatsapp:/, ''), assurance: 'asserted' } } as const
  return { type: 'message', id: MessageSid, messageId: MessageSid, from, thread: From, blocks }
}

/** The `i`th file, by its path at Twilio. */
function fileOf(i: number, fields: Readonly<Record<string, string>>): Block {
  const [url, mime] = [fields[`MediaUrl${i}`] ?? '', fields[`MediaContentType${i}`] ?? '']
  const ref = URL.canParse(url) ? new URL(url).pathname : '/'
  const isType = /^[\w.+-]+\/[\w.+-]+$/.test(mime)
  return { t: 'file', ref, name: `attachment-${i + 1}`, mime: isType ? mime : 'application/octet-stream' }
}
