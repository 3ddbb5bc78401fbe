import { createHmac, timingSafeEqual } from 'node:crypto'

/** What the host application knows of whoever is signed in there. */
export interface HostSession {
  /** Their account, as the `user` handle names it: `shop:4711`. */
  readonly user: string
  readonly expiresAt: Date
}

/**
 * Signs a session of the host application: the account and the end as base64url, a dot, and HMAC-SHA-256 (RFC 2104) of
 * it. Whoever holds the token is that user until then, so it travels like a password.
 *
 * @example
 * ```ts
 * import { signSession } from '@casewell/core'
 *
 * const key = new Uint8Array(32).fill(7) // shared with the desk: `verification: { sessionKey }`
 * const token = signSession({ user: 'shop:4711', expiresAt: new Date('2026-01-05T10:00:00Z') }, key)
 * console.log(token.split('.').length) // 2
 * ```
 */
export function signSession({ user, expiresAt }: HostSession, key: Uint8Array): string {
  const claims = Buffer.from(JSON.stringify({ user, until: expiresAt.getTime() }), 'utf8').toString('base64url')
  return `${claims}.${signatureOf(claims, key).toString('base64url')}`
}

/** The account of a session; undefined if it is not signed with that key, or over. */
export function userOf(token: string, key: Uint8Array, now: Date): string | undefined {
  const [claims = '', signature = ''] = token.split('.')
  const [given, wanted] = [Buffer.from(signature, 'base64url'), signatureOf(claims, key)]
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
  const { user, until } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as {
    user: string
    until: number
  } // we signed it
  return until > now.getTime() ? user : undefined
}

const signatureOf = (claims: string, key: Uint8Array): Buffer =>
  createHmac('sha256', key).update(`casewell-session/1\n${claims}`).digest()
