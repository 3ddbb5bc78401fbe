import { parseMailboxes } from './addresses.ts'
import type { ParsedMail } from './parsed-mail.ts'

/** What a trusted server found out about who sent a mail (RFC 8601). */
export interface Authentication {
  readonly spf?: string
  readonly dkim?: string
  readonly dmarc?: string
}

/** `authentic`: the domain of the From address vouches for it. `forged`: it says that it is not its own. */
export type Authenticity = 'authentic' | 'forged' | 'unknown'

/**
 * The authentication results that count: of the topmost Authentication-Results field whose server (authserv-id) is one
 * of ours. Anybody can write such a field; those below the first of ours came with the mail.
 *
 * @param trusted - the authserv-ids of our own servers, as they write them
 */
export function authenticationOf(mail: Pick<ParsedMail, 'headers'>, trusted: readonly string[]): Authentication {
  const results = trustedResults(mail, trusted)
  return { ...result(results, 'spf'), ...result(results, 'dkim'), ...result(results, 'dmarc') }
}

/**
 * Is the From address what it says? DMARC passed for its domain, or the domain signed the mail itself (RFC 7489 §3.1);
 * a mail that names several authors is nobody's.
 *
 * @param trusted - the authserv-ids of our own servers: without one, nothing is known
 */
export function authenticityOf(mail: Pick<ParsedMail, 'headers'>, trusted: readonly string[]): Authenticity {
  const authors = (mail.headers.get('from') ?? []).flatMap((value) => parseMailboxes(value))
  const domain = authors[0]?.address.split('@').at(-1)
  if (domain === undefined || authors.length !== 1) return 'unknown'
  const results = trustedResults(mail, trusted)
  const isVouched = results.some(
    (text) => passes(text, 'dmarc', 'header\\.from', domain) || passes(text, 'dkim', 'header\\.[di]', domain),
  )
  if (isVouched) return 'authentic'
  return results.some((text) => /^\s*dmarc\s?=\s?fail\b/i.test(text)) ? 'forged' : 'unknown'
}

/** Each result of the trusted field: `dkim=pass header.d=example.org`. */
function trustedResults(mail: Pick<ParsedMail, 'headers'>, trusted: readonly string[]): readonly string[] {
  const ours = new Set(trusted.map((id) => id.toLowerCase()))
  const fields = mail.headers.get('authentication-results') ?? []
  const field = fields.find((value) => ours.has(/^[^\s;]*/.exec(value)?.[0].toLowerCase() ?? ''))
  const plain = field === undefined ? '' : withoutWords(field)
  // What is left of quotes and comments was not ours to write: the sender's own text reaches into the field.
  return /["()\\]/.test(plain) ? [] : plain.split(';').slice(1)
}

/** Without quoted strings and comments, in which senders have words of their own: an address may say `; dmarc=pass`. */
function withoutWords(field: string): string {
  const unquoted = field.replace(/"(?:[^"\\]|\\.){0,500}"/g, '')
  return unquoted.replace(/\([^()]{0,500}\)/g, ' ').replace(/\([^()]{0,500}\)/g, ' ')
}

function passes(text: string, method: string, property: string, domain: string): boolean {
  if (!new RegExp(`^\\s*${method}\\s?=\\s?pass\\b`, 'i').test(text)) return false
  const named = new RegExp(`\\s${property}\\s?=\\s?(\\S+)`, 'i').exec(text)?.[1]
  return named?.split('@').at(-1)?.toLowerCase().replace(/\.$/, '') === domain
}

/** Of several results of one method a pass counts: one good signature is enough. */
function result(results: readonly string[], method: 'spf' | 'dkim' | 'dmarc'): Authentication {
  const found = results.map((text) => new RegExp(`^\\s*${method}\\s?=\\s?([a-z]+)`, 'i').exec(text)?.[1]?.toLowerCase())
  const verdict = found.find((word) => word === 'pass') ?? found.find((word) => word !== undefined)
  return verdict === undefined ? {} : { [method]: verdict }
}
