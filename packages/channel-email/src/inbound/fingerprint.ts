import { hash } from 'node:crypto'
import type { Mailbox } from '../mime/addresses.ts'
import type { ParsedMail } from '../mime/parsed-mail.ts'

/**
 * The same mail twice is one mail, by whatever way it came; two mails that share a Message-ID stay two. So the id is
 * made of the Message-ID and of what a person would call the mail: sender, date, subject, text, files.
 */
export function fingerprint(mail: ParsedMail, from: Mailbox): string {
  const files = mail.attachments.map(({ name, size }) => [name, size])
  const seen = [mail.messageId, from.address, mail.sentAt?.getTime() ?? null, mail.subject, mail.text, files]
  return hash('sha256', JSON.stringify(seen), 'base64url')
}
