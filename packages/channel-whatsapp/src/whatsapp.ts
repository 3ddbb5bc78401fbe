import { defineChannel } from '@casewell/channel'
import { type Http, isSecret, isSigned, jsonOf, notUnderstood } from '@casewell/channel/contract'
import * as z from 'zod'
import { fetchMedia, say, upload } from './cloud-api.ts'
import { contentOf } from './content.ts'
import { decodeChange, Notification } from './inbound.ts'

/** Settings of one WhatsApp Business number. */
export const WhatsappConfig = z.strictObject({
  phoneNumberId: z.string().regex(/^\d+$/),
  /** A permanent access token of a system user. */
  token: z.string().min(1),
  /** The app secret signs every webhook; two of them while it is being changed. */
  secret: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  /** What you type into "Verify token" when you register the webhook. */
  verifyToken: z.string().min(1),
  /** With the version of the Graph API. @defaultValue `https://graph.facebook.com/v23.0` */
  baseUrl: z.url().default('https://graph.facebook.com/v23.0'),
})
export type WhatsappConfig = z.input<typeof WhatsappConfig>

/** The handshake comes once, as a GET, when the webhook is registered. */
const handshake = ({ method, url }: Http) => (method === 'GET' ? new URL(url).searchParams : undefined)

/**
 * A WhatsApp Business number as a channel, by Meta's Cloud API (https://developers.facebook.com/docs/whatsapp/cloud-api).
 *
 * @example
 * ```ts
 * import { whatsapp } from '@casewell/channel-whatsapp'
 * import { createDesk } from '@casewell/core'
 * import { memoryStore } from '@casewell/store'
 *
 * await using desk = await createDesk({ store: memoryStore() })
 * const channel = desk.use(whatsapp('shop', { phoneNumberId: '100', token: 'EAAG', secret: 'app-secret', verifyToken: 'my-word' }))
 * await desk.start()
 * const register = 'https://desk.example/wa?hub.mode=subscribe&hub.verify_token=my-word&hub.challenge=1158201444'
 * console.log(await (await channel.handle(new Request(register))).text()) // 1158201444
 * ```
 */
export const whatsapp = defineChannel({
  id: 'whatsapp',
  config: WhatsappConfig,
  can: {
    ...({ files: 'both', buttons: true, choice: true, template: true } as const),
    ...({ react: true, read: true, typing: true, deliveries: true, proactive: true } as const),
  },
  limits: {
    ...{ textChars: 4096, blocks: 1, fileBytes: 100_000_000, buttons: 3, options: 10, labelChars: 20 },
    ...{ promptChars: 1024, replyWindowMs: 24 * 3_600_000 },
  },
  rate: { perSecond: 80 },

  webhook: {
    verify(request, { secret, verifyToken }) {
      const asked = handshake(request)
      if (asked) return asked.get('hub.mode') === 'subscribe' && isSecret(verifyToken, asked.get('hub.verify_token'))
      const given = request.headers.get('x-hub-signature-256')?.replace(/^sha256=/, '') ?? null
      return isSigned({ secrets: secret, payload: [request.body], given })
    },
    decode(request, { phoneNumberId }) {
      if (handshake(request)) return []
      const { success, data } = Notification.safeParse(jsonOf(request))
      if (!success) return [notUnderstood(request.body, 'no-changes')]
      return data.entry.flatMap(({ changes }) => changes.flatMap((change) => decodeChange(change, phoneNumberId)))
    },
    reply: (request) => new Response(handshake(request)?.get('hub.challenge') ?? null, { status: 200 }),
  },

  async send(message, context) {
    const file = message.blocks.find((block) => block.t === 'file')
    const media = file ? await upload(file, context) : ''
    return typeof media === 'string' ? say({ to: message.thread, ...contentOf(message, media) }, context) : media
  },
  react: (target, { reaction, isRemoved }, { thread }, context) =>
    say({ to: thread, type: 'reaction', reaction: { message_id: target, emoji: isRemoved ? '' : reaction } }, context),
  async read(target, _where, context) {
    await say({ status: 'read', message_id: target }, context)
  },
  /** WhatsApp shows it with the blue ticks of the customer's last message, for 25 seconds at most. */
  async typing({ wire }, isOn, context) {
    const last = wire['last']
    if (isOn && typeof last === 'string')
      await say({ status: 'read', message_id: last, typing_indicator: { type: 'text' } }, context)
  },
  file: fetchMedia,
  threadFor: ({ kind, value }) => (kind === 'phone' ? value.replace(/^\+/, '') : undefined),
})
