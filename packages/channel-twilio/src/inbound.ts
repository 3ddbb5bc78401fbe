import {
  defined,
  fileBlock,
  type Inbound,
  ignored,
  notUnderstood,
  partyOf,
  textBlocks,
} from '@casewell/channel/contract'
import * as z from 'zod'

const MessageSid = z.string().regex(/^[A-Z]{2}[\w-]{4,64}$/)
const Message = z.object({
  MessageSid,
  From: z.string().regex(/^(?:whatsapp:)?\+?\d{3,15}$/),
  Body: z.string().default(''),
  NumMedia: z.coerce.number().int().min(0).max(10).default(0),
})
const Status = z.object({ MessageSid, MessageStatus: z.string(), ErrorCode: z.string().optional() })

/** How a message fares, in words that Twilio and we have in common (https://www.twilio.com/docs/messaging/api/message-resource#message-status-values). */
const State = z.enum(['sent', 'delivered', 'read', 'failed'])
/** It is on its way, and nobody needs to know. */
const underway = /^(accepted|scheduled|queued|sending|receiving|received|canceled)$/

type Fields = Readonly<Record<string, string>>

/** What happened, of the fields of one request. */
export function decodeFields(fields: Fields): Inbound {
  const status = Status.safeParse(fields)
  if (status.success) return fareOf(status.data, fields)
  const message = Message.safeParse(fields)
  return message.success ? saidBy(message.data, fields) : notUnderstood(fields, 'unknown-request')
}

function fareOf({ MessageSid: target, MessageStatus: word, ErrorCode }: z.output<typeof Status>, raw: Fields): Inbound {
  const id = `${target}/${word}`
  if (underway.test(word)) return ignored(raw, word, id)
  const { data: state } = State.safeParse(word === 'undelivered' ? 'failed' : word)
  if (!state) return notUnderstood(raw, 'unknown-status', word)
  return { type: 'delivery', id, target, state, ...defined({ code: ErrorCode }) }
}

/** A telephone number says who writes as far as the networks do: asserted, not verified. */
function saidBy({ MessageSid: id, From, Body, NumMedia }: z.output<typeof Message>, fields: Fields): Inbound {
  const files = Array.from({ length: NumMedia }, (_, i) => fileOf(i, fields))
  const blocks = [...textBlocks(Body), ...files]
  if (blocks.length === 0) return ignored(fields, 'empty', id)
  const from = partyOf({ kind: 'phone', value: From.replace(/^whatsapp:/, ''), assurance: 'asserted' })
  return { type: 'message', id, messageId: id, from, thread: From, blocks }
}

/** The `i`th file, by its path at Twilio. */
function fileOf(i: number, fields: Fields) {
  const url = fields[`MediaUrl${i}`] ?? ''
  const ref = URL.canParse(url) ? new URL(url).pathname : '/'
  return fileBlock(ref, `attachment-${i + 1}`, { mime: fields[`MediaContentType${i}`] })
}
