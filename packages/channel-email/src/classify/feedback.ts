import { decodeText } from '../mime/charset.ts'
import { headerOf, type ParsedMail } from '../mime/parsed-mail.ts'
import { sesComplaint } from './amazon-ses.ts'
import { returnedMessageId } from './returned-message.ts'

/** A recipient complained about a message of ours to their provider (RFC 5965). */
export interface FeedbackReport {
  /** `abuse`, `fraud`, `not-spam`, `auth-failure`, `virus`, `opt-out`… */
  readonly type: string
  readonly userAgent?: string
  /** The address that complained, where the report does not hide it. */
  readonly recipient?: string
  /** The Message-ID of the message complained about, where the report tells it. */
  readonly messageId?: string
}

/** What a feedback report says, or undefined when the mail is none. */
export function feedbackReport(mail: ParsedMail): FeedbackReport | undefined {
  const ses = sesComplaint(mail)
  if (ses !== undefined) return ses
  const part = mail.attachments.find(({ mime }) => mime === 'message/feedback-report')
  const declared = /report-type\s?=\s?"?feedback-report/i.test(headerOf(mail, 'content-type'))
  if (part === undefined && !declared && !isOlderForm(mail)) return undefined
  const report = part === undefined ? mail.text : decodeText(part.bytes).text
  const field = (name: string): string | undefined =>
    new RegExp(`^(?:${name})\\s?:\\s?(.{1,500})$`, 'im').exec(report)?.[1]?.trim()
  const userAgent = field('User-Agent')
  const recipient = field('(?:Original|Removal)-Rcpt-To|Removal-Recipient')?.replace(/[<>]/g, '')
  const messageId = returnedMessageId(mail)
  return {
    type: field('Feedback-Type')?.toLowerCase() ?? 'abuse',
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(recipient === undefined ? {} : { recipient }),
    ...(messageId === undefined ? {} : { messageId }),
  }
}

/** Microsoft's programme sends the complaint as a bare attached message and marks it by its sender only. */
function isOlderForm(mail: ParsedMail): boolean {
  const isStaff = /^(?:staff@hotmail\.com|staff@(?:[\w-]+\.)?(?:hotmail|live|outlook)\.com)$/i.test(
    mail.from?.address ?? '',
  )
  return isStaff && /^complaint about message from/i.test(mail.subject)
}
