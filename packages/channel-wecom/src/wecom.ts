import { defineChannel } from '@casewell/channel'
import {
  type ButtonsBlock,
  type Http,
  isFresh,
  isSecret,
  notUnderstood,
  type Outbound,
} from '@casewell/channel/contract'
import * as z from 'zod'
import { call, fetchMedia, upload } from './api.ts'
import { open, signatureOf } from './envelope.ts'
import { decodeXml, elementsOf } from './inbound.ts'

/** Settings of one application of a company. */
export const WecomConfig = z.object({
  /** The company: `ww…`. */
  corpId: z.string().min(1),
  agentId: z.int().positive(),
  /** The secret of the application: opens the API. */
  appSecret: z.string().min(1),
  /** The token of the callback, which signs it; two of them while it is being changed. */
  token: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  /** The key of the callback, 43 letters and digits. */
  encodingAesKey: z.string().regex(/^[A-Za-z0-9+/]{43}$/),
  /** @defaultValue `https://qyapi.weixin.qq.com` */
  baseUrl: z.url().default('https://qyapi.weixin.qq.com'),
})
export type WecomConfig = z.input<typeof WecomConfig>

/** How long a signed request is good for. */
const windowMs = 300_000

/** What is encrypted in a request: in the URL when the callback is registered, in the body from then on. */
function encryptedIn({ method, url, body }: Http): string {
  if (method === 'GET') return new URL(url).searchParams.get('echostr') ?? ''
  return elementsOf(new TextDecoder().decode(body))['Encrypt'] ?? ''
}

const cardOf = ({ text, buttons }: ButtonsBlock, task_id: string): object => ({
  card_type: 'button_interaction',
  sub_title_text: text,
  task_id,
  button_list: buttons.map(({ id, label, url }) => ({
    text: label,
    ...(url === undefined ? { key: id } : { type: 1, url }),
  })),
})

function contentOf({ blocks, text, id }: Outbound, media: string): object {
  const block = blocks[0]
  if (block?.t === 'file') return { msgtype: 'file', file: { media_id: media } }
  if (block?.t === 'buttons')
    return { msgtype: 'template_card', template_card: cardOf(block, id.replace(/[^\w@-]/g, '_')) }
  return { msgtype: 'text', text: { content: block?.t === 'text' ? block.text : text } }
}

const Accepted = z.object({ msgid: z.string(), invaliduser: z.string().default('') })

/**
 * An application of WeCom (企业微信) as a channel: whoever has it in their WeCom writes to your desk
 * (https://developer.work.weixin.qq.com/document/path/90664).
 *
 * @example
 * ```ts
 * import { wecom } from '@casewell/channel-wecom'
 * import { createDesk } from '@casewell/core'
 * import { memoryStore } from '@casewell/store'
 *
 * const settings = { corpId: 'wx5823bf96d3bd56c7', agentId: 218, appSecret: 's', token: 'QDG6eK' }
 * await using desk = await createDesk({ store: memoryStore() })
 * const channel = desk.use(wecom('help', { ...settings, encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' }))
 * await desk.start()
 * console.log((await channel.handle(new Request('https://desk.example/wecom?msg_signature=forged&timestamp=1&nonce=2&echostr=3'))).status) // 401
 * ```
 */
export const wecom = defineChannel({
  id: 'wecom',
  config: WecomConfig,
  can: { files: 'both', buttons: true, delete: true, proactive: true },
  limits: { textBytes: 2048, blocks: 1, fileBytes: 20_000_000, buttons: 6, labelChars: 10, promptChars: 112 },

  webhook: {
    replayWindowMs: windowMs,
    verify(request, { token }, now) {
      const query = new URL(request.url).searchParams
      const [time, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? '']
      if (!isFresh(new Date(Number(time) * 1000), now, windowMs)) return false
      const encrypted = encryptedIn(request)
      return [token]
        .flat()
        .some((one) => isSecret(signatureOf(one, time, nonce, encrypted), query.get('msg_signature')))
    },
    decode(request, { encodingAesKey, corpId }) {
      if (request.method === 'GET') return []
      const xml = open(encryptedIn(request), encodingAesKey, corpId)
      return [xml === undefined ? notUnderstood(request.body, 'cannot-decrypt') : decodeXml(xml, corpId)]
    },
    /** The handshake wants to read what it has encrypted. */
    reply(request, { encodingAesKey, corpId }) {
      return new Response(request.method === 'GET' ? (open(encryptedIn(request), encodingAesKey, corpId) ?? '') : '', {
        status: 200,
      })
    },
  },

  async send(message, context) {
    const file = message.blocks.find((block) => block.t === 'file')
    const media = file ? await upload(file, context) : ''
    if (typeof media !== 'string') return media
    const body = { touser: message.thread, agentid: context.config.agentId, ...contentOf(message, media) }
    const answer = await call('message/send', body, context)
    if ('failed' in answer) return answer.failed
    const { data } = Accepted.safeParse(answer.said)
    if (!data) return { unknown: 'WeCom answered 0 without a msgid' }
    return data.invaliduser === ''
      ? { sent: [data.msgid] }
      : { permanent: 'no-such-user', reason: 'WeCom does not reach this user' }
  },
  /** Within 24 hours. */
  async delete(target, _where, context) {
    const answer = await call('message/recall', { msgid: target }, context)
    return 'failed' in answer ? answer.failed : { sent: [target] }
  },
  file: fetchMedia,
  threadFor: ({ kind, value }, { corpId }) =>
    kind === 'user' && value.startsWith(`wecom:${corpId}:`) ? value.split(':').slice(2).join(':') : undefined,
})
