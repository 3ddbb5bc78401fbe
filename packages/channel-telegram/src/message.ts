import { type Block, fileBlock, type Party, placeText, textBlocks, userOf } from '@casewell/channel/contract'
import * as z from 'zod'

const text = z.string().optional()
export const User = z.object({ id: z.number(), first_name: z.string(), last_name: text, language_code: text })
/** Since 1970. */
const Seconds = z
  .int()
  .min(0)
  .max(8.64e12)
  .transform((seconds) => new Date(seconds * 1000))
/** A message by its place alone. */
export const Place = z.looseObject({ message_id: z.number(), chat: z.object({ id: z.number() }) })
export const Dated = Place.extend({ date: Seconds })
const File = z.object({ file_id: z.string(), file_name: text, mime_type: text, emoji: text })

/** The part of a message that is used here (https://core.telegram.org/bots/api#message). */
export const Message = Dated.extend({
  from: User.optional(),
  message_thread_id: z.number().optional(),
  is_topic_message: z.boolean().optional(),
  edit_date: Seconds.optional(),
  text,
  caption: text,
  photo: z.array(File).optional(),
  document: File.optional(),
  animation: File.optional(),
  audio: File.optional(),
  video: File.optional(),
  voice: File.optional(),
  video_note: File.optional(),
  sticker: File.optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  contact: z.object({ phone_number: z.string(), first_name: z.string() }).optional(),
  reply_to_message: Place.optional(),
})
export type Message = z.output<typeof Message>

/** Message ids are unique in their chat only. */
export const idOf = ({ chat, message_id }: z.output<typeof Place>): string => `${chat.id}/${message_id}`

/** A chat, or one topic of it. */
export const threadOf = ({ chat, is_topic_message, message_thread_id: topic }: Message): string =>
  is_topic_message && topic !== undefined ? `${chat.id}:${topic}` : `${chat.id}`

export const partyOf = ({ id, first_name, last_name }: z.output<typeof User>): Party =>
  userOf('telegram', id, last_name === undefined ? first_name : `${first_name} ${last_name}`)

/** What a message shows; nothing, if it is of a kind that is not known here. */
export function blocksOf({ text, caption, location, contact, photo, ...message }: Message): readonly Block[] {
  const place = location && placeText(location.latitude, location.longitude)
  const card = contact && `${contact.first_name} ${contact.phone_number}`
  // An animation also comes as a document; of a photo's sizes the last is the largest.
  const whole = { ...message, photo: photo?.at(-1), document: message.animation ? undefined : message.document }
  const files = kinds.flatMap(([kind, usual]) => {
    const { file_id, file_name: name, mime_type: mime } = whole[kind] ?? {}
    return file_id === undefined ? [] : [fileBlock(file_id, usual, { name, mime })]
  })
  return [...textBlocks(text ?? caption ?? place ?? card ?? message.sticker?.emoji), ...files]
}

/** Names of files that do not bring their own. */
const kinds = [
  ['photo', 'photo.jpg'],
  ['document', 'document'],
  ['animation', 'animation.mp4'],
  ['audio', 'audio.mp3'],
  ['video', 'video.mp4'],
  ['voice', 'voice.ogg'],
  ['video_note', 'video.mp4'],
  ['sticker', 'sticker.webp'],
] as const
