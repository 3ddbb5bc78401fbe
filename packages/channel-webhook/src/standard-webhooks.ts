import { createHmac } from 'node:crypto'
import { type Http, isFresh, isSigned } from '@casewell/channel/contract'

/** How long a signed request is good for. */
export const windowMs = 300_000

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')

/**
 * The three headers of Standard Webhooks (https://www.standardwebhooks.com), for one request.
 *
 * @param secret - base64, with or without `whsec_`
 * @example
 * ```ts
 * import { signWebhook } from '@casewell/channel-webhook'
 *
 * const at = new Date(1614265330000) // the example of the specification
 * const signed = signWebhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, '{"test": 2432232314}')
 * console.log(signed['webhook-signature']) // v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
 * ```
 */
export function signWebhook(secret: string, id: string, at: Date, body: string) {
  const seconds = `${Math.floor(at.getTime() / 1000)}`
  const hmac = createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${hmac}` }
}

/** Is one of the signatures made with one of the secrets, lately? */
export function isSignedWebhook({ headers, body }: Http, secrets: readonly string[], now: Date): boolean {
  const [id, seconds] = [headers.get('webhook-id') ?? '', headers.get('webhook-timestamp') ?? '']
  if (!isFresh(new Date(Number(seconds) * 1000), now, windowMs)) return false
  const given = (headers.get('webhook-signature') ?? '')
    .split(' ')
    .flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []))
  return isSigned({ secrets: secrets.map(keyOf), payload: [id, '.', seconds, '.', body], given, encoding: 'base64' })
}
