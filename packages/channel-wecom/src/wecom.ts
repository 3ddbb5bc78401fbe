import { defineChannel } from '@casewell/channel'
import type { ButtonsBlock, Http, Outbound } from '@casewell/channel/contract'
import { fileForm, isFresh, isSecret, notUnderstood, sentBy, userIdOf, vendorApi } from '@casewell/channel/contract'
import * as z from 'zod'
import { open, signatureOf } from './envelope.ts'
import { decodeXml, elementsOf } from './inbound.ts'

/** Settings of one application of a company. */
export const WecomConfig = z.strictObject({
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
type Config = z.output<typeof WecomConfig>

const Problem = z
  .object({ errcode: z.number(), errmsg: z.string().default('') })
  .transform(({ errcode: code, errmsg }) => (code === 0 ? undefined : { code, reason: `WeCom ${code}: ${errmsg}` }))

/** WeCom's HTTP API. It answers 200 also when it refuses; then it surely has done nothing. */
const api = vendorApi<Config>({
  vendor: 'WeCom',
  baseUrl: ({ baseUrl }) => `${baseUrl}/cgi-bin`,
  query: (_, access_token) => ({ access_token }),
  lease: {
    request: ({ corpId: corpid, appSecret: corpsecret }) => ({ path: '/gettoken', query: { corpid, corpsecret } }),
    stale: ['40014', '41001', '42001'],
  },
  problem: Problem,
  /** "Busy", and three times "too often" (https://developer.work.weixin.qq.com/document/path/90313). */
  waits: { '-1': 1_000, '45009': 60_000, '45033': 60_000, '45047': 60_000 },
  isJsonNoFile: true,
})

/** How long a signed request is good for. */
const windowMs = 300_000

/** What is encrypted in a request: in the URL when the callback is registered, in the body from then on. */
function encryptedIn({ method, url, body }: Http): string {
  if (method === 'GET') return new URL(url).searchParams.get('echostr') ?? ''
  return elementsOf(new TextDecoder().decode(body))['Encrypt'] ?? ''
}

const opened = (request: Http, { encodingAesKey, corpId }: Config) => open(encryptedIn(request), encodingAesKey, corpId)

const cardOf = ({ text, buttons }: ButtonsBlock, id: string): object => ({
  card_type: 'button_interaction',
  sub_title_text: text,
  task_id: id.replace(/[^\w@-]/g, '_'),
  button_list: buttons.map(({ id: key, label: text, url }) => (url ? { text, type: 1, url } : { text, key })),
})

/** One block as WeCom wants it. @param media_id - of the file, if the block is one */
function contentOf({ blocks: [block], text, id }: Outbound, media_id: string): object {
  if (block?.t === 'file') return { msgtype: 'file', file: { media_id } }
  if (block?.t === 'buttons') return { msgtype: 'template_card', template_card: cardOf(block, id) }
  return { msgtype: 'text', text: { content: text } }
}

const MediaId = z.object({ media_id: z.string() }).transform(({ media_id }) => media_id)
const Ids = z.object({ msgid: z.string() }).transform(({ msgid }) => [msgid])
const Unreached = z.object({ invaliduser: z.string().min(1) })

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
      const [time, nonce, encrypted] = [query.get('timestamp') ?? '', query.get('nonce') ?? '', encryptedIn(request)]
      const signatures = [token].flat().map((one) => signatureOf(one, time, nonce, encrypted))
      return isFresh(new Date(Number(time) * 1000), now, windowMs) && isSecret(signatures, query.get('msg_signature'))
    },
    decode(request, config) {
      if (request.method === 'GET') return []
      const xml = opened(request, config)
      return [xml === undefined ? notUnderstood(request.body, 'cannot-decrypt') : decodeXml(xml, config.corpId)]
    },
    /** The handshake wants to read what it has encrypted. */
    reply: (request, config) => new Response(request.method === 'GET' ? opened(request, config) : ''),
  },

  async send(message, context) {
    const file = message.blocks.find((block) => block.t === 'file')
    const media = file ? await api.upload('/media/upload?type=file', fileForm('media', file), context, MediaId) : ''
    if (typeof media !== 'string') return media
    const body = { touser: message.thread, agentid: context.config.agentId, ...contentOf(message, media) }
    const answer = await api.call('/message/send', body, context)
    if (answer.ok && Unreached.safeParse(answer.body).success)
      return { permanent: 'no-such-user', reason: 'WeCom does not reach this user' }
    return sentBy(answer, Ids)
  },
  /** Within 24 hours. */
  delete: (target, _where, context) => api.send('/message/recall', { msgid: target }, context, [target]),
  file: (ref, context) => api.file(`/media/get?${new URLSearchParams({ media_id: ref }).toString()}`, context),
  threadFor: (handle, { corpId }) => userIdOf(`wecom:${corpId}`, handle),
})
