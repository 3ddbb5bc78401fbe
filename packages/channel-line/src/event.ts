import { type Block, type Inbound, notUnderstood, type Party } from '@casewell/channel/contract'
import * as z from 'zod'

const Message = z.object({
  id: z.string().min(1),
  type: z.string(),
  text: z.string().optional(),
  fileName: z.string().min(1).optional(),
  quotedMessageId: z.string().min(1).optional(),
  title: z.string().optional(),
  address: z.string().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  keywords: z.array(z.string()).optional(),
})
type Message = z.output<typeof Message>

const Source = z.object({
  userId: z.string().min(1).optional(),
  groupId: z.string().min(1).optional(),
  roomId: z.string().min(1).optional(),
})
const Event = z.looseObject({
  type: z.string(),
  webhookEventId: z.string().min(1),
  timestamp: z.number().min(0).max(8.64e15),
  source: Source.optional(),
  message: Message.optional(),
  unsend: z.object({ messageId: z.string().min(1) }).optional(),
  postback: z.object({ data: z.string() }).optional(),
})

/** The body of a webhook. */
export const Events = z.object({ events: z.array(z.looseObject({})) })

/** Known, and nobody needs them: who follows, who joins. */
const ignored =
  /^(follow|unfollow|join|leave|memberJoined|memberLeft|accountLink|beacon|videoPlayComplete|membership|activated|deactivated|botSuspended|botResumed|module)$/

/** What happened. Never throws. */
export function decodeEvent(raw: object): Inbound {
  const { success, data: event } = Event.safeParse(raw)
  if (!success) return notUnderstood(raw, 'unknown-event')
  const common = { id: event.webhookEventId, at: new Date(event.timestamp) }
  if (ignored.test(event.type)) return { type: 'ignored', id: common.id, reason: event.type, raw }
  if (event.unsend) return { type: 'deleted', ...common, target: event.unsend.messageId }
  const thread = event.source?.groupId ?? event.source?.roomId ?? event.source?.userId
  if (thread === undefined || !event.source) return notUnderstood(raw, 'no-source', event.type)
  const place = { ...common, thread, from: partyOf(event.source.userId, thread) }
  if (event.postback) return pressed(place, event.postback.data)
  const blocks = event.message ? blocksOf(event.message) : []
  if (!event.message || blocks.length === 0)
    return notUnderstood(raw, 'unknown-event', event.message?.type ?? event.type)
  const { id: messageId, quotedMessageId } = event.message
  return {
    ...{ type: 'message', ...place, key: messageId, messageId, blocks },
    ...(quotedMessageId !== undefined && { evidence: { references: [quotedMessageId] } }),
  }
}

/** In a group, somebody who has not agreed to LINE's terms for bots has no id. */
const partyOf = (user: string | undefined, thread: string): Party => ({
  handle: { kind: 'user', value: `line:${user ?? thread}`, assurance: user === undefined ? 'unverified' : 'verified' },
})

function pressed(place: Omit<Inbound & { type: 'action' }, 'type' | 'action'>, data: string): Inbound {
  const [, block, option] = /^c([^\n]+)\n([\s\S]+)$/.exec(data) ?? []
  if (block !== undefined && option !== undefined) return { type: 'action', ...place, action: option, block }
  return {
    type: 'action',
    ...place,
    action: data.startsWith('b') && data.length > 1 ? data.slice(1) : data || 'postback',
  }
}

const files = {
  image: ['image.jpg', 'image/jpeg'],
  video: ['video.mp4', 'video/mp4'],
  audio: ['audio.m4a', 'audio/mp4'],
  file: ['file', 'application/octet-stream'],
} as const

function blocksOf({
  id,
  type,
  text,
  fileName,
  title,
  address,
  latitude,
  longitude,
  keywords,
}: Message): readonly Block[] {
  if (type === 'text' && text !== undefined) return [{ t: 'text', text }]
  if (type === 'location')
    return [{ t: 'text', text: [title, address, `geo:${latitude},${longitude}`].filter(Boolean).join('\n') }] // RFC 5870
  if (type === 'sticker') return [{ t: 'text', text: `(${keywords?.[0] ?? 'sticker'})` }]
  if (!Object.hasOwn(files, type)) return []
  const [name, mime] = files[type as keyof typeof files] // it has it
  return [{ t: 'file', ref: id, name: fileName ?? name, mime }]
}
