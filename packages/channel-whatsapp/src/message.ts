import type { Block, Inbound, InboundAction } from '@casewell/channel/contract'
import {
  defined,
  fileBlock,
  notUnderstood,
  partyOf,
  placeText,
  pressedKey,
  textBlocks,
} from '@casewell/channel/contract'
import * as z from 'zod'

/** Since 1970, as text. */
export const Seconds = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform((seconds) => new Date(Number(seconds) * 1000))
export const id = z.string().min(1)
const text = z.string().optional()
const File = z.object({ id, mime_type: text, caption: text, filename: text })
const Reply = z.object({ id, title: z.string() })
/** An address card, as text. */
const Contact = z
  .object({
    name: z.object({ formatted_name: z.string() }),
    phones: z.array(z.object({ phone: text })).default([]),
  })
  .transform(({ name, phones }) => [name.formatted_name, ...phones.map(({ phone }) => phone)].filter(Boolean).join(' '))
const Message = z.object({
  id,
  from: z.string().regex(/^\d{5,20}$/),
  timestamp: Seconds,
  type: z.string(),
  context: z.object({ id: id.optional() }).optional(),
  text: z.object({ body: z.string() }).optional(),
  image: File.optional(),
  video: File.optional(),
  audio: File.optional(),
  document: File.optional(),
  sticker: File.optional(),
  location: z.object({ latitude: z.number(), longitude: z.number(), name: text, address: text }).optional(),
  contacts: z.array(Contact).default([]),
  interactive: z.object({ button_reply: Reply.optional(), list_reply: Reply.optional() }).optional(),
  button: z.object({ payload: text, text: id }).optional(),
  reaction: z.object({ message_id: id, emoji: text }).optional(),
})
type Message = z.output<typeof Message>

/** What somebody did. Never throws. @param names - of people, by their WhatsApp id */
export function decodeMessage(raw: object, names: ReadonlyMap<string, string | undefined>): Inbound {
  const { success, data: message } = Message.safeParse(raw)
  if (!success) return notUnderstood(raw, 'unknown-message')
  const { from: thread, timestamp: at, context = {}, reaction } = message
  const from = partyOf({ kind: 'phone', value: `+${thread}`, assurance: 'verified' }, names.get(thread))
  const place = { id: message.id, at, from, thread, wire: { last: message.id } }
  if (reaction) {
    const { message_id: target, emoji } = reaction
    return { type: 'reaction', ...place, target, reaction: emoji || 'removed', isRemoved: !emoji }
  }
  const pressed = pressedIn(message)
  if (pressed) return { type: 'action', ...place, ...pressed, ...defined({ target: context.id }) }
  const blocks = blocksOf(message)
  if (blocks.length === 0) return notUnderstood(raw, 'unknown-message', message.type)
  const evidence = context.id !== undefined && { evidence: { references: [context.id] } }
  return { type: 'message', ...place, messageId: message.id, blocks, ...evidence }
}

/** A template's own buttons carry a payload of the template; ours carry what we put there. */
function pressedIn({ interactive, button }: Message): Pick<InboundAction, 'action' | 'block' | 'label'> | undefined {
  if (button) return { action: button.payload || button.text, label: button.text }
  const reply = interactive?.button_reply ?? interactive?.list_reply
  return reply && { label: reply.title, ...(pressedKey(reply.id) ?? { action: reply.id }) }
}

const files = [
  ['image', 'image.jpg'],
  ['video', 'video.mp4'],
  ['audio', 'voice.ogg'],
  ['document', 'document'],
  ['sticker', 'sticker.webp'],
] as const

function blocksOf(message: Message): readonly Block[] {
  const { text, location: place, contacts } = message
  const found = files.flatMap(([kind, usual]): readonly Block[] => {
    const { id, caption, filename: name, mime_type: mime } = message[kind] ?? {}
    return id === undefined ? [] : [...textBlocks(caption), fileBlock(id, usual, { name, mime })]
  })
  const where = place && placeText(place.latitude, place.longitude, place.name, place.address)
  return [...textBlocks(text?.body, where, ...contacts), ...found]
}
