import { type Address, addressParser } from 'postal-mime'
import { rewordAsUtf8 } from './encoded-words.ts'
import { plainText } from './header-text.ts'

/** Somebody who can be written to. */
export interface Mailbox {
  /** Decoded display name, an empty string when there is none. */
  readonly name: string
  /** `local@domain`, the domain in lower case; the local part as written (RFC 5321 §2.4). */
  readonly address: string
}

/** RFC 5321 §4.5.3.1: a path has at most 256 characters. */
const MAX_ADDRESS_LENGTH = 256

const addressShape =
  /^(?:[^\s@<>()[\],;:"\\\0-\x1f\x7f]+|"[^"\\\r\n\0]+")@(?:[^\s@<>()[\],;:"\\\0-\x1f\x7f]+|\[[\da-fA-F.:IPv]+\])$/

/**
 * The mailboxes of an address header, groups opened up. What is no address — an empty group, `undisclosed recipients`,
 * text that smuggles line ends or angle brackets — is left out: nobody can be answered there.
 */
export function parseMailboxes(value: string): Mailbox[] {
  if (value === '') return []
  return (
    simpleMailbox(value) ?? addressParser(rewordAsUtf8(value), { flatten: true }).flatMap((parsed) => toMailbox(parsed))
  )
}

/** One mailbox without quotes, comments and lists: `ada@example.com`, `Ada Lovelace <ada@example.com>`. */
const simple =
  /^ *(?:([^\s"'()<>[\]\\,:;@=\0-\x1f\x7f][^"()<>[\]\\,:;@=\0-\x1f\x7f]{0,200}?) +<([^\s"()<>[\]\\,:;@\0-\x1f\x7f]+@[^\s"()<>[\]\\,:;@\0-\x1f\x7f]+)>|([^\s"'()<>[\]\\,:;@=\0-\x1f\x7f]+@[^\s"'()<>[\]\\,:;@=\0-\x1f\x7f]+)) *$/

/** Most fields are as simple as that: the parser for all others takes ten times as long. */
function simpleMailbox(value: string): Mailbox[] | undefined {
  const found = simple.exec(value)
  if (found === null) return undefined
  const [, name = '', bracketed, bare = ''] = found
  return toMailbox({ name, address: bracketed ?? bare })
}

function toMailbox(parsed: Pick<Address, 'name' | 'address'>): Mailbox[] {
  if (parsed.address === undefined) return []
  const address = canonicalAddress(parsed.address)
  return address === undefined ? [] : [{ name: cleanName(parsed.name, address), address }]
}

/** The address with its domain in lower case, or undefined when it is none. */
function canonicalAddress(text: string): string | undefined {
  const address = text.trim().replace(/\.$/, '')
  if (address.length > MAX_ADDRESS_LENGTH || !addressShape.test(address)) return undefined
  const at = address.lastIndexOf('@')
  return address.slice(0, at) + address.slice(at).toLowerCase()
}

/** Quotes that senders put around quotes go; a name that only repeats the address is none. */
function cleanName(name: string, address: string): string {
  const clean = plainText(name)
    .replace(/^(['"]+)(.*)\1$/, '$2')
    .trim()
  return clean.toLowerCase() === address.toLowerCase() ? '' : clean
}
