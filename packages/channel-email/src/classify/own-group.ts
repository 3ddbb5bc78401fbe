import { type Mailbox, parseMailboxes } from '../mime/addresses.ts'
import { headerOf, type ParsedMail } from '../mime/parsed-mail.ts'
import type { OwnIdentity } from './loop.ts'

/** Fields in which a list names the address that is written to. */
const naming = ['list-post', 'x-beenthere', 'mailing-list', 'list-id']

/**
 * Did this mail reach us through a group of our own? Many teams' `support@` is a distribution list, which marks every
 * customer's mail as a list's.
 */
export function isThroughOwnGroup(mail: ParsedMail, { addresses }: OwnIdentity): boolean {
  const named = naming.flatMap((name) => mail.headers.get(name) ?? []).flatMap((value) => wordsOf(value))
  return addresses.some((address) => {
    const own = address.toLowerCase()
    return named.includes(own) || named.includes(own.replace('@', '.')) // RFC 2919 §2: support@x.org as support.x.org
  })
}

/**
 * Who wrote a mail that a group of ours sent on in its own name, as groups do for domains whose DMARC policy would
 * refuse it otherwise; undefined where the mail names its author itself.
 */
export function authorBehindGroup(mail: ParsedMail, own: OwnIdentity): Mailbox | undefined {
  const ours = own.addresses.map((address) => address.toLowerCase())
  const isOurs = ({ address }: Mailbox): boolean => ours.includes(address.toLowerCase())
  if (mail.from === undefined || !isOurs(mail.from) || !isThroughOwnGroup(mail, own)) return undefined
  const named = [...parseMailboxes(headerOf(mail, 'x-original-from')), ...mail.replyTo]
  return named.find((mailbox) => !isOurs(mailbox))
}

const wordsOf = (value: string): readonly string[] =>
  value
    .toLowerCase()
    .replaceAll('mailto:', ' ')
    .split(/[\s<>,;?]+/)
