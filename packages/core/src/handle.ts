import * as z from 'zod'

/** How sure we are that a handle belongs to whoever uses it. */
export const Assurance = z.enum(['verified', 'asserted', 'unverified'])
export type Assurance = z.output<typeof Assurance>

/** One way to name or reach a person: an address, a telephone number, an account of some system. */
export const Handle = z.object({
  /** `user` is an account id that the host application or a vendor declares. */
  kind: z.enum(['email', 'phone', 'user']),
  /** E-mail in lower case, telephone in E.164, accounts as `issuer:id`. */
  value: z.string().min(1),
  assurance: Assurance,
})
export type Handle = z.output<typeof Handle>

/**
 * A handle as it is compared: e-mail in small letters, telephone as `+` and digits, accounts as they are.
 *
 * @example
 * ```ts
 * import { normalizeHandle } from '@casewell/core'
 *
 * console.log(normalizeHandle({ kind: 'email', value: ' Bob@Example.org' }).value) // bob@example.org
 * console.log(normalizeHandle({ kind: 'phone', value: '+49 (30) 123-456' }).value) // +4930123456
 * ```
 */
export function normalizeHandle<H extends Pick<Handle, 'kind' | 'value'>>(handle: H): H {
  const value = handle.value.trim()
  if (handle.kind === 'email') return { ...handle, value: value.toLowerCase() }
  if (handle.kind === 'phone') return { ...handle, value: value.replace(/[^\d+]/g, '') }
  return { ...handle, value }
}
