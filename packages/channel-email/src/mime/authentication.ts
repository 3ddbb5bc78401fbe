import type { ParsedMail } from './parsed-mail.ts'

/** What a trusted server found out about who sent a mail (RFC 8601). */
export interface Authentication {
  readonly spf?: string
  readonly dkim?: string
  readonly dmarc?: string
}

/**
 * The authentication results that count: of the topmost Authentication-Results field whose server (authserv-id) is one
 * of ours. Anybody can write such a field; those below the first of ours came with the mail.
 *
 * @param trusted - the authserv-ids of our own servers, as they write them
 */
export function authenticationOf(mail: Pick<ParsedMail, 'headers'>, trusted: readonly string[]): Authentication {
  const ours = new Set(trusted.map((id) => id.toLowerCase()))
  const fields = mail.headers.get('authentication-results') ?? []
  const field = fields.find((value) => ours.has(/^[^\s;]*/.exec(value)?.[0].toLowerCase() ?? ''))
  if (field === undefined) return {}
  const results = field
    .replace(/\([^()]{0,500}\)/g, ' ')
    .split(';')
    .slice(1)
  return { ...result(results, 'spf'), ...result(results, 'dkim'), ...result(results, 'dmarc') }
}

/** Of several results of one method a pass counts: one good signature is enough. */
function result(results: readonly string[], method: 'spf' | 'dkim' | 'dmarc'): Authentication {
  const found = results.map((text) => new RegExp(`^\\s*${method}\\s?=\\s?([a-z]+)`, 'i').exec(text)?.[1]?.toLowerCase())
  const verdict = found.find((word) => word === 'pass') ?? found.find((word) => word !== undefined)
  return verdict === undefined ? {} : { [method]: verdict }
}
