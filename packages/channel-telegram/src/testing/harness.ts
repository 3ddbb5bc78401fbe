import type { ChannelHarness } from '@casewell/channel/conformance'
import { telegram } from '../telegram.ts'
import { samples } from './samples.ts'
import { telegramVendor } from './vendor.ts'

const token = '123456:ABC-DEF'

/** The channel with a vendor of its own, for the conformance kit. */
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
