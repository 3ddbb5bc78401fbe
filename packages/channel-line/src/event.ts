import type { Block, Inbound } from '@casewell/channel/contract'
import {
  fileBlock,
  ignored,
  notUnderstood,
  placeText,
  pressedKey,
  textBlocks,
  userOf,
} from '@casewell/channel/contract'
import * as z from 'zod'

const id = z.string().min(1)
const word = z.string().optional()
const coordinate = z.number().optional()
const Place = z.object({ title: word, address: word, latitude: coordinate, longitude: coordinate })
const Message = Place.extend({
  id,
  type: z.string(),
  text: word,
  fileName: word,
  quotedMessageId: id.optional(),
  keywords: z.array(z.string()).optional(),
})
const Event = z.looseObject({
  type: z.string(),
  webhookEventId: id,
  timestamp: z.number().min(0).max(8.64e15),
  source: z.object({ userId: id.optional(), groupId: id.optional(), roomId: id.optional() }).optional(),
  message: Message.optional(),
  unsend: z.object({ messageId: id }).optional(),
  postback: z.object({ data: z.string() }).optional(),
})

/** The body of a webhook. */
export const Events = z.object({ events: z.array(z.looseObject({})) })

/** Known, and nobody needs them: who follows, who joins. */
const needless =
  /^(follow|unfollow|join|leave|memberJoined|memberLeft|accountLink|beacon|videoPlayComplete|membership|activated|deactivated|botSuspended|botResumed|module)$/

/** What happened. Never throws. */
export function decodeEvent(raw: object): Inbound {
  const { success, data: event } = Event.safeParse(raw)
  if (!success) return notUnderstood(raw, 'unknown-event')
  const { type, webhookEventId, source, message, postback } = event
  const common = { id: webhookEventId, at: new Date(event.timestamp) }
  if (needless.test(type)) return ignored(raw, type, webhookEventId)
  if (event.unsend) return { type: 'deleted', ...common, target: event.unsend.messageId }
  const thread = source?.groupId ?? source?.roomId ?? source?.userId
  if (thread === undefined) return notUnderstood(raw, 'no-source', type)
  // In a group, somebody who has not agreed to LINE's terms for bots has no id.
  const from = userOf('line', source?.userId ?? thread, undefined, source?.userId ? 'verified' : 'unverified')
  const place = { ...common, thread, from }
  if (postback)
    return { type: 'action', ...place, ...(pressedKey(postback.data) ?? { action: postback.data || 'postback' }) }
  const blocks = message ? blocksOf(message) : []
  if (!message || blocks.length === 0) return notUnderstood(raw, 'unknown-event', message?.type ?? type)
  const { id: messageId, quotedMessageId: quoted } = message
  const evidence = quoted !== undefined && { evidence: { references: [quoted] } }
  return { type: 'message', ...place, key: messageId, messageId, blocks, ...evidence }
}

/** Names of files that LINE does not name. */
const files = new Map(Object.entries({ image: 'image.jpg', video: 'video.mp4', audio: 'audio.m4a', file: 'file' }))

function blocksOf({ id, type, text, fileName, keywords, ...place }: z.output<typeof Message>): readonly Block[] {
  if (type === 'text') return textBlocks(text)
  if (type === 'sticker') return textBlocks(`(${keywords?.[0] ?? 'sticker'})`)
  if (type === 'location') return textBlocks(placeText(place.latitude, place.longitude, place.title, place.address))
  const usual = files.get(type)
  return usual === undefined ? [] : [fileBlock(id, usual, { name: fileName })]
}
