import { createHash } from 'node:crypto'
import type { NotUnderstood } from './inbound.ts'
import type { Http } from './webhook.ts'

/**
 * The body as JSON; undefined if it is none.
 *
 * @example
 * ```ts
 * import { jsonOf } from '@casewell/channel/contract'
 *
 * const bodyOf = (text: string) => ({ body: new TextEncoder().encode(text) })
 * console.log(jsonOf(bodyOf('{"id":7}')), jsonOf(bodyOf('hum'))) // { id: 7 } undefined
 * ```
 */
export function jsonOf({ body }: Pick<Http, 'body'>): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

/**
 * The body as a form, `application/x-www-form-urlencoded`.
 *
 * @example
 * ```ts
 * import { formOf } from '@casewell/channel/contract'
 *
 * const body = new TextEncoder().encode('From=%2B4930123456&Body=No+sound')
 * console.log(formOf({ body }).get('From'), formOf({ body }).get('Body')) // +4930123456 No sound
 * ```
 */
export function formOf({ body }: Pick<Http, 'body'>): URLSearchParams {
  return new URLSearchParams(new TextDecoder().decode(body))
}

/**
 * Names what the adapter does not understand; it is kept in quarantine under an id made of its content.
 *
 * @example
 * ```ts
 * import { notUnderstood } from '@casewell/channel/contract'
 *
 * const { type, reason, id } = notUnderstood('abc', 'not-json')
 * console.log(type, reason, id) // unknown not-json ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0
 * ```
 */
export function notUnderstood(raw: NotUnderstood['raw'], reason: string, detail?: string): NotUnderstood {
  return { type: 'unknown', id: idOf(raw), reason, raw, ...(detail !== undefined && { detail }) }
}

/**
 * Names what the adapter understands and nobody needs.
 *
 * @param id - one made of its content, unless told otherwise
 * @example
 * ```ts
 * import { ignored } from '@casewell/channel/contract'
 *
 * const { type, id, reason } = ignored('{"type":"typing"}', 'typing', '7')
 * console.log(type, id, reason) // ignored 7 typing
 * ```
 */
export function ignored(raw: NotUnderstood['raw'], reason: string, id: string = idOf(raw)): NotUnderstood {
  return { type: 'ignored', id, reason, raw }
}

function idOf(raw: NotUnderstood['raw']): string {
  const bytes = raw instanceof Uint8Array || typeof raw === 'string' ? raw : JSON.stringify(raw)
  return createHash('sha256').update(bytes).digest('base64url')
}
