import { createHmac } from 'node:crypto'
import type { ChannelHarness } from '@casewell/channel/conformance'
import { whatsapp } from '../whatsapp.ts'
import { samples, status } from './samples.ts'
import { whatsappVendor } from './vendor.ts'

/**
 * The channel with a vendor of its own, for the conformance kit.
 *
 * @example
 * ```ts
 * import { connect } from '@casewell/channel/contract'
 * import { whatsapp } from '@casewell/channel-whatsapp'
 * import { whatsappHarness } from '@casewell/channel-whatsapp/testing'
 *
 * const { samples, sign } = whatsappHarness()
 * const settings = { phoneNumberId: '100', token: 'EAAG', secret: 'first-secret', verifyToken: 'my-word' }
 * const taken: string[] = []
 * const account = connect(whatsapp.definition, 'test', settings, (event) => void taken.push(event.type))
 * const [hello] = samples
 * const request = hello && (await sign?.(hello, { secret: 'first-secret', at: new Date() }))
 * console.log(request && (await account.handle(request)).ok, taken) // true [ 'message' ]
 * ```
 */
export function whatsappHarness(): ChannelHarness {
  const vendor = whatsappVendor('100', 'EAAG')
  return {
    channel: whatsapp,
    secrets: ['first-secret', 'second-secret'],
    config: ({ url, secrets }) => ({
      phoneNumberId: '100',
      token: 'EAAG',
      secret: secrets,
      verifyToken: 'my-word',
      baseUrl: url,
    }),
    samples,
    sign({ body }, { secret }) {
      const headers = { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
      return new Request('https://desk.example/wa', { method: 'POST', headers, body })
    },
    vendor: vendor.answer,
    arrived: vendor.arrived,
    report: (id, state) => status(id, state),
  }
}
