import { decodeText } from '../mime/charset.ts'
import { headerOf, type ParsedMail } from '../mime/parsed-mail.ts'
import { sesDelivery } from './amazon-ses.ts'
import { bounceSigns } from './bounce-signs.ts'
import { recipientsInText } from './bounced-recipients.ts'
import { type DeliveryStatus, parseDeliveryStatus, type RecipientStatus } from './delivery-status.ts'
import { returnedMessageId } from './returned-message.ts'

/** A message came back. */
export interface Bounce {
  /** `hard`: this address will not work. `soft`: it may work later, or is only delayed so far. */
  readonly kind: 'hard' | 'soft'
  readonly recipients: readonly RecipientStatus[]
  readonly reportingMta?: string
  /** The Message-ID of the message that came back, where the report tells it. */
  readonly failedMessageId?: string
}

/** What a delivery report says, and why it is taken for one. */
export interface DeliveryReport {
  readonly class: 'bounce' | 'receipt'
  readonly evidence: readonly string[]
  /** What the server says about each recipient, good news included. */
  readonly bounce: Bounce
}

/** Enough hints: fewer are seen in mail that people write, too. */
const MIN_SIGNS = 3

/**
 * Recognises reports of delivery: by RFC 3464 where the server writes them so, by X-Failed-Recipients, and otherwise
 * by several hints at once, since a person may well forward or quote a bounce.
 */
export function deliveryReport(mail: ParsedMail): DeliveryReport | undefined {
  const ses = sesDelivery(mail)
  if (ses !== undefined) return reportOf(ses, ['notification of Amazon SES'])
  const status = deliveryStatusOf(mail)
  const evidence = proofs(mail, status)
  const signs = evidence.length > 0 ? [] : bounceSigns(mail)
  if (evidence.length === 0 && !isConvincing(signs)) return undefined
  return reportOf(bounceOf(mail, status), [...evidence, ...signs])
}

function reportOf(bounce: Bounce, evidence: readonly string[]): DeliveryReport {
  const isGoodNews = bounce.recipients.length > 0 && bounce.recipients.every(({ action }) => isSuccess(action))
  return { class: isGoodNews ? 'receipt' : 'bounce', evidence, bounce }
}

function isSuccess(action: RecipientStatus['action']): boolean {
  return action === 'delivered' || action === 'relayed' || action === 'expanded'
}

/**
 * Nobody writes as MAILER-DAEMON: one more hint is enough. A postmaster may write as a person, absence notes come with
 * a null path as well, and a customer may speak of a delivery that failed: there it takes three, or the subject.
 */
function isConvincing(signs: readonly string[]): boolean {
  const hasSubject = signs.includes('subject of a delivery report')
  if (signs.includes('sender is a mail daemon')) return signs.length >= 2
  const isMachine = signs.includes('null return path') || signs.includes('sender may be a mail server')
  return signs.length >= MIN_SIGNS || (isMachine && hasSubject)
}

function proofs(mail: ParsedMail, status: DeliveryStatus | undefined): string[] {
  const found: string[] = []
  const type = headerOf(mail, 'content-type')
  if (/multipart\/report/i.test(type) && /delivery-status/i.test(type))
    found.push('multipart/report of delivery-status')
  if (hasStatusPart(mail) && status !== undefined && status.recipients.length > 0)
    found.push('message/delivery-status part')
  if (isRejection(mail)) found.push('disposition notification of a rejection')
  if (mail.headers.has('x-failed-recipients')) found.push('x-failed-recipients')
  if (mail.headers.has('x-ms-exchange-message-is-ndr')) found.push('x-ms-exchange-message-is-ndr')
  return found
}

const statusPart = /^message\/(?:(?:global-)?delivery-status|disposition-notification)$/

/** A filter rejected the message after the server had taken it, and says so in a disposition notification (RFC 5429). */
function isRejection(mail: ParsedMail): boolean {
  const part = mail.attachments.find(({ mime }) => mime === 'message/disposition-notification')
  return (
    part !== undefined &&
    /^Disposition:\s?automatic-action.*(?:deleted|denied|failed)/im.test(decodeText(part.bytes).text)
  )
}

function hasStatusPart(mail: ParsedMail): boolean {
  return mail.attachments.some(({ mime }) => /^message\/(?:global-)?delivery-status$/.test(mime))
}

function deliveryStatusOf(mail: ParsedMail): DeliveryStatus | undefined {
  const part = mail.attachments.find(({ mime }) => statusPart.test(mime))
  return part === undefined ? undefined : parseDeliveryStatus(decodeText(part.bytes).text)
}

function bounceOf(mail: ParsedMail, status: DeliveryStatus | undefined): Bounce {
  const recipients = status !== undefined && status.recipients.length > 0 ? status.recipients : recipientsInText(mail)
  const failedMessageId = status?.originalMessageId ?? returnedMessageId(mail)
  return {
    kind: kindOf(mail, recipients),
    recipients,
    ...(status?.reportingMta === undefined ? {} : { reportingMta: status.reportingMta }),
    ...(failedMessageId === undefined ? {} : { failedMessageId }),
  }
}

const passing =
  /mail ?box (?:is |space )*(?:full|not enough)|over ?quota|quota (?:exceeded|full)|exceeded.{0,20}quota|insufficient (?:disk|storage)|delayed|will (?:keep|continue) (?:trying|to try)|try again later|temporar|deferred|greylist|too many (?:connections|messages)|(?:connection|operation) timed out|容量|一杯|满/i

/** Hard when any recipient failed for good. A full mailbox is no lasting failure, whatever its code says (RFC 3463 §3.3). */
function kindOf(mail: ParsedMail, recipients: readonly RecipientStatus[]): Bounce['kind'] {
  if (recipients.length > 0 && recipients.some(({ status }) => status !== undefined)) {
    return recipients.some((recipient) => isHard(recipient)) ? 'hard' : 'soft'
  }
  const isDelay = recipients.some(({ action }) => action === 'delayed') || /delay|warning/i.test(mail.subject)
  return isDelay || passing.test(mail.text.slice(0, 3000)) ? 'soft' : 'hard'
}

function isHard({ action, status = '', diagnostic = '' }: RecipientStatus): boolean {
  if (action === 'delayed' || status.startsWith('4') || /^5\.2\.2$/.test(status)) return false
  return !(/^5\.[02]\.0$/.test(status) && passing.test(diagnostic))
}
