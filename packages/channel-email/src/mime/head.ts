import { parseSubject } from '../text/subject.ts'
import { type Mailbox, parseMailboxes } from './addresses.ts'
import type { HeaderField } from './header-block.ts'
import { headerText } from './header-text.ts'
import { parseMailDate, receivedDate } from './mail-date.ts'
import { derivedMessageId, messageIds } from './message-id.ts'
import type { ParsedMail, Repair } from './parsed-mail.ts'

type Headers = ReadonlyMap<string, readonly string[]>

/** What the head of a mail says, and what was mended on the way. */
export interface Head {
  readonly parts: Omit<ParsedMail, 'ok' | 'text' | 'html' | 'attachments' | 'repairs'>
  readonly repairs: readonly Repair[]
}

/** Reads the header fields of a mail; the body only serves to name a mail that came without an id. */
export function headOf(fields: readonly HeaderField[], body: Buffer): Head {
  const headers = byName(fields)
  const subject = headerText(first(headers, 'subject'))
  const { base: baseSubject, kind: subjectKind } = parseSubject(subject)
  const messageId = messageIds(first(headers, 'message-id'))[0]
  const parts = {
    messageId:
      messageId ??
      derivedMessageId(
        identity.map((name) => first(headers, name)),
        body,
      ),
    inReplyTo: messageIds(all(headers, 'in-reply-to')),
    references: messageIds(all(headers, 'references')),
    ...people(headers),
    ...when(headers),
    subject,
    baseSubject,
    subjectKind,
    headers,
    languages: languagesOf(headers),
  }
  return { parts, repairs: messageId === undefined ? ['message-id-derived'] : [] }
}

/** The fields that stay the same on every way a mail takes. */
const identity = ['from', 'to', 'cc', 'date', 'subject']

function byName(fields: readonly HeaderField[]): Headers {
  const headers = new Map<string, string[]>()
  for (const { name, value } of fields) {
    const values = headers.get(name)
    if (values === undefined) headers.set(name, [value])
    else values.push(value)
  }
  return headers
}

function first(headers: Headers, name: string): string {
  return headers.get(name)?.[0] ?? ''
}

function all(headers: Headers, name: string): string {
  return headers.get(name)?.join(' ') ?? ''
}

function people(headers: Headers): Pick<ParsedMail, 'from' | 'sender' | 'replyTo' | 'to' | 'cc'> {
  const [from] = parseMailboxes(first(headers, 'from'))
  const [sender] = parseMailboxes(first(headers, 'sender'))
  const many = (name: string): Mailbox[] => (headers.get(name) ?? []).flatMap((value) => parseMailboxes(value))
  return {
    ...(from === undefined ? {} : { from }),
    ...(sender === undefined ? {} : { sender }),
    replyTo: many('reply-to'),
    to: many('to'),
    cc: many('cc'),
  }
}

const DAY_MS = 86_400_000

/** A Date field a day ahead of the server that took the mail, or years behind it, comes from a clock that is wrong. */
const AHEAD_MS = DAY_MS
const BEHIND_MS = 5 * 365 * DAY_MS

function when(headers: Headers): Pick<ParsedMail, 'sentAt'> {
  const claimed = parseMailDate(first(headers, 'date'))
  const received = receivedDate(first(headers, 'received'))
  if (claimed === undefined) return received === undefined ? {} : { sentAt: received }
  if (received === undefined) return { sentAt: claimed }
  const late = received.getTime() - claimed.getTime()
  return { sentAt: late < -AHEAD_MS || late > BEHIND_MS ? received : claimed }
}

function languagesOf(headers: Headers): string[] {
  const named = `${first(headers, 'content-language')},${first(headers, 'accept-language')}`
  const tags = named.split(',').map((tag) => tag.replace(/;.*$/, '').trim().toLowerCase())
  return [...new Set(tags.filter((tag) => /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/.test(tag)))].slice(0, 10)
}
