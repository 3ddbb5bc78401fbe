import type { ChannelHarness } from '@casewell/channel/conformance'
import { seal, signatureOf } from '../envelope.ts'
import { wecom } from '../wecom.ts'
import { samples } from './samples.ts'
import { wecomVendor } from './vendor.ts'

const encodingAesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'

/**
 * The channel with a vendor of its own, for the conformance kit.
 *
 * @example
 * ```ts
 * import { connect } from '@casewell/channel/contract'
 * import { wecom } from '@casewell/channel-wecom'
 * import { wecomHarness } from '@casewell/channel-wecom/testing'
 *
 * const { samples, sign } = wecomHarness()
 * const settings = {
 *   corpId: 'ww1', agentId: 218, appSecret: 'app-secret', token: 'first-token',
 *   encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
 * }
 * const taken: string[] = []
 * const account = connect(wecom.definition, 'test', settings, (event) => void taken.push(event.type))
 * const [hello] = samples
 * const request = hello && (await sign?.(hello, { secret: 'first-token', at: new Date() }))
 * console.log(request && (await account.handle(request)).ok, taken) // true [ 'message' ]
 * ```
 */
export function wecomHarness(): ChannelHarness {
  const vendor = wecomVendor('ww1', 'app-secret')
  return {
    channel: wecom,
    secrets: ['first-token', 'second-token'],
    config: ({ url, secrets }) => ({
      corpId: 'ww1',
      agentId: 218,
      appSecret: 'app-secret',
      token: secrets,
      encodingAesKey,
      baseUrl: url,
    }),
    samples,
    sign({ body }, { secret, at }) {
      const [timestamp, nonce, encrypted] = [
        `${Math.floor(at.getTime() / 1000)}`,
        '1372623149',
        seal(body, encodingAesKey, 'ww1'),
      ]
      const query = new URLSearchParams({
        msg_signature: signatureOf(secret, timestamp, nonce, encrypted),
        timestamp,
        nonce,
      })
      const xml = `<xml><ToUserName><![CDATA[ww1]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt><AgentID>218</AgentID></xml>`
      return new Request(`https://desk.example/wecom?${query.toString()}`, { method: 'POST', body: xml })
    },
    vendor: vendor.answer,
    arrived: vendor.arrived,
  }
}
