import { defineChannel } from '@casewell/channel'
import { defined, formOf, vendorApi } from '@casewell/channel/contract'
import * as z from 'zod'
import { decodeFields } from './inbound.ts'
import { isSignedByTwilio } from './signature.ts'

const token = z.string().min(1)

/** Settings of one Twilio number or messaging service. */
export const TwilioConfig = z
  .strictObject({
    /** `AC…` */
    accountSid: z.string().regex(/^AC\w+$/),
    /** Signs webhooks and opens the API; two while it is being changed, the new one first. */
    authToken: z.union([token, z.array(token).min(1)]).transform((tokens) => [tokens].flat()),
    /** Our number, E.164. Either this or `messagingService`. */
    from: z.e164().optional(),
    /** `MG…`: Twilio chooses the number. */
    messagingService: z.optional(z.string().regex(/^MG\w+$/)),
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

const api = vendorApi<z.output<typeof TwilioConfig>>({
  vendor: 'Twilio',
  baseUrl: ({ baseUrl }) => baseUrl,
  headers: ({ accountSid, authToken }) => ({
    authorization: `Basic ${Buffer.from(`${accountSid}:${authToken[0]}`).toString('base64')}`,
  }),
})
const Ids = z.object({ sid: z.string() }).transform(({ sid }) => [sid])

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

  send({ thread: To, text: Body }, context) {
    const { accountSid, from, messagingService, statusCallback } = context.config
    const sender = from && To.startsWith('whatsapp:') ? `whatsapp:${from}` : from
    const sent = { To, Body, From: sender, MessagingServiceSid: messagingService, StatusCallback: statusCallback }
    const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`
    return api.send(path, new URLSearchParams(defined(sent)), context, Ids)
  },
  file: (ref, context) => api.file(ref, context),
  threadFor: ({ kind, value }) => (kind === 'phone' ? value : undefined),
})
