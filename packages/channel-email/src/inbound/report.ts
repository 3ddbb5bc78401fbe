import type { DeliveryReport } from '@casewell/channel/contract'
import type { Bounce } from '../classify/bounce.ts'
import type { Classification } from '../classify/classify.ts'
import { tokenIn } from '../message-id.ts'
import { readHead } from '../mime/header-block.ts'
import { messageIds } from '../mime/message-id.ts'
import type { ParsedMail } from '../mime/parsed-mail.ts'
import { fieldValue } from '../mime/structure.ts'
import { fingerprint } from './fingerprint.ts'

/** What a mail server, or the program of whoever read it, tells of a message of ours. */
export function reportOf(mail: ParsedMail, kind: Classification, receivedAt: Date): DeliveryReport {
  const { bounce } = kind
  const target = bounce?.failedMessageId ?? mail.inReplyTo[0]
  const related = [...new Set([...returnedReferences(mail), ...mail.inReplyTo, ...mail.references])]
  const token = tokenIn([...(target === undefined ? [] : [target]), ...related])
  const worst = bounce?.recipients.find(({ action }) => action === 'failed') ?? bounce?.recipients[0]
  return {
    type: 'delivery',
    id: fingerprint(mail, mail.from ?? { name: '', address: '' }),
    at: mail.sentAt ?? receivedAt,
    state: stateOf(kind.class, bounce),
    related,
    ...(target !== undefined && { target }),
    ...(token !== undefined && { token }),
    ...(worst?.status !== undefined && { code: worst.status }),
    reason: worst ? `${worst.address}: ${worst.diagnostic ?? worst.action}` : mail.subject,
  }
}

function stateOf(kind: Classification['class'], bounce: Bounce | undefined): DeliveryReport['state'] {
  if (kind === 'receipt') return bounce ? 'delivered' : 'read'
  const isDelayed =
    bounce?.recipients.some(({ action }) => action === 'delayed') &&
    bounce.recipients.every(({ action }) => action !== 'failed')
  return isDelayed ? 'delayed' : 'failed'
}

/** What the message that came back had referred to: the way to its case where its own id is not known. */
function returnedReferences(mail: ParsedMail): readonly string[] {
  return mail.attachments
    .filter(({ mime }) => mime === 'message/rfc822' || mime === 'text/rfc822-headers')
    .flatMap(({ bytes }) => {
      const head = readHead(bytes)
      return [...messageIds(fieldValue(head, 'in-reply-to')), ...messageIds(fieldValue(head, 'references'))]
    })
}
