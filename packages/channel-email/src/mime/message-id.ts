import { createHash } from 'node:crypto'

/** Ids of one mail are kept up to this number: the first, which began the thread, and the latest. */
const MAX_IDS = 200

/** The ids in a Message-ID, In-Reply-To or References value, without their angle brackets, in order, each once. */
export function messageIds(value: string): string[] {
  const bracketed = [...value.matchAll(/<([^<>]{1,998})>/g)].map(([, id = '']) => id.replace(/\s+/g, ''))
  const ids = bracketed.length > 0 ? bracketed : bareIds(value)
  const distinct = [...new Set(ids.filter((id) => id !== ''))]
  return distinct.length <= MAX_IDS ? distinct : [...distinct.slice(0, 1), ...distinct.slice(1 - MAX_IDS)]
}

/** Some senders forget the brackets; what looks like an id then still is one. */
function bareIds(value: string): string[] {
  return value.split(/[\s,;]+/).filter((word) => /^[^\s@<>"]{1,490}@[^\s@<>"]{1,490}$/.test(word))
}

/**
 * An id for a mail that came without one, made from what stays the same however the mail travelled: who wrote what to
 * whom and when. The same mail read from a Maildir and from an mbox gets the same id.
 */
export function derivedMessageId(headers: readonly string[], body: Buffer): string {
  const hash = createHash('sha256')
  for (const header of headers) hash.update(header).update('\0')
  hash.update(body.toString('latin1').replaceAll('\r', '').trimEnd(), 'latin1')
  return `${hash.digest('hex').slice(0, 40)}@derived.invalid`
}
