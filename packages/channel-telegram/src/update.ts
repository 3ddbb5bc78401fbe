import { defined, type Inbound, ignored, notUnderstood, pressedKey } from '@casewell/channel/contract'
import * as z from 'zod'
import { blocksOf, Dated, idOf, Message, partyOf, threadOf, User } from './message.ts'

const Reactions = z.array(
  z.object({ type: z.string(), emoji: z.string().optional() }).transform(({ emoji, type }) => emoji ?? type),
)

/** An update has exactly one of many kinds (https://core.telegram.org/bots/api#update). */
const Update = z.looseObject({
  update_id: z.number(),
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: z.object({ from: User, data: z.string().default(''), message: Message.optional() }).optional(),
  message_reaction: Dated.extend({
    user: User.optional(),
    old_reaction: Reactions,
    new_reaction: Reactions,
  }).optional(),
})
type Update = z.output<typeof Update>
type Raw = object | string

/** Kinds that are known and need nobody: they are about the bot, or about channels that nobody asks for help in. */
const needless =
  /^(my_chat_member|chat_member|channel_post|edited_channel_post|poll|poll_answer|message_reaction_count|chat_boost|removed_chat_boost)$/
/** Somebody joined, a picture was pinned: known, and nothing was said. */
const housekeeping =
  /^(new_chat_|left_chat_member|delete_chat_photo|\w*chat_created|message_auto_delete|migrate_|pinned_message|forum_topic|general_forum|write_access|video_chat)/

/** What happened, as events. Never throws. */
export function decodeUpdate(given: unknown): readonly Inbound[] {
  const raw = typeof given === 'object' && given !== null ? given : String(given)
  const { success, data: update } = Update.safeParse(raw)
  if (!success) return [notUnderstood(raw, 'not-an-update')]
  const { message, edited_message: edited, callback_query: pressed, message_reaction: reaction } = update
  const id = `${update.update_id}`
  if (message) return [said(id, message, raw)]
  if (edited) {
    const at = edited.edit_date ?? edited.date
    return [{ type: 'edited', id, at, target: idOf(edited), blocks: blocksOf(edited) }]
  }
  if (pressed) return [actionOf(id, pressed, raw)]
  if (reaction) return reactions(id, reaction, raw)
  const kind = Object.keys(update).find((key) => key !== 'update_id') ?? 'nothing'
  return [needless.test(kind) ? ignored(raw, kind, id) : notUnderstood(raw, 'unknown-update', kind)]
}

/** What is neither said nor known is kept for a person. */
function said(id: string, message: Message, raw: Raw): Inbound {
  const { from, date: at, reply_to_message: quoted } = message
  const [blocks, messageId, kinds] = [blocksOf(message), idOf(message), Object.keys(message)]
  const known = kinds.find((kind) => housekeeping.test(kind))
  if (!from || blocks.length === 0)
    return known === undefined ? notUnderstood(raw, 'unknown-message', kinds.join(' ')) : ignored(raw, known, id)
  const more = defined({ language: from.language_code, evidence: quoted && { references: [idOf(quoted)] } })
  const where = { from: partyOf(from), thread: threadOf(message) }
  return { type: 'message', id, key: messageId, messageId, at, ...where, blocks, ...more }
}

/** Telegram does not say when a button was pressed. */
function actionOf(id: string, { from, data, message }: NonNullable<Update['callback_query']>, raw: Raw): Inbound {
  const key = pressedKey(data)
  if (!message || !key) return notUnderstood(raw, 'unknown-button')
  return { type: 'action', id, from: partyOf(from), thread: threadOf(message), target: idOf(message), ...key }
}

/** What was there before and is not any more was taken back. */
function reactions(id: string, reaction: NonNullable<Update['message_reaction']>, raw: Raw): readonly Inbound[] {
  const { user, old_reaction: before, new_reaction: now, date: at } = reaction
  if (!user) return [ignored(raw, 'anonymous-reaction', id)]
  const common = { type: 'reaction', at, target: idOf(reaction), from: partyOf(user) } as const
  return [...new Set([...now, ...before])]
    .filter((name) => now.includes(name) !== before.includes(name))
    .map((name, i) => ({ ...common, id: `${id}/${i}`, reaction: name, isRemoved: before.includes(name) }))
}
