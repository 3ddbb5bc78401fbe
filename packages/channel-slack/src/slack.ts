import { defineChannel } from '@casewell/channel'
import type { Http, Outbound, Reconciled } from '@casewell/channel/contract'
import { formOf, isFresh, isSigned, jsonOf, notUnderstood } from '@casewell/channel/contract'
import * as z from 'zod'
import { contentOf } from './content.ts'
import { Callback, decodeEvent, decodeInteraction, Interaction } from './inbound.ts'
import { escaped } from './markup.ts'
import { nameOf } from './reactions.ts'
import { api, type Context, idsOf, locate, sendFile } from './web-api.ts'

/** Settings of one app in one workspace. */
export const SlackConfig = z.strictObject({
  /** The bot's token: `xoxb-…`. */
  token: z.string().min(1),
  /** The signing secret; two of them while it is being changed. */
  secret: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  /** The workspace and the bot's own user, so that an echo is no message: `T…` and `U…`. */
  teamId: z.string().min(1),
  botUserId: z.string().min(1),
  /** @defaultValue `https://slack.com` */
  baseUrl: z.url().default('https://slack.com'),
  /** Where files are fetched. @defaultValue `https://files.slack.com` */
  filesUrl: z.url().default('https://files.slack.com'),
})
export type SlackConfig = z.input<typeof SlackConfig>

/** How long a signed request is good for (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
const windowMs = 300_000
/** Marks our messages, so that one whose fate is unknown can be found. */
const mark = 'casewell_message'

const Ids = z.object({ channel: z.string(), ts: z.string() }).transform(({ channel, ts }) => [`${channel}/${ts}`])
const Metadata = z.object({ event_payload: z.object({ id: z.string() }) })
const Message = z.object({ ts: z.string(), metadata: Metadata.optional().catch(undefined) })
const History = z.object({ messages: z.array(Message) })
const Challenge = z.object({ type: z.literal('url_verification'), challenge: z.string() })

/** Events come as JSON, buttons as a form with JSON in it. */
const payloadOf = (request: Http): unknown => {
  const payload = formOf(request).get('payload')
  return payload === null ? jsonOf(request) : jsonOf({ body: new TextEncoder().encode(payload) })
}

/** Looks through what was said since: our messages carry their id. */
async function find({ id, thread, at }: Outbound, context: Context): Promise<Reconciled> {
  const { channel, thread_ts } = locate(thread)
  const asked = { channel, oldest: `${at.getTime() / 1000 - 60}`, limit: 200, include_all_metadata: true }
  const answer = thread_ts
    ? await api.call('/conversations.replies', { ...asked, ts: thread_ts }, context)
    : await api.call('/conversations.history', asked, context)
  const { data } = History.safeParse(answer.ok ? answer.body : undefined)
  if (!data) return { unresolved: 'Slack does not tell' }
  const found = data.messages.find(({ metadata }) => metadata?.event_payload.id === id)
  return found ? { sent: [`${channel}/${found.ts}`] } : { notSent: true }
}

/**
 * A Slack app as a channel: Events API, interactivity, Web API (https://docs.slack.dev).
 *
 * @example
 * ```ts
 * import { createHmac } from 'node:crypto'
 * import { slack } from '@casewell/channel-slack'
 * import { createDesk } from '@casewell/core'
 * import { memoryStore } from '@casewell/store'
 *
 * await using desk = await createDesk({ store: memoryStore() })
 * const channel = desk.use(slack('team', { token: 'xoxb-1', secret: 'signing-secret', teamId: 'T1', botUserId: 'U0' }))
 * await desk.start()
 * const body = JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1a' })
 * const time = `${Math.floor(Date.now() / 1000)}`
 * const signature = `v0=${createHmac('sha256', 'signing-secret').update(`v0:${time}:${body}`).digest('hex')}`
 * const headers = { 'x-slack-request-timestamp': time, 'x-slack-signature': signature }
 * console.log(await (await channel.handle(new Request('https://desk.example/slack', { method: 'POST', headers, body }))).text()) // 3eZbrw1a
 * ```
 */
export const slack = defineChannel({
  id: 'slack',
  config: SlackConfig,
  can: { files: 'both', buttons: true, choice: true, edit: true, delete: true, react: true },
  limits: {
    ...{ textChars: 4000, blocks: 1, fileBytes: 1_000_000_000 },
    ...{ buttons: 25, options: 100, labelChars: 75, promptChars: 3000 },
  },
  rate: { perThreadPerSecond: 1 }, // https://docs.slack.dev/apis/web-api/rate-limits

  webhook: {
    replayWindowMs: windowMs,
    verify({ headers, body }, { secret }, now) {
      const time = headers.get('x-slack-request-timestamp') ?? ''
      if (!isFresh(new Date(Number(time) * 1000), now, windowMs)) return false
      const given = headers.get('x-slack-signature')?.replace(/^v0=/, '') ?? null
      return isSigned({ secrets: secret, payload: ['v0:', time, ':', body], given })
    },
    decode(request) {
      const payload = payloadOf(request)
      if (Challenge.safeParse(payload).success) return []
      const event = Callback.safeParse(payload)
      if (event.success) return [decodeEvent(event.data)]
      const interaction = Interaction.safeParse(payload)
      return interaction.success
        ? decodeInteraction(interaction.data)
        : [notUnderstood(request.body, 'unknown-payload')]
    },
    reply: (request) => new Response(Challenge.safeParse(jsonOf(request)).data?.challenge ?? null, { status: 200 }),
  },

  send(message, context) {
    const [block] = message.blocks
    if (block?.t === 'file') return sendFile(block, message.thread, context)
    const metadata = { event_type: mark, event_payload: { id: message.id } }
    const body = { ...locate(message.thread), ...contentOf(message), metadata, unfurl_links: false }
    return api.send('/chat.postMessage', body, context, Ids)
  },
  reconcile: find,
  edit: (target, { text }, context) =>
    api.send('/chat.update', { ...idsOf(target), text: escaped(text), blocks: [] }, context, [target]),
  delete: (target, _where, context) =>
    api.send('/chat.delete', idsOf(target), context, [target], { fine: ['message_not_found'] }),
  async react(target, { reaction, isRemoved }, _where, context) {
    const name = nameOf(reaction)
    if (name === undefined) return { permanent: 'unknown-reaction', reason: `Slack has no name for ${reaction}` }
    const { channel, ts: timestamp } = idsOf(target)
    const [method, fine] = isRemoved ? ['/reactions.remove', 'no_reaction'] : ['/reactions.add', 'already_reacted']
    return api.send(method, { channel, timestamp, name }, context, [target], { fine: [fine] })
  },
  /** Its path is fetched from Slack alone: the token goes along. */
  file: (path, context) => api.file(path, context, context.config.filesUrl),
  own: ({ teamId, botUserId }) => [`slack:${teamId}:${botUserId}`],
})
