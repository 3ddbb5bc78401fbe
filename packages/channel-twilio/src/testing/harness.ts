import type { ChannelHarness } from '@casewell/channel/conformance'
import { signatureOf } from '../signature.ts'
import { twilio } from '../twilio.ts'
import { samples, status } from './samples.ts'
import { twilioVendor } from './vendor.ts'

/**
 * The channel with a vendor of its own, for the conformance kit.
 *
 * @example
 * ```ts
 * import { connect } from '@casewell/channel/contract'
 * import { twilio } from '@casewell/channel-twilio'
 * import { twilioHarness } from '@casewell/channel-twilio/testing'
 *
 * const { samples, sign } = twilioHarness()
 * const settings = { accountSid: 'AC1', authToken: 'first-token', from: '+18005551212' }
 * const taken: string[] = []
 * const account = connect(twilio.definition, 'test', settings, (event) => void taken.push(event.type))
 * const [hello] = samples
 * const request = hello && (await sign?.(hello, { secret: 'first-token', at: new Date() }))
 * console.log(request && (await account.handle(request)).ok, taken) // true [ 'message' ]
 * ```
 */
export function twilioHarness(): ChannelHarness {
  const secrets = ['first-token', 'second-token'] as const
  const vendor = twilioVendor('AC1', secrets[0])
  const url = 'https://desk.example/sms'
  return {
    channel: twilio,
    secrets,
    config: ({ url: baseUrl, secrets: authToken }) => ({ accountSid: 'AC1', authToken, from: '+18005551212', baseUrl }),
    samples,
    sign({ body }, { secret }) {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signatureOf(secret, url, new URLSearchParams(body)),
      }
      return new Request(url, { method: 'POST', headers, body })
    },
    vendor: vendor.answer,
    arrived: vendor.arrived,
    report: (id, state) => status(id, state === 'delivered' ? 'delivered' : 'undelivered'),
  }
}
