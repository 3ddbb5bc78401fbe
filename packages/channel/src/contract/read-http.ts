import { createHash } from 'node:crypto'
import type { NotUnderstood } from './inbound.ts'
import type { Http } from './webhook.ts'

/** The body as JSON; undefined if it is none. */
export function jsonOf({ body }: Pick<Http, 'body'>): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

/** The body as a form, `application/x-www-form-urlencoded`. */
export function formOf({ body }: Pick<Http, 'body'>): URLSearchParams {
  return new URLSearchParams(new TextDecoder().decode(body))
}

/** Names what the adapter does not understand; it is kept in quarantine under an id made of its content. */
export function notUnderstood(raw: NotUnderstood['raw'], reason: string, detail?: string): NotUnderstood {
  return { type: 'unknown', id: idOf(raw), reason, raw, ...(detail !== undefined && { detail }) }
}

/** Names what the adapter understands and nobody needs. @param id - @defaultValue one made of its content */
export function ignored(raw: NotUnderstood['raw'], reason: string, id: string = idOf(raw)): NotUnderstood {
  return { type: 'ignored', id, reason, raw }
}

function idOf(raw: NotUnderstood['raw']): string {
  const bytes = raw instanceof Uint8Array || typeof raw === 'string' ? raw : JSON.stringify(raw)
  return createHash('sha256').update(bytes).digest('base64url')
}
