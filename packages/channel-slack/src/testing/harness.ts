import { createHmac } from 'node:crypto'
import type { ChannelHarness } from '@casewell/channel/conformance'
import { slack } from '../slack.ts'
import { samples } from './samples.ts'
import { slackVendor } from './vendor.ts'

/**
 * The channel with a vendor of its own, for the conformance kit.
 *
 * @example
 * ```ts
 * import { connect } from '@casewell/channel/contract'
 * import { slack } from '@casewell/channel-slack'
 * import { slackHarness } from '@casewell/channel-slack/testing'
 *
 * const { samples, sign } = slackHarness()
 * const settings = { secret: 'first-secret', token: 'xoxb-1', teamId: 'T1', botUserId: 'U0' }
 * const taken: string[] = []
 * const account = connect(slack.definition, 'test', settings, (event) => void taken.push(event.type))
 * const [hello] = samples
 * const request = hello && (await sign?.(hello, { secret: 'first-secret', at: new Date() }))
 * console.log(request && (await account.handle(request)).ok, taken) // true [ 'message' ]
 * ```
 */
export function slackHarness(): ChannelHarness {
  const vendor = slackVendor('xoxb-1')
  return {
    channel: slack,
    secrets: ['first-secret', 'second-secret'],
    config: ({ url, secrets }) => ({
      token: 'xoxb-1',
      secret: secrets,
      teamId: 'T1',
      botUserId: 'U0',
      baseUrl: url,
      filesUrl: url,
    }),
    samples,
    sign({ body }, { secret, at }) {
      const time = `${Math.floor(at.getTime() / 1000)}`
      const signature = `v0=${createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')}`
      const headers = { 'x-slack-request-timestamp': time, 'x-slack-signature': signature }
      return new Request('https://desk.example/slack', { method: 'POST', headers, body })
    },
    again: (sample) => ({ ...sample, body: sample.body.replace(/"event_id":"Ev\d+"/, '"event_id":"EvAgain"') }),
    vendor: vendor.answer,
    arrived: vendor.arrived,
  }
}
