import { type Block, type Inbound, notUnderstood } from '@casewell/channel/contract'
import * as z from 'zod'

/** Seconds since 1970, as text. */
const seconds = z.string().regex(/^\d{1,12}$/)
const id = z.string().min(1)
const File = z.object({
  id,
  mime_type: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+/)
    .optional(),
  caption: z.string().optional(),
  filename: z.string().min(1).optional(),
})
const Reply = z.object({ id, title: z.string() })
const Message = z.looseObject({
  ...{ id, from: z.string().regex(/^\d{5,20}$/), timestamp: seconds, type: z.string() },
  context: z.object({ id: id.optional() }).optional(),
  text: z.object({ body: z.string() }).optional(),
  image: File.optional(),
  video: File.optional(),
  audio: File.optional(),
  document: File.optional(),
  sticker: File.optional(),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().optional(),
      address: z.string().optional(),
    })
    .optional(),
  contacts: z
    .array(
      z.object({
        name: z.object({ formatted_name: z.string() }),
        phones: z.array(z.object({ phone: z.string().optional() })).optional(),
      }),
    )
    .optional(),
  interactive: z.object({ button_reply: Reply.optional(), list_reply: Reply.optional() }).optional(),
  button: z.object({ payload: z.string().optional(), text: z.string().min(1) }).optional(),
  reaction: z.object({ message_id: id, emoji: z.string().optional() }).optional(),
})
type Message = z.output<typeof Message>
const Status = z.looseObject({
  ...{ id, status: z.enum(['sent', 'delivered', 'read', 'failed']), timestamp: seconds },
  errors: z.array(z.object({ code: z.number(), title: z.string().optional() })).optional(),
})
const Value = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: z
    .array(z.object({ wa_id: z.string(), profile: z.object({ name: z.string().min(1) }).optional() }))
    .default([]),
  messages: z.array(z.looseObject({})).default([]),
  statuses: z.array(z.looseObject({})).default([]),
})
const Change = z.looseObject({ field: z.string().min(1), value: z.looseObject({}) })

/** The body of a webhook. */
export const Notification = z.object({ entry: z.array(z.object({ changes: z.array(Change) })) })

/** What happened, of one change. Never throws. @param ours - the id of our number: one app may have several */
export function decodeChange(change: z.output<typeof Change>, ours: string): readonly Inbound[] {
  if (change.field !== 'messages') return [{ ...notUnderstood(change, change.field), type: 'ignored' }]
  const { success, data: value } = Value.safeParse(change.value)
  if (!success) return [notUnderstood(change, 'unknown-change')]
  if (value.metadata.phone_number_id !== ours) return [{ ...notUnderstood(change, 'another-number'), type: 'ignored' }]
  const nameOf = (wa: string): string | undefined => value.contacts.find(({ wa_id }) => wa_id === wa)?.profile?.name
  return [...value.messages.map((raw) => decodeMessage(raw, nameOf)), ...value.statuses.map(decodeStatus)]
}

const dateOf = (text: string): Date => new Date(Number(text) * 1000)

function decodeStatus(raw: object): Inbound {
  const { success, data } = Status.safeParse(raw)
  if (!success) return notUnderstood(raw, 'unknown-status')
  const [error] = data.errors ?? []
  const why = error && { code: `${error.code}`, ...(error.title !== undefined && { reason: error.title }) }
  return {
    type: 'delivery',
    id: `${data.id}/${data.status}`,
    at: dateOf(data.timestamp),
    target: data.id,
    state: data.status,
    ...why,
  }
}

function decodeMessage(raw: object, nameOf: (wa: string) => string | undefined): Inbound {
  const { success, data: message } = Message.safeParse(raw)
  if (!success) return notUnderstood(raw, 'unknown-message')
  const name = nameOf(message.from)
  const from = {
    handle: { kind: 'phone', value: `+${message.from}`, assurance: 'verified' } as const,
    ...(name !== undefined && { name }),
  }
  const place = {
    id: message.id,
    at: dateOf(message.timestamp),
    from,
    thread: message.from,
    wire: { last: message.id },
  }
  const { reaction, context } = message
  if (reaction)
    return {
      type: 'reaction',
      ...place,
      target: reaction.message_id,
      reaction: reaction.emoji || 'removed',
      isRemoved: !reaction.emoji,
    }
  const pressed = pressedIn(message)
  if (pressed) return { type: 'action', ...place, ...pressed, ...(context?.id !== undefined && { target: context.id }) }
  const blocks = blocksOf(message)
  if (blocks.length === 0) return notUnderstood(raw, 'unknown-message', message.type)
  return {
    type: 'message',
    ...place,
    messageId: message.id,
    blocks,
    ...(context?.id !== undefined && { evidence: { references: [context.id] } }),
  }
}

/** A template's own buttons carry a payload of the template; ours carry what we put there. */
function pressedIn({ interactive, button }: Message): { action: string; block?: string; label: string } | undefined {
  if (button) return { action: button.payload || button.text, label: button.text }
  const reply = interactive?.button_reply ?? interactive?.list_reply
  if (!reply) return undefined
  const [, block, option] = /^c([^\n]+)\n([\s\S]+)$/.exec(reply.id) ?? []
  if (block !== undefined && option !== undefined) return { action: option, block, label: reply.title }
  return { action: reply.id.replace(/^b(?=.)/, ''), label: reply.title }
}

const files = [
  ['image', 'image.jpg', 'image/jpeg'],
  ['video', 'video.mp4', 'video/mp4'],
  ['audio', 'voice.ogg', 'audio/ogg'],
  ['document', 'document', 'application/octet-stream'],
  ['sticker', 'sticker.webp', 'image/webp'],
] as const

function blocksOf(message: Message): readonly Block[] {
  const { text, location, contacts } = message
  const words = [
    ...(text ? [text.body] : []),
    ...(location
      ? [[location.name, location.address, `geo:${location.latitude},${location.longitude}`].filter(Boolean).join('\n')]
      : []), // RFC 5870
    ...(contacts ?? []).map(({ name, phones = [] }) =>
      [name.formatted_name, ...phones.map(({ phone }) => phone)].filter(Boolean).join(' '),
    ),
  ]
  const found = files.flatMap(([kind, name, mime]): Block[] => {
    const file = message[kind]
    if (!file) return []
    const block = {
      t: 'file',
      ref: file.id,
      name: file.filename ?? name,
      mime: file.mime_type?.split(';')[0] ?? mime,
    } as const
    return file.caption === undefined ? [block] : [{ t: 'text', text: file.caption }, block]
  })
  return [...words.map((text) => ({ t: 'text', text }) as const), ...found]
}
