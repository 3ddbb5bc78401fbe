import { createHmac, timingSafeEqual } from 'node:crypto'

/** One secret, or two while it is being changed: both are valid. */
export type Secrets = Secret | readonly Secret[]

type Secret = string | Uint8Array

/** What was signed, and how. */
export interface Signed {
  readonly secrets: Secrets
  /** The parts that were signed, one after another. */
  readonly payload: readonly (string | Uint8Array)[]
  /** As the request gives it; several, if the header names several. */
  readonly given: string | null | readonly string[]
  /** @defaultValue `'sha256'` */
  readonly algorithm?: 'sha256' | 'sha1' | 'sha512'
  /** @defaultValue `'hex'` */
  readonly encoding?: 'hex' | 'base64'
}

/**
 * Is one of the given signatures an HMAC (RFC 2104) of the payload under one of the secrets? Compares in constant time.
 *
 * @example
 * ```ts
 * import { isSigned } from '@casewell/channel/contract'
 *
 * const given = 't7Hn4ZDHqs6e+wdvI5TyQIvzie0DmMUmuXEBqyyE/tM=' // LINE's own example
 * console.log(isSigned({ secrets: ['new', 'test_secret'], payload: ['{"hello":"world"}'], given, encoding: 'base64' }))
 * // true
 * ```
 */
export function isSigned({ secrets, payload, given, algorithm = 'sha256', encoding = 'hex' }: Signed): boolean {
  const signatures = (given === null || typeof given === 'string' ? [given ?? ''] : given).map((text) =>
    Buffer.from(text, encoding),
  )
  return listOf(secrets).some((secret) => {
    const hmac = createHmac(algorithm, secret)
    for (const part of payload) hmac.update(part)
    const wanted = hmac.digest()
    return signatures.some((signature) => signature.length === wanted.length && timingSafeEqual(signature, wanted))
  })
}

/**
 * Is this one of the secrets itself? For vendors that send a token instead of a signature. Compares in constant time.
 *
 * @example
 * ```ts
 * import { isSecret } from '@casewell/channel/contract'
 *
 * console.log(isSecret(['new-word', 'old-word'], 'old-word'), isSecret('', '')) // true false
 * ```
 */
export function isSecret(secrets: Secrets, given: string | null): boolean {
  // Both sides are hashed first, so that neither length nor content of a secret shows in the time it takes.
  const digest = (value: string | Uint8Array) => createHmac('sha256', 'casewell').update(value).digest()
  const wanted = digest(given ?? '')
  return given !== null && listOf(secrets).some((secret) => timingSafeEqual(digest(secret), wanted))
}

/**
 * Was it signed at most so long ago, or so far ahead, for the signer's clock may be fast?
 *
 * @param windowMs - how far the two clocks may lie apart, either way, in milliseconds
 * @example
 * ```ts
 * import { isFresh } from '@casewell/channel/contract'
 *
 * const now = new Date('2026-01-05T09:05:00Z')
 * const signedAt = (time: string) => isFresh(new Date(`2026-01-05T${time}Z`), now, 300_000)
 * console.log(signedAt('09:00:00'), signedAt('08:59:59')) // true false
 * ```
 */
export function isFresh(signedAt: Date, now: Date, windowMs: number): boolean {
  return Math.abs(now.getTime() - signedAt.getTime()) <= windowMs // an invalid date is never fresh
}

/** The secrets that are set: an empty one proves nothing. */
const listOf = (secrets: Secrets): readonly Secret[] =>
  (typeof secrets === 'string' || secrets instanceof Uint8Array ? [secrets] : secrets).filter(
    ({ length }) => length > 0,
  )
