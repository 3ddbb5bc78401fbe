import { defineChannel } from '@casewell/channel'
import { type ChannelContext, callVendor, formOf } from '@casewell/channel/contract'
import * as z from 'zod'
import { decodeFields } from './inbound.ts'
import { isSignedByTwilio } from './signature.ts'

/** Settings of one Twilio number or messaging service. */
export const TwilioConfig = z
  .object({
    /** `AC…` */
    accountSid: z.string().regex(/^AC\w+$/),
    /** Signs webhooks and opens the API; two while it is being changed, the new one first. */
    authToken: z.union([
      z
        .string()
        .min(1)
        .transform((one) => [one]),
      z.array(z.string().min(1)).min(1),
    ]),
    /** Our number, E.164. Either this or `messagingService`. */
    from: z.e164().optional(),
    /** `MG…`: Twilio chooses the number. */
    messagingService: z
      .string()
      .regex(/^MG\w+$/)
      .optional(),
    /** The URL of the webhook as Twilio calls it, where a proxy changes it: it is part of the signature. */
    publicUrl: z.url().optional(),
    /** Where Twilio reports how messages fare: the public URL of the same webhook. */
    statusCallback: z.url().optional(),
    /** @defaultValue `https://api.twilio.com` */
    baseUrl: z.url().default('https://api.twilio.com'),
  })
  .refine(
    ({ from, messagingService }) => (from === undefined) !== (messagingService === undefined),
    'give either from or messagingService',
  )
export type TwilioConfig = z.input<typeof TwilioConfig>
type Config = z.output<typeof TwilioConfig>

const Accepted = z.object({ sid: z.string() })
const authorization = ({ accountSid, authToken }: Config): string =>
  `Basic ${Buffer.from(`${accountSid}:${authToken[0]}`).toString('base64')}`

/** Bytes of a file that came in. Its path is fetched from Twilio alone: the credentials go along. */
async function fetchMedia(ref: string, { config, fetch, signal }: ChannelContext<Config>): Promise<Uint8Array> {
  const response = await fetch(new URL(ref, config.baseUrl), {
    headers: { authorization: authorization(config) },
    signal,
  })
  if (!response.ok) throw new Error(`Twilio does not give the file: HTTP ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/**
 * SMS and MMS through Twilio as a channel (https://www.twilio.com/docs/messaging).
 *
 * @example
 * ```ts
 * import { signatureOf, twilio } from '@casewell/channel-twilio'
 * import { createDesk } from '@casewell/core'
 * import { memoryStore } from '@casewell/store'
 *
 * await using desk = await createDesk({ store: memoryStore() })
 * const channel = desk.use(twilio('sms', { accountSid: 'AC1', authToken: '12345', from: '+18005551212' }))
 * await desk.start()
 * const form = new URLSearchParams({ MessageSid: 'SM1234567890', From: '+14158675309', To: '+18005551212', Body: 'It is mute.' })
 * const url = 'https://desk.example/sms'
 * const headers = { 'x-twilio-signature': signatureOf('12345', url, form) }
 * console.log((await channel.handle(new Request(url, { method: 'POST', headers, body: form }))).status) // 200
 * ```
 */
export const twilio = defineChannel({
  id: 'twilio',
  config: TwilioConfig,
  can: { files: 'in', deliveries: true, proactive: true },
  limits: { textChars: 1600 }, // Twilio refuses more, error 21617

  webhook: {
    verify: (request, { authToken, publicUrl }) => isSignedByTwilio(request, publicUrl ?? request.url, authToken),
    decode: (request) => [decodeFields(Object.fromEntries(formOf(request)))],
    reply: () => new Response('<Response/>', { headers: { 'content-type': 'text/xml' } }), // TwiML: nothing to say at once
  },

  async send({ thread, text }, context) {
    const { accountSid, from, messagingService, statusCallback, baseUrl } = context.config
    const sender = thread.startsWith('whatsapp:') ? `whatsapp:${from}` : from
    const body = new URLSearchParams({
      ...{ To: thread, Body: text },
      ...(sender === undefined ? { MessagingServiceSid: messagingService ?? '' } : { From: sender }),
      ...(statusCallback !== undefined && { StatusCallback: statusCallback }),
    })
    const headers = { authorization: authorization(context.config) }
    const answer = await callVendor(
      `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`,
      { method: 'POST', headers, body },
      context,
    )
    if (!answer.ok) return answer.failed
    const { data } = Accepted.safeParse(answer.body)
    return data ? { sent: [data.sid] } : { unknown: 'Twilio answered without a sid' }
  },
  file: fetchMedia,
  threadFor: ({ kind, value }) => (kind === 'phone' ? value : undefined),
})
