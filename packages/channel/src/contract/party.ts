import type { ChannelHandle, Party } from './handle.ts'

/**
 * Somebody with an account that the vendor vouches for.
 *
 * @param issuer - of the account, in lower case, with its workspace where ids are unique only there: `slack:T1`
 * @example
 * ```ts
 * import { userIdOf, userOf } from '@casewell/channel/contract'
 *
 * const bob = userOf('walkie', '7', 'Bob')
 * console.log(bob.handle.value, userIdOf('walkie', bob.handle), userIdOf('line', bob.handle)) // walkie:7 7 undefined
 * ```
 */
export const userOf = (
  issuer: string,
  id: string | number,
  name?: string,
  assurance: ChannelHandle['assurance'] = 'verified',
): Party => partyOf({ kind: 'user', value: `${issuer}:${id}`, assurance }, name)

/**
 * The account's id, if this issuer has it: for `threadFor`.
 *
 * @example
 * ```ts
 * import { userIdOf } from '@casewell/channel/contract'
 *
 * const bob = { kind: 'user', value: 'telegram:42', assurance: 'verified' } as const
 * console.log(userIdOf('telegram', bob), userIdOf('line', bob)) // 42 undefined
 * ```
 */
export const userIdOf = (issuer: string, { kind, value }: ChannelHandle): string | undefined =>
  kind === 'user' && value.startsWith(`${issuer}:`) ? value.slice(issuer.length + 1) : undefined

/**
 * Somebody by a handle, with a name if the vendor tells one.
 *
 * @example
 * ```ts
 * import { partyOf } from '@casewell/channel/contract'
 *
 * const bob = partyOf({ kind: 'phone', value: '+4930123456', assurance: 'verified' }, 'Bob')
 * console.log(bob.name, bob.handle.value) // Bob +4930123456
 * ```
 */
export const partyOf = (handle: ChannelHandle, name?: string): Party => ({ handle, ...(name && { name }) })
