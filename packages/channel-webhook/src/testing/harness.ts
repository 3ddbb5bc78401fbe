import type { ChannelHarness } from '@casewell/channel/conformance'
import { signWebhook } from '../standard-webhooks.ts'
import { webhook } from '../webhook.ts'
import { samples } from './samples.ts'
import { applicationVendor } from './vendor.ts'

const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX'] as const

/**
 * The channel with an application of its own, for the conformance kit.
 *
 * @example
 * ```ts
 * import { connect } from '@casewell/channel/contract'
 * import { webhook } from '@casewell/channel-webhook'
 * import { webhookHarness } from '@casewell/channel-webhook/testing'
 *
 * const { samples, secrets, sign } = webhookHarness()
 * const settings = { url: 'https://app.example/desk', secret: secrets[0] }
 * const taken: string[] = []
 * const account = connect(webhook.definition, 'test', settings, (event) => void taken.push(event.type))
 * const [hello] = samples
 * const request = hello && (await sign?.(hello, { secret: secrets[0], at: new Date() }))
 * console.log(request && (await account.handle(request)).ok, taken) // true [ 'message' ]
 * ```
 */
export function webhookHarness(): ChannelHarness {
  const vendor = applicationVendor(secrets)
  let count = 0
  const ids = new Map<string, string>()
  const idOf = (body: string): string => {
    const id = ids.get(body) ?? `evt_${++count}`
    ids.set(body, id)
    return id
  }
  return {
    channel: webhook,
    secrets,
    config: ({ url, secrets: secret }) => ({ url, secret }),
    samples,
    sign: ({ body }, { secret, at }) =>
      new Request('https://desk.example/app', {
        method: 'POST',
        headers: signWebhook(secret, idOf(body), at, body),
        body,
      }),
    vendor: vendor.answer,
    arrived: vendor.arrived,
    report: (target, state) => ({
      name: `a message that was ${state}`,
      gives: ['delivery'],
      body: JSON.stringify({ at: '2026-01-05T09:00:00Z', thread: 'bob', type: 'delivery', target, state }),
    }),
  }
}
