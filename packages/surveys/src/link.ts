import { timingSafeEqual } from 'node:crypto'

/** Makes and reads signed links. */
export interface Links {
  /** The address of an invitation's page. */
  linkOf(invitation: string, answer?: number): string
  /** Undefined if we never signed it. */
  invitationOf(url: string): string | undefined
}

/**
 * Links whose last part is the invitation's id, a dot, and 160 bits of an HMAC of it.
 *
 * @param seal - an HMAC under the tenant's key
 */
export function links(base: string, seal: (...parts: readonly string[]) => string): Links {
  const root = base.replace(/\/+$/, '')
  const signature = (invitation: string): string => seal('survey-link', invitation)
  return {
    linkOf(invitation, answer) {
      const link = `${root}/${invitation}.${signature(invitation)}`
      return answer === undefined ? link : `${link}?a=${answer}`
    },
    invitationOf(url) {
      const [invitation = '', given = ''] = new URL(url).pathname.split('/').at(-1)?.split('.') ?? []
      const [a, b] = [Buffer.from(given), Buffer.from(signature(invitation))]
      return invitation !== '' && a.length === b.length && timingSafeEqual(a, b) ? invitation : undefined
    },
  }
}
