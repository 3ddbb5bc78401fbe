import { createHmac } from 'node:crypto'
import type { ChannelHarness } from '@casewell/channel/conformance'
import { line } from '../line.ts'
import { samples } from './samples.ts'
import { lineVendor } from './vendor.ts'

/** The channel with a vendor of its own, for the conformance kit. */
export function lineHarness(): ChannelHarness {
  const vendor = lineVendor('access-token')
  return {
    channel: line,
    secrets: ['first-secret', 'second-secret'],
    config: ({ url, secrets }) => ({ secret: secrets, token: 'access-token', baseUrl: url, dataUrl: url }),
    samples,
    sign({ body }, { secret }) {
      const headers = { 'x-line-signature': createHmac('sha256', secret).update(body).digest('base64') }
      return new Request('https://desk.example/line', { method: 'POST', headers, body })
    },
    again({ body, ...sample }) {
      const { destination, events } = JSON.parse(body) as { destination: string; events: object[] } // a sample of ours
      const again = events.map((event) => ({ ...event, webhookEventId: '01KEAGAIN' }))
      return { ...sample, body: JSON.stringify({ destination, events: again }) }
    },
    vendor: vendor.answer,
    arrived: vendor.arrived,
  }
}
