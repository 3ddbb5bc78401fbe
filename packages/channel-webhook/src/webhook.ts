import { defineChannel } from '@casewell/channel'
import {
  type Block,
  type ChannelContext,
  callVendor,
  jsonOf,
  notUnderstood,
  type Sent,
  userIdOf,
} from '@casewell/channel/contract'
import * as z from 'zod'
import { eventOf } from './event.ts'
import { isSignedWebhook, signWebhook, windowMs } from './standard-webhooks.ts'

const secret = z.string().regex(/^(whsec_)?[A-Za-z0-9+/]{16,}={0,2}$/, 'a secret is base64, 16 characters or more')

/** Settings of one application at the other end. */
export const WebhookConfig = z.strictObject({
  /** Where messages go. */
  url: z.url(),
  /** Signs both directions, `whsec_…`; two of them while it is being changed, the new one first. */
  secret: z.union([secret, z.array(secret).min(1)]).transform((secrets) => [secrets].flat()),
})
export type WebhookConfig = z.input<typeof WebhookConfig>
type Context = ChannelContext<z.output<typeof WebhookConfig>>

/** Tells the application something. It sees the id in every attempt, and takes the same id once. */
async function tell(id: string, what: object, { config, fetch, signal }: Context): Promise<Sent> {
  const body = JSON.stringify(what)
  const headers = { 'content-type': 'application/json', ...signWebhook(config.secret[0] ?? '', id, new Date(), body) }
  const answer = await callVendor(config.url, { method: 'POST', headers, body, isIdempotent: true }, { fetch, signal })
  return answer.ok ? { sent: [id] } : answer.failed
}

/** The same may be told of a message again and again: a reaction comes, goes and comes back. */
async function tellOf(target: string, what: object, context: Context): Promise<Sent> {
  const told = await tell(crypto.randomUUID(), { ...what, target }, context)
  return 'sent' in told ? { sent: [target] } : told
}

/** A block as JSON: bytes as base64. */
const shown = (block: Block): object =>
  block.t === 'file' ? { ...block, bytes: undefined, base64: Buffer.from(block.bytes ?? []).toString('base64') } : block

/**
 * Any application of your own as a channel: signed JSON, both ways, by Standard Webhooks.
 *
 * @example
 * ```ts
 * import { signWebhook, webhook } from '@casewell/channel-webhook'
 * import { createDesk } from '@casewell/core'
 * import { memoryStore } from '@casewell/store'
 *
 * const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
 * await using desk = await createDesk({ store: memoryStore() })
 * const channel = desk.use(webhook('app', { url: 'https://app.example/desk', secret }))
 * await desk.start()
 * const at = new Date()
 * const body = JSON.stringify({ type: 'message', at, thread: 'bob', from: { id: '42', name: 'Bob' }, text: 'It is mute.' })
 * const headers = signWebhook(secret, 'evt_1', at, body)
 * console.log((await channel.handle(new Request('https://desk.example/app', { method: 'POST', headers, body }))).status) // 204
 * ```
 */
export const webhook = defineChannel({
  id: 'webhook',
  config: WebhookConfig,
  can: {
    ...({ files: 'out', edit: true, delete: true, react: true, typing: true, read: true } as const),
    ...({ buttons: true, choice: true, card: true, form: true, deliveries: true, proactive: true } as const),
  },
  webhook: {
    replayWindowMs: windowMs,
    verify: (request, { secret: secrets }, now) => isSignedWebhook(request, secrets, now),
    decode(request) {
      const event = eventOf(jsonOf(request), request.headers.get('webhook-id') ?? '')
      return typeof event === 'string' ? [notUnderstood(request.body, 'unknown-event', event)] : [event]
    },
  },
  send: ({ id, blocks, at, ...message }, context) =>
    tell(id, { type: 'message', id, at, ...message, blocks: blocks.map(shown) }, context),
  edit: (target, { text, thread }, context) => tellOf(target, { type: 'edited', thread, text }, context),
  delete: (target, { thread }, context) => tellOf(target, { type: 'deleted', thread }, context),
  react: (target, reaction, { thread }, context) => tellOf(target, { type: 'reaction', thread, ...reaction }, context),
  async typing({ thread }, isOn, context) {
    await tell(crypto.randomUUID(), { type: 'typing', thread, isOn }, context)
  },
  async read(target, { thread }, context) {
    await tellOf(target, { type: 'read', thread }, context)
  },
  threadFor: (handle) => userIdOf('webhook', handle),
})
