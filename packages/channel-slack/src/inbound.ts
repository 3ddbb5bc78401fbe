import { type Block, type Inbound, notUnderstood, type Party } from '@casewell/channel/contract'
import * as z from 'zod'
import { plain } from './markup.ts'
import { emojiOf } from './reactions.ts'

/** Seconds since 1970 with six decimals: the id of a message in its channel, and its instant. */
const Ts = z.string().regex(/^\d{1,11}\.\d+$/)
const id = z.string().min(1)
const File = z.object({
  name: z.string().min(1).default('file'),
  mimetype: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/)
    .default('application/octet-stream'),
  url_private: z.url().optional(),
})
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
  type: z.string(),
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
const ignored =
  /^(app_home_opened|app_uninstalled|tokens_revoked|channel_\w+|group_\w+|im_\w+|member_\w+|team_\w+|user_\w+|file_\w+|pin_\w+|emoji_changed|link_shared|assistant_\w+|message_metadata_\w+)$/
const housekeeping =
  /^(channel_|group_|bot_add|bot_remove|pinned_item|unpinned_item|reminder_add|message_replied|ekm_access_denied|tombstone|assistant_app_thread|huddle_thread)/

/** What happened. Never throws. */
export function decodeEvent(body: Callback): Inbound {
  const { event, team_id: team } = body
  const key = { id: body.event_id ?? notUnderstood(body, '').id }
  if (event.type.startsWith('reaction_')) return reacted(body, key, team)
  if (ignored.test(event.type)) return { type: 'ignored', ...key, reason: event.type, raw: body }
  if (event.type !== 'message' && event.type !== 'app_mention') return notUnderstood(body, 'unknown-event', event.type)
  if (event.subtype === 'message_changed') return changed(body, key)
  if (event.subtype === 'message_deleted') return deleted(body, key)
  if (housekeeping.test(event.subtype ?? ''))
    return { type: 'ignored', ...key, reason: event.subtype ?? event.type, raw: body }
  return said(body, key, team)
}

interface Key {
  readonly id: string
}
const dateOf = (ts: string): Date => new Date(Number(ts) * 1000)
const partyOf = (team: string, user: string): Party => ({
  handle: { kind: 'user', value: `slack:${team}:${user}`, assurance: 'verified' },
})

/** A mention in a channel comes twice, as a message and as a mention: its place and instant stay the same. */
function said(body: Callback, key: Key, team: string): Inbound {
  const { success, data } = Message.safeParse(body.event)
  const blocks = success ? blocksOf(data) : []
  const who = data?.user ?? data?.bot_id
  if (!success || who === undefined || blocks.length === 0)
    return notUnderstood(body, 'unknown-message', body.event.subtype)
  const { channel, ts, thread_ts, channel_type, bot_id } = data
  const own = `${channel}/${ts}`
  const thread = thread_ts === undefined && channel_type === 'im' ? channel : `${channel}/${thread_ts ?? ts}` // nobody threads in a private chat
  return {
    type: 'message',
    ...key,
    key: own,
    messageId: own,
    at: dateOf(ts),
    from: partyOf(team, who),
    thread,
    blocks,
    isAutomatic: bot_id !== undefined,
  }
}

function changed(body: Callback, key: Key): Inbound {
  const { data } = Changed.safeParse(body.event)
  const blocks = data ? blocksOf(data.message) : []
  if (!data || blocks.length === 0) return notUnderstood(body, 'unknown-change')
  return { type: 'edited', ...key, at: dateOf(data.event_ts), target: `${data.channel}/${data.message.ts}`, blocks }
}

function deleted(body: Callback, key: Key): Inbound {
  const { data } = Deleted.safeParse(body.event)
  if (!data) return notUnderstood(body, 'unknown-deletion')
  return { type: 'deleted', ...key, at: dateOf(data.event_ts), target: `${data.channel}/${data.deleted_ts}` }
}

function reacted(body: Callback, key: Key, team: string): Inbound {
  const { data } = Reacted.safeParse(body.event)
  if (!data || !/^reaction_(added|removed)$/.test(data.type)) return notUnderstood(body, 'unknown-reaction')
  const { item, user, reaction, event_ts, type } = data
  const common = { at: dateOf(event_ts), target: `${item.channel}/${item.ts}`, from: partyOf(team, user) }
  return { type: 'reaction', ...key, ...common, reaction: emojiOf(reaction), isRemoved: type === 'reaction_removed' }
}

function blocksOf({ text, files }: Pick<z.output<typeof Said>, 'text' | 'files'>): readonly Block[] {
  const found = files.flatMap(({ name, mimetype, url_private }): Block[] =>
    url_private === undefined ? [] : [{ t: 'file', ref: new URL(url_private).pathname, name, mime: mimetype }],
  )
  return [...(text === '' ? [] : [{ t: 'text', text: plain(text) } as const]), ...found]
}

const Label = z.object({ text: z.string().min(1) })
const Action = z.object({
  type: z.string(),
  action_id: id,
  action_ts: Ts,
  text: Label.optional(),
  selected_option: z.object({ value: id, text: Label }).optional(),
})

/** Buttons that were pressed, options that were chosen. */
export const Interaction = z.looseObject({
  type: z.literal('block_actions'),
  user: z.object({ id, team_id: id.optional(), name: z.string().min(1).optional() }),
  team: z.object({ id }).nullish(),
  channel: z.object({ id, name: z.string().optional() }),
  message: z.object({ ts: Ts, thread_ts: Ts.optional() }),
  actions: z.array(Action).min(1),
})

export function decodeInteraction({
  user,
  team,
  channel,
  message,
  actions,
}: z.output<typeof Interaction>): readonly Inbound[] {
  const { ts, thread_ts } = message
  const party = partyOf(user.team_id ?? team?.id ?? '', user.id)
  const from = user.name === undefined ? party : { ...party, name: user.name }
  const thread = thread_ts === undefined && channel.id.startsWith('D') ? channel.id : `${channel.id}/${thread_ts ?? ts}`
  return actions.map(({ action_id, action_ts, text, selected_option: chosen }): Inbound => {
    const what = chosen
      ? { action: chosen.value, block: action_id, label: chosen.text.text }
      : { action: action_id, ...(text && { label: text.text }) }
    return {
      type: 'action',
      id: `${channel.id}/${ts}/${action_id}/${action_ts}`,
      at: dateOf(action_ts),
      from,
      thread,
      target: `${channel.id}/${ts}`,
      ...what,
    }
  })
}
