import type { Block, Inbound, Party } from '@casewell/channel/contract'
import { defined, fileBlock, ignored, notUnderstood, textBlocks, userOf } from '@casewell/channel/contract'
import * as z from 'zod'
import { plain } from './markup.ts'
import { emojiOf } from './reactions.ts'

/** Seconds since 1970 with six decimals: the id of a message in its channel, and its instant. */
const Ts = z.string().regex(/^\d{1,11}\.\d+$/)
const id = z.string().min(1)
const File = z.object({ name: z.string().optional(), mimetype: z.string().optional(), url_private: z.url().optional() })
const Said = z.object({
  ts: Ts,
  text: z.string().default(''),
  user: id.optional(),
  bot_id: id.optional(),
  thread_ts: Ts.optional(),
  files: z.array(File).default([]),
})
const Message = Said.extend({ channel: id, channel_type: z.string().optional() })
const Changed = z.object({ channel: id, event_ts: Ts, message: Said })
const Deleted = z.object({ channel: id, event_ts: Ts, deleted_ts: Ts })
const Reacted = z.object({
  type: z.enum(['reaction_added', 'reaction_removed']),
  user: id,
  reaction: id,
  item: z.object({ channel: id, ts: Ts }),
  event_ts: Ts,
})

/** Something that happened in a workspace. */
export const Callback = z.looseObject({
  type: z.literal('event_callback'),
  event_id: id.optional(),
  team_id: id,
  event: z.looseObject({ type: id, subtype: z.string().optional() }),
})
type Callback = z.output<typeof Callback>

/** Known, and nobody needs them. */
const needless =
  /^(app_home_opened|app_uninstalled|tokens_revoked|channel_\w+|group_\w+|im_\w+|member_\w+|team_\w+|user_\w+|file_\w+|pin_\w+|emoji_changed|link_shared|assistant_\w+|message_metadata_\w+)$/
const housekeeping =
  /^(channel_|group_|bot_add|bot_remove|pinned_item|unpinned_item|reminder_add|message_replied|ekm_access_denied|tombstone|assistant_app_thread|huddle_thread)/

/** What happened. Never throws. */
export function decodeEvent(body: Callback): Inbound {
  const { type, subtype = '' } = body.event
  const id = body.event_id ?? notUnderstood(body, '').id
  if (type.startsWith('reaction_')) return reacted(body, id)
  if (needless.test(type)) return ignored(body, type, id)
  if (type !== 'message' && type !== 'app_mention') return notUnderstood(body, 'unknown-event', type)
  if (subtype === 'message_changed') return changed(body, id)
  if (subtype === 'message_deleted') return deleted(body, id)
  return housekeeping.test(subtype) ? ignored(body, subtype, id) : said(body, id)
}

const dateOf = (ts: string): Date => new Date(Number(ts) * 1000)
const partyOf = (team: string, user: string, name?: string): Party => userOf(`slack:${team}`, user, name)

/** Nobody threads in a private chat. */
const threadOf = (channel: string, isPrivate: boolean, ts: string, thread_ts?: string): string =>
  thread_ts === undefined && isPrivate ? channel : `${channel}/${thread_ts ?? ts}`

/** A mention in a channel comes twice, as a message and as a mention: its place and instant stay the same. */
function said(body: Callback, id: string): Inbound {
  const { data } = Message.safeParse(body.event)
  const blocks = data ? blocksOf(data) : []
  const who = data?.user ?? data?.bot_id
  if (!data || who === undefined || blocks.length === 0)
    return notUnderstood(body, 'unknown-message', body.event.subtype)
  const { channel, ts, thread_ts, channel_type, bot_id } = data
  const key = `${channel}/${ts}`
  const place = {
    at: dateOf(ts),
    from: partyOf(body.team_id, who),
    thread: threadOf(channel, channel_type === 'im', ts, thread_ts),
  }
  return { type: 'message', id, key, messageId: key, ...place, blocks, isAutomatic: bot_id !== undefined }
}

function changed(body: Callback, id: string): Inbound {
  const { data } = Changed.safeParse(body.event)
  const blocks = data ? blocksOf(data.message) : []
  if (!data || blocks.length === 0) return notUnderstood(body, 'unknown-change')
  return { type: 'edited', id, at: dateOf(data.event_ts), target: `${data.channel}/${data.message.ts}`, blocks }
}

function deleted(body: Callback, id: string): Inbound {
  const { data } = Deleted.safeParse(body.event)
  if (!data) return notUnderstood(body, 'unknown-deletion')
  return { type: 'deleted', id, at: dateOf(data.event_ts), target: `${data.channel}/${data.deleted_ts}` }
}

function reacted(body: Callback, id: string): Inbound {
  const { data } = Reacted.safeParse(body.event)
  if (!data) return notUnderstood(body, 'unknown-reaction')
  const { item, event_ts } = data
  const what = { reaction: emojiOf(data.reaction), isRemoved: data.type === 'reaction_removed' }
  const from = partyOf(body.team_id, data.user)
  return { type: 'reaction', id, at: dateOf(event_ts), target: `${item.channel}/${item.ts}`, from, ...what }
}

const blocksOf = ({ text, files }: z.output<typeof Said>): readonly Block[] => [
  ...textBlocks(plain(text)),
  ...files.flatMap(({ name, mimetype: mime, url_private: url }) =>
    url === undefined ? [] : [fileBlock(new URL(url).pathname, 'file', { name, mime })],
  ),
]

const Label = z.object({ text: id })
const Action = z.object({
  action_id: id,
  action_ts: Ts,
  text: Label.optional(),
  selected_option: z.object({ value: id, text: Label }).optional(),
})

/** Buttons that were pressed, options that were chosen. */
export const Interaction = z.looseObject({
  type: z.literal('block_actions'),
  user: z.object({ id, team_id: id.optional(), name: z.string().optional() }),
  team: z.object({ id }).nullish(),
  channel: z.object({ id }),
  message: z.object({ ts: Ts, thread_ts: Ts.optional() }),
  actions: z.array(Action).min(1),
})

export function decodeInteraction(pressed: z.output<typeof Interaction>): readonly Inbound[] {
  const { user, team, actions } = pressed
  const {
    channel: { id: channel },
    message: { ts, thread_ts },
  } = pressed
  const target = `${channel}/${ts}`
  const from = partyOf(user.team_id ?? team?.id ?? '', user.id, user.name)
  const place = { from, thread: threadOf(channel, channel.startsWith('D'), ts, thread_ts), target }
  return actions.map(({ action_id, action_ts, text, selected_option: chosen }): Inbound => {
    const what = chosen
      ? { action: chosen.value, block: action_id, label: chosen.text.text }
      : defined({ action: action_id, label: text?.text })
    return { type: 'action', id: `${target}/${action_id}/${action_ts}`, at: dateOf(action_ts), ...place, ...what }
  })
}
