import { hash } from 'node:crypto'
import type { Inbound, NotUnderstood } from '@casewell/channel/contract'
import { classifyMail } from '../classify/classify.ts'
import { authorBehindGroup } from '../classify/own-group.ts'
import { type EmailConfig, ownAddresses } from '../config.ts'
import { parseMail } from '../mime/parse.ts'
import { foundOut } from './evidence.ts'
import { messageOf } from './message.ts'
import { reportOf } from './report.ts'

/**
 * Makes an event of a mail's bytes: a message, a delivery report, or a refusal with its reason. Never throws.
 *
 * @example
 * ```ts
 * import { EmailConfig, readInbound } from '@casewell/channel-email'
 *
 * const raw = new TextEncoder().encode('From: Bob <bob@example.com>\nSubject: No sound\n\nThe radio is mute.\n')
 * const event = await readInbound(raw, EmailConfig.parse({ address: 'help@aurora.example' }), new Date())
 * if (event.type === 'message') console.log(event.from.name, event.subject, event.blocks)
 * // Bob No sound [ { t: 'text', text: 'The radio is mute.' } ]
 * ```
 */
export async function readInbound(raw: Uint8Array, config: EmailConfig, receivedAt: Date): Promise<Inbound> {
  const mail = await parseMail(raw, { maxBytes: config.maxBytes })
  if (!mail.ok) return refused(raw, mail.reason, mail.detail)
  const own = { addresses: ownAddresses(config) }
  const kind = classifyMail(mail, own)
  if (kind.class === 'loop') return refused(raw, 'loop', `our own mail came back: ${kind.evidence.join(', ')}`)
  if (kind.class === 'bounce' || kind.class === 'receipt') return reportOf(mail, kind, receivedAt)
  const from = authorBehindGroup(mail, own) ?? mail.from ?? mail.sender ?? mail.replyTo[0]
  if (!from) return refused(raw, 'no-sender', 'the mail names nobody who sent it')
  return messageOf(mail, from, kind, { receivedAt, ...foundOut(mail, from, config) })
}

/** A mail that cannot be taken in, with its reason and its bytes. */
export function refused(raw: Uint8Array, reason: string, detail: string): NotUnderstood {
  return { type: 'unknown', id: hash('sha256', raw, 'base64url'), reason, detail, raw }
}
