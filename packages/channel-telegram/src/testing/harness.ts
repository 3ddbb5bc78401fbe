import type { ChannelHarness } from '@casewell/channel/conformance'
import { telegram } from '../telegram.ts'
import { samples } from './samples.ts'
import { telegramVendor } from './vendor.ts'

const token = '123456:ABC-DEF'

/**
 * The channel with a vendor of its own, for the conformance kit.
 *
 * @example
 * ```ts
 * import { connect } from '@casewell/channel/contract'
 * import { telegram } from '@casewell/channel-telegram'
 * import { telegramHarness } from '@casewell/channel-telegram/testing'
 *
 * const { samples, sign } = telegramHarness()
 * const settings = { secret: 'first-secret', token: '123456:ABC-DEF' }
 * const taken: string[] = []
 * const account = connect(telegram.definition, 'test', settings, (event) => void taken.push(event.type))
 * const [hello] = samples
 * const request = hello && (await sign?.(hello, { secret: 'first-secret', at: new Date() }))
 * console.log(request && (await account.handle(request)).ok, taken) // true [ 'message' ]
 * ```
 */
export function telegramHarness(): ChannelHarness {
  const vendor = telegramVendor(token)
  return {
    channel: telegram,
    secrets: ['first-secret', 'second-secret'],
    config: ({ url, secrets }) => ({ token, secret: secrets, baseUrl: url, poll: true }),
    samples,
    sign: ({ body }, { secret }) =>
      new Request('https://desk.example/telegram', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body,
      }),
    again: ({ body, ...sample }) => ({ ...sample, body: JSON.stringify({ ...JSON.parse(body), update_id: 5_000 }) }),
    vendor: vendor.answer,
    arrived: vendor.arrived,
    offer: ({ body }) => vendor.offer(JSON.parse(body) as object),
  }
}
