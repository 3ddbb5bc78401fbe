import { createHash } from 'node:crypto'
import { defineChannel } from '@casewell/channel'
import { callVendor, isSigned, jsonOf, notUnderstood } from '@casewell/channel/contract'
import * as z from 'zod'
import { contentOf } from './content.ts'
import { decodeEvent, Events } from './event.ts'

/** Settings of one LINE Official Account. */
export const LineConfig = z.object({
  /** The channel secret signs every webhook; two of them while it is being changed. */
  secret: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  /** The channel access token. */
  token: z.string().min(1),
  /** @defaultValue `https://api.line.me` */
  baseUrl: z.url().default('https://api.line.me'),
  /** Where files are fetched. @defaultValue `https://api-data.line.me` */
  dataUrl: z.url().default('https://api-data.line.me'),
})
export type LineConfig = z.input<typeof LineConfig>

const Accepted = z.object({ sentMessages: z.array(z.object({ id: z.string() })) })

/** LINE knows a repeated push by a UUID: made of the message's id, it is the same in every attempt. */
function retryKey(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * A LINE Official Account as a channel (https://developers.line.biz/en/reference/messaging-api/).
 *
 * @example
 * ```ts
 * import { createHmac } from 'node:crypto'
 * import { line } from '@casewell/channel-line'
 * import { createDesk } from '@casewell/core'
 * import { memoryStore } from '@casewell/store'
 *
 * await using desk = await createDesk({ store: memoryStore() })
 * const channel = desk.use(line('support-jp', { secret: 'test_secret', token: 'channel-access-token' }))
 * await desk.start()
 * const event = { type: 'message', webhookEventId: '01H', timestamp: 1767600000000, source: { type: 'user', userId: 'U42' },
 *   message: { id: '7', type: 'text', text: 'No sound' } }
 * const body = JSON.stringify({ destination: 'U0', events: [event] })
 * const headers = { 'x-line-signature': createHmac('sha256', 'test_secret').update(body).digest('base64') }
 * console.log((await channel.handle(new Request('https://desk.example/line', { method: 'POST', headers, body }))).status) // 200
 * ```
 */
export const line = defineChannel({
  id: 'line',
  config: LineConfig,
  can: { files: 'in', buttons: true, choice: true, typing: true, proactive: true },
  limits: { textChars: 5000, blocks: 5, buttons: 4, options: 13, labelChars: 20, promptChars: 160 },

  webhook: {
    verify: ({ headers, body }, { secret }) =>
      isSigned({ secrets: secret, payload: [body], given: headers.get('x-line-signature'), encoding: 'base64' }),
    decode(request) {
      const { success, data } = Events.safeParse(jsonOf(request))
      return success ? data.events.map(decodeEvent) : [notUnderstood(request.body, 'no-events')]
    },
    reply: () => new Response(null, { status: 200 }),
  },

  async send({ id, thread, blocks, text }, context) {
    const { baseUrl, token } = context.config
    const messages = contentOf(blocks, text)
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-line-retry-key': retryKey(id),
    }
    const call = { method: 'POST', headers, body: JSON.stringify({ to: thread, messages }), isIdempotent: true }
    const answer = await callVendor(`${baseUrl}/v2/bot/message/push`, call, context)
    const { data } = Accepted.safeParse(answer.body)
    if (data && (answer.ok || answer.status === 409)) return { sent: data.sentMessages.map((sent) => sent.id) } // 409: it has it already
    return answer.ok ? { unknown: 'LINE answered 200 without ids' } : answer.failed
  },
  /** The far side shows it for at most so many seconds, and only to a single person. */
  async typing({ thread }, isOn, context) {
    const { baseUrl, token } = context.config
    const body = JSON.stringify({ chatId: thread, loadingSeconds: 20 })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    if (isOn && thread.startsWith('U'))
      await callVendor(`${baseUrl}/v2/bot/chat/loading/start`, { method: 'POST', headers, body }, context)
  },
  async file(ref, { config, fetch, signal }) {
    const headers = { authorization: `Bearer ${config.token}` }
    const response = await fetch(`${config.dataUrl}/v2/bot/message/${encodeURIComponent(ref)}/content`, {
      headers,
      signal,
    })
    if (!response.ok) throw new Error(`LINE does not give the file: HTTP ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  },
  threadFor: ({ kind, value }) => (kind === 'user' && value.startsWith('line:') ? value.slice(5) : undefined),
})
