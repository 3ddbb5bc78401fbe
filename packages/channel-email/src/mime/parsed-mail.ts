import type { Mailbox } from './addresses.ts'
import type { Attachment } from './attachment.ts'

/** What had to be mended while a mail was read; for the record, none of them loses text. */
export type Repair = 'lone-cr' | 'charset' | 'no-parts-found' | 'message-id-derived'

/** A mail, read. Plain data: nothing in it refers to the bytes it came from but the attachments. */
export interface ParsedMail {
  readonly ok: true
  /** Without angle brackets. Derived from the content where the mail has none, see `repairs`. */
  readonly messageId: string
  /** The messages this one answers, by its In-Reply-To field. */
  readonly inReplyTo: readonly string[]
  /** The thread so far, oldest first, by its References field. */
  readonly references: readonly string[]
  readonly from?: Mailbox
  readonly sender?: Mailbox
  readonly replyTo: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  /** What the sender says about when: the Date field, or the first server's clock where Date is missing or absurd. */
  readonly sentAt?: Date
  /** Decoded, in one line. */
  readonly subject: string
  /** The subject without the prefixes of replies and forwards, in whatever language. */
  readonly baseSubject: string
  readonly subjectKind: 'new' | 'reply' | 'forward'
  /** The mail as plain text: its text parts, or its HTML read as text. Lines end in `\n`. */
  readonly text: string
  /** The HTML as it came, not safe to show: see `sanitiseHtml`. */
  readonly html?: string
  readonly attachments: readonly Attachment[]
  /** Every field of the head by its lower-case name: values unfolded, in order, encoded words not decoded. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** Languages that the mail names (Content-Language, Accept-Language), best first, lower case. */
  readonly languages: readonly string[]
  readonly repairs: readonly Repair[]
}

/**
 * The first value of a header field, or an empty string.
 *
 * @example
 * ```ts
 * import { headerOf, parseMail } from '@casewell/channel-email'
 *
 * const mail = await parseMail(new TextEncoder().encode('From: ada@example.com\nX-Mailer: Pigeon 3\n\nHello\n'))
 * if (mail.ok) console.log(headerOf(mail, 'x-mailer')) // Pigeon 3
 * ```
 */
export function headerOf(mail: Pick<ParsedMail, 'headers'>, name: string): string {
  return mail.headers.get(name)?.[0] ?? ''
}
