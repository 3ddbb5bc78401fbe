import { hash } from 'node:crypto'
import { defineChannel } from '@casewell/channel'
import { isSigned, jsonOf, notUnderstood, userIdOf, vendorApi } from '@casewell/channel/contract'
import * as z from 'zod'
import { messageOf } from './content.ts'
import { decodeEvent, Events } from './event.ts'

/** Settings of one LINE Official Account. */
export const LineConfig = z.strictObject({
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

const api = vendorApi<z.output<typeof LineConfig>>({
  vendor: 'LINE',
  baseUrl: ({ baseUrl }) => `${baseUrl}/v2/bot`,
  headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
})
const Ids = z
  .object({ sentMessages: z.array(z.object({ id: z.string() })) })
  .transform(({ sentMessages }) => sentMessages.map(({ id }) => id))

/** LINE knows a repeated push by a UUID: made of the message's id, it is the same in every attempt. */
function retryKey(id: string): string {
  const hex = hash('sha256', id)
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

  send({ id, thread, blocks, text }, context) {
    const messages = blocks.length > 0 ? blocks.map(messageOf) : [messageOf({ t: 'text', text })]
    const headers = { 'x-line-retry-key': retryKey(id) }
    const options = { headers, isIdempotent: true, fine: [409] } // 409: it has it already
    return api.send('/message/push', { to: thread, messages }, context, Ids, options)
  },
  /** The far side shows it for at most so many seconds, and only to a single person. */
  async typing({ thread }, isOn, context) {
    if (isOn && thread.startsWith('U'))
      await api.call('/chat/loading/start', { chatId: thread, loadingSeconds: 20 }, context)
  },
  file: (ref, context) =>
    api.file(`/v2/bot/message/${encodeURIComponent(ref)}/content`, context, context.config.dataUrl),
  threadFor: (handle) => userIdOf('line', handle),
})
