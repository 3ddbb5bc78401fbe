import { headerOf, type ParsedMail } from '../mime/parsed-mail.ts'
import { autoReplyEvidence, machineEvidence } from './auto-reply.ts'
import { type Bounce, deliveryReport } from './bounce.ts'
import { type FeedbackReport, feedbackReport } from './feedback.ts'
import { bulkEvidence, listEvidence } from './list.ts'
import { loopEvidence, type OwnIdentity } from './loop.ts'
import { isThroughOwnGroup } from './own-group.ts'

/**
 * What kind of mail this is. `human` alone may be answered by a machine.
 *
 * - `auto-reply`: an absence note or another answer of a machine
 * - `bounce`: a message came back or is delayed; `receipt`: it was delivered or read
 * - `feedback`: somebody reported a message as spam
 * - `list`: came through a mailing list; `bulk`: sent to many, or by a program
 * - `loop`: our own mail coming back
 */
export type MailClass = 'human' | 'auto-reply' | 'bounce' | 'receipt' | 'feedback' | 'list' | 'bulk' | 'loop'

/** The class of a mail, and why. */
export interface Classification {
  readonly class: MailClass
  /** What spoke for the class, for the record; empty for `human`. */
  readonly evidence: readonly string[]
  /** For a bounce, and for a receipt that a server gave: what it says about each recipient. */
  readonly bounce?: Bounce
  readonly feedback?: FeedbackReport
}

/**
 * Tells people from machines, so that no machine is ever answered by one (RFC 3834 §2).
 *
 * @param own - what the desk sends from, so that it knows its own mail
 * @example
 * ```ts
 * import { classifyMail, parseMail } from '@casewell/channel-email'
 *
 * const raw = new TextEncoder().encode('From: bo@example.com\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nBack on Monday.\n')
 * const mail = await parseMail(raw)
 * if (mail.ok) console.log(classifyMail(mail).class) // auto-reply
 * ```
 */
export function classifyMail(mail: ParsedMail, own: OwnIdentity = { addresses: [] }): Classification {
  const feedback = feedbackReport(mail)
  if (feedback !== undefined) return { class: 'feedback', evidence: ['feedback report'], feedback }
  const report = deliveryReport(mail)
  if (report !== undefined) return report
  if (isReadReceipt(mail)) return { class: 'receipt', evidence: ['disposition notification'] }
  const isOurGroup = isThroughOwnGroup(mail, own)
  return firstOf([
    ['loop', loopEvidence(mail, own)],
    ['auto-reply', autoReplyEvidence(mail)],
    ['list', isOurGroup ? [] : listEvidence(mail)],
    ['bulk', [...(isOurGroup ? [] : bulkEvidence(mail)), ...machineEvidence(mail)]],
  ])
}

function firstOf(classes: readonly (readonly [MailClass, readonly string[]])[]): Classification {
  const [found, evidence] = classes.find(([, signs]) => signs.length > 0) ?? ['human', []]
  return { class: found, evidence }
}

/** RFC 8098: somebody's program says that the message was shown, or deleted unread. */
function isReadReceipt(mail: ParsedMail): boolean {
  return (
    /report-type\s?=\s?"?disposition-notification/i.test(headerOf(mail, 'content-type')) ||
    mail.attachments.some(({ mime }) => mime === 'message/disposition-notification')
  )
}
