import type { Block, Party } from '@casewell/channel/contract'
import * as z from 'zod'

export const User = z.object({
  id: z.number(),
  first_name: z.string(),
  last_name: z.string().optional(),
  language_code: z.string().optional(),
})
/** Seconds since 1970 that make a date. */
const Seconds = z.int().min(0).max(8.64e12)
export const Place = z.object({ message_id: z.number(), date: Seconds, chat: z.object({ id: z.number() }) })
const File = z.object({ file_id: z.string(), file_name: z.string().optional(), mime_type: z.string().optional() })

/** The part of a message that is used here (https://core.telegram.org/bots/api#message). */
export const Message = Place.extend({
  from: User.optional(),
  message_thread_id: z.number().optional(),
  is_topic_message: z.boolean().optional(),
  edit_date: Seconds.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(z.object({ file_id: z.string() })).optional(),
  document: File.optional(),
  animation: File.optional(),
  audio: File.optional(),
  video: File.optional(),
  voice: File.optional(),
  video_note: File.optional(),
  sticker: File.extend({ emoji: z.string().optional() }).optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  contact: z.object({ phone_number: z.string(), first_name: z.string() }).optional(),
  reply_to_message: Place.optional(),
})
export type Message = z.output<typeof Message>

/** Message ids are unique in their chat only. */
export const idOf = ({ chat, message_id }: z.output<typeof Place>): string => `${chat.id}/${message_id}`

/** A chat, or one topic of it. */
export const threadOf = ({ chat, is_topic_message, message_thread_id }: Message): string =>
  is_topic_message && message_thread_id !== undefined ? `${chat.id}:${message_thread_id}` : `${chat.id}`

export const partyOf = ({ id, first_name, last_name }: z.output<typeof User>): Party => ({
  handle: { kind: 'user', value: `telegram:${id}`, assurance: 'verified' },
  name: last_name === undefined ? first_name : `${first_name} ${last_name}`,
})

/** What a message shows; nothing, if it is of a kind that is not known here. */
export function blocksOf(message: Message): readonly Block[] {
  const text = message.text ?? message.caption ?? wordsOf(message)
  const files = filesOf(message)
  return [...(text === undefined ? [] : [{ t: 'text', text } as const]), ...files]
}

function wordsOf({ location, contact, sticker }: Message): string | undefined {
  if (location) return `geo:${location.latitude},${location.longitude}` // RFC 5870
  return contact ? `${contact.first_name} ${contact.phone_number}` : sticker?.emoji
}

/** An animation also comes as a document; of a photo's sizes the last is the largest. */
function filesOf({ photo, document, ...message }: Message): readonly Block[] {
  const largest = photo?.at(-1)
  const whole = { ...message, document: message.animation ? undefined : document }
  return [
    ...(largest ? [{ t: 'file', ref: largest.file_id, name: 'photo.jpg', mime: 'image/jpeg' } as const] : []),
    ...kinds.flatMap(([kind, name, mime]): Block[] => {
      const file = whole[kind]
      return file ? [{ t: 'file', ref: file.file_id, name: file.file_name ?? name, mime: file.mime_type ?? mime }] : []
    }),
  ]
}

/** Names and types of files that do not bring their own. */
const kinds = [
  ['document', 'document', 'application/octet-stream'],
  ['animation', 'animation.mp4', 'video/mp4'],
  ['audio', 'audio.mp3', 'audio/mpeg'],
  ['video', 'video.mp4', 'video/mp4'],
  ['voice', 'voice.ogg', 'audio/ogg'],
  ['video_note', 'video.mp4', 'video/mp4'],
  ['sticker', 'sticker.webp', 'image/webp'],
] as const
