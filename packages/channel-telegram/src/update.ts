import { type Inbound, notUnderstood } from '@casewell/channel/contract'
import * as z from 'zod'
import { blocksOf, idOf, Message, Place, partyOf, threadOf, User } from './message.ts'

const Reaction = z.object({ type: z.string(), emoji: z.string().optional() })

/** An update has exactly one of many kinds (https://core.telegram.org/bots/api#update). */
const Update = z.looseObject({
  update_id: z.number(),
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: z.object({ from: User, data: z.string().optional(), message: Message.optional() }).optional(),
  message_reaction: Place.extend({
    user: User.optional(),
    old_reaction: z.array(Reaction),
    new_reaction: z.array(Reaction),
  }).optional(),
})
type Update = z.output<typeof Update>

/** Kinds that are known and need nobody: they are about the bot, or about channels that nobody asks for help in. */
const ignored =
  /^(my_chat_member|chat_member|channel_post|edited_channel_post|poll|poll_answer|message_reaction_count|chat_boost|removed_chat_boost)$/

/** What happened, as events. Never throws. */
export function decodeUpdate(raw: unknown): readonly Inbound[] {
  const { success, data: update } = Update.safeParse(raw)
  if (!success) return [notUnderstood(asRaw(raw), 'not-an-update')]
  const id = `${update.update_id}`
  if (update.message) return said(id, update.message, raw)
  if (update.edited_message) return edited(id, update.edited_message)
  if (update.callback_query) return pressed(id, update.callback_query, raw)
  if (update.message_reaction) return reacted(id, update.message_reaction)
  const kind = Object.keys(update).find((key) => key !== 'update_id') ?? 'nothing'
  return ignored.test(kind)
    ? [{ type: 'ignored', id, reason: kind, raw: asRaw(raw) }]
    : [notUnderstood(asRaw(raw), 'unknown-update', kind)]
}

const asRaw = (raw: unknown): object | string => (typeof raw === 'object' && raw !== null ? raw : String(raw))
const dateOf = (seconds: number): Date => new Date(seconds * 1000)

function said(id: string, message: Message, raw: unknown): readonly Inbound[] {
  const blocks = blocksOf(message)
  if (!message.from || blocks.length === 0) return [unsaid(id, raw)]
  const [messageId, quoted] = [idOf(message), message.reply_to_message]
  const { language_code: language } = message.from
  return [
    {
      ...{ type: 'message', id, key: messageId, messageId, at: dateOf(message.date), blocks },
      ...{ from: partyOf(message.from), thread: threadOf(message) },
      ...(language !== undefined && { language }),
      ...(quoted && { evidence: { references: [idOf(quoted)] } }),
    },
  ]
}

/** Somebody joined, a picture was pinned: known, and nothing was said. What else there may be is kept for a person. */
function unsaid(id: string, raw: unknown): Inbound {
  const kinds = Object.keys((raw as { readonly message: object }).message) // `Update` found a message in it
  const known = kinds.find((kind) => housekeeping.test(kind))
  if (known !== undefined) return { type: 'ignored', id, reason: known, raw: asRaw(raw) }
  return notUnderstood(asRaw(raw), 'unknown-message', kinds.join(' '))
}

const housekeeping =
  /^(new_chat_|left_chat_member|delete_chat_photo|\w*chat_created|message_auto_delete|migrate_|pinned_message|forum_topic|general_forum|write_access|video_chat)/

function edited(id: string, message: Message): readonly Inbound[] {
  const at = dateOf(message.edit_date ?? message.date)
  return [{ type: 'edited', id, at, target: idOf(message), blocks: blocksOf(message) }]
}

/** Telegram does not say when a button was pressed. */
function pressed(
  id: string,
  { from, data = '', message }: NonNullable<Update['callback_query']>,
  raw: unknown,
): readonly Inbound[] {
  const [, kind, first = '', second] = /^([bc])([^\n]*)(?:\n([\s\S]*))?$/.exec(data) ?? []
  if (!message || kind === undefined) return [notUnderstood(asRaw(raw), 'unknown-button')]
  const what = kind === 'c' && second !== undefined ? { action: second, block: first } : { action: data.slice(1) }
  const where = { thread: threadOf(message), target: idOf(message) }
  return [{ type: 'action', id, from: partyOf(from), ...where, ...what }]
}

/** What was there before and is not any more was taken back. */
function reacted(id: string, reaction: NonNullable<Update['message_reaction']>): readonly Inbound[] {
  const { user, old_reaction, new_reaction, date } = reaction
  if (!user) return [{ type: 'ignored', id, reason: 'anonymous-reaction', raw: reaction }]
  const [before, now] = [old_reaction.map(nameOf), new_reaction.map(nameOf)]
  const changes = [
    ...now.filter((name) => !before.includes(name)).map((name) => ({ reaction: name, isRemoved: false })),
    ...before.filter((name) => !now.includes(name)).map((name) => ({ reaction: name, isRemoved: true })),
  ]
  const common = { type: 'reaction', at: dateOf(date), target: idOf(reaction), from: partyOf(user) } as const
  return changes.map((change, i) => ({ ...common, id: `${id}/${i}`, ...change }))
}

const nameOf = ({ emoji, type }: z.output<typeof Reaction>): string => emoji ?? type
