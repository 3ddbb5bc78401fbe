import { createHmac } from 'node:crypto'
import type { ChannelHarness } from '@casewell/channel/conformance'
import { line } from '../line.ts'
import { samples } from './samples.ts'
import { lineVendor } from './vendor.ts'

/**
 * The channel with a vendor of its own, for the conformance kit.
 *
 * @example
 * ```ts
 * import { connect } from '@casewell/channel/contract'
 * import { line } from '@casewell/channel-line'
 * import { lineHarness } from '@casewell/channel-line/testing'
 *
 * const { samples, sign } = lineHarness()
 * const settings = { secret: 'first-secret', token: 'access-token' }
 * const taken: string[] = []
 * const account = connect(line.definition, 'test', settings, (event) => void taken.push(event.type))
 * const [hello] = samples
 * const request = hello && (await sign?.(hello, { secret: 'first-secret', at: new Date() }))
 * console.log(request && (await account.handle(request)).ok, taken) // true [ 'message' ]
 * ```
 */
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
