import { headerOf, type ParsedMail } from '../mime/parsed-mail.ts'

/** Fields that a mailing list's server adds (RFC 2369, RFC 2919, and older servers). */
const listFields = [
  'list-id',
  'list-post',
  'x-mailing-list',
  'mailing-list',
  'x-mailman-version',
  'x-beenthere',
  'x-list',
  'x-listname',
]

/** Why a mail came through a mailing list; empty when it did not. */
export function listEvidence(mail: ParsedMail): string[] {
  const evidence = listFields.filter((name) => mail.headers.has(name))
  if (/^list\b/i.test(headerOf(mail, 'precedence'))) evidence.push('precedence: list')
  if (isListSender(mail)) evidence.push('sender of a list')
  return isNewsletter(mail) ? evidence.filter((name) => name !== 'list-id') : evidence
}

/** Why a mail was sent to many; empty when it was not. */
export function bulkEvidence(mail: ParsedMail): string[] {
  const evidence = [
    'list-unsubscribe',
    'feedback-id',
    'x-campaign',
    'x-campaignid',
    'x-csa-complaints',
    'x-report-abuse',
  ].filter((name) => mail.headers.has(name))
  const precedence = headerOf(mail, 'precedence').trim().toLowerCase()
  if (precedence === 'bulk' || precedence === 'junk') evidence.push(`precedence: ${precedence}`)
  return evidence
}

/** Senders of newsletters set List-Id as well; the button that unsubscribes at once is theirs alone (RFC 8058). */
function isNewsletter(mail: ParsedMail): boolean {
  return mail.headers.has('list-unsubscribe-post') && !mail.headers.has('list-post')
}

/** `owner-list@`, `list-owner@`, `list-bounces@`, `list-admin@` in Sender or Return-Path. */
function isListSender(mail: ParsedMail): boolean {
  const senders = [mail.sender?.address ?? '', headerOf(mail, 'return-path')]
  return senders.some((sender) => /^<?owner-[\w.+-]+@|-(?:owner|bounces)(?:[+-][\w.+=-]*)?@/i.test(sender))
}
