import * as z from 'zod'
import type { ParsedMail } from '../mime/parsed-mail.ts'
import type { Bounce } from './bounce.ts'
import type { RecipientStatus } from './delivery-status.ts'
import type { FeedbackReport } from './feedback.ts'

const Bounced = z.object({
  emailAddress: z.string(),
  status: z.string().optional(),
  diagnosticCode: z.string().optional(),
})

/**
 * Amazon SES reports bounces, complaints and deliveries as JSON, which its notification service can send by mail.
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 */
const Notification = z.object({
  bounce: z.object({ bounceType: z.string(), bouncedRecipients: z.array(Bounced) }).optional(),
  complaint: z
    .object({
      complainedRecipients: z.array(z.object({ emailAddress: z.string() })),
      complaintFeedbackType: z.string().optional(),
    })
    .optional(),
  delivery: z.object({ recipients: z.array(z.string()) }).optional(),
  mail: z.object({ commonHeaders: z.object({ messageId: z.string().optional() }).optional() }).optional(),
})

/** What an SES notification that came by mail says of a delivery, good or bad; undefined when the mail is none. */
export function sesDelivery(mail: ParsedMail): Bounce | undefined {
  const found = notificationIn(mail)
  const recipients = [
    ...(found?.bounce?.bouncedRecipients ?? []).map(failed),
    ...(found?.delivery?.recipients ?? []).map(delivered),
  ]
  if (found === undefined || recipients.length === 0) return undefined
  const failedMessageId = found.mail?.commonHeaders?.messageId?.replace(/[<>]/g, '')
  const kind = found.bounce?.bounceType === 'Permanent' ? 'hard' : 'soft'
  return { kind, recipients, ...(failedMessageId === undefined ? {} : { failedMessageId }) }
}

/** The complaint that an SES notification brings; undefined when the mail is none. */
export function sesComplaint(mail: ParsedMail): FeedbackReport | undefined {
  const found = notificationIn(mail)
  if (found?.complaint === undefined) return undefined
  const recipient = found.complaint.complainedRecipients[0]?.emailAddress
  const messageId = found.mail?.commonHeaders?.messageId?.replace(/[<>]/g, '')
  return {
    type: found.complaint.complaintFeedbackType ?? 'abuse',
    ...(recipient === undefined ? {} : { recipient }),
    ...(messageId === undefined ? {} : { messageId }),
  }
}

function failed({ emailAddress, status, diagnosticCode }: z.infer<typeof Bounced>): RecipientStatus {
  return {
    address: emailAddress,
    action: 'failed',
    ...(status === undefined ? {} : { status }),
    ...(diagnosticCode === undefined ? {} : { diagnostic: diagnosticCode }),
  }
}

function delivered(address: string): RecipientStatus {
  return { address, action: 'delivered' }
}

/** The service adds a footer below the JSON; a relay on the way may have broken its long line. */
function notificationIn(mail: ParsedMail): z.infer<typeof Notification> | undefined {
  if (mail.from?.address.endsWith('@sns.amazonaws.com') !== true || !mail.text.startsWith('{')) return undefined
  try {
    const json = mail.text.slice(0, mail.text.lastIndexOf('}') + 1).replace(/!\n\s/g, '')
    return Notification.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}
