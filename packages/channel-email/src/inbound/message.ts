import type { Block, ChannelHandle, InboundMessage, Party } from '@casewell/channel/contract'
import type { Classification } from '../classify/classify.ts'
import type { Mailbox } from '../mime/addresses.ts'
import type { Authentication } from '../mime/authentication.ts'
import type { ParsedMail } from '../mime/parsed-mail.ts'
import { sanitiseHtml } from '../text/html.ts'
import { trimReply } from '../text/trim-reply.ts'
import { evidenceOf, type FoundOut } from './evidence.ts'
import { fingerprint } from './fingerprint.ts'

/** The wire of a mail: what is needed to answer it. A conversation keeps that of its latest message. */
export interface EmailWire {
  readonly messageId: string
  /** Oldest first, the message itself last. */
  readonly references: readonly string[]
  readonly subject: string
  readonly replyTo: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly class: Classification['class']
  /** What our own server found out about the sender, where one is trusted. */
  readonly authentication?: Authentication
}

/** What somebody wrote, or some program that is none of a mail server's. */
export function messageOf(
  mail: ParsedMail,
  from: Mailbox,
  kind: Classification,
  found: FoundOut & { readonly receivedAt: Date },
): InboundMessage {
  const references = [...new Set([...mail.references, ...mail.inReplyTo])]
  const isReply = mail.subjectKind === 'reply' || references.length > 0
  const trimmed = trimReply(mail.text, { isReply, isForward: mail.subjectKind === 'forward' })
  const html = mail.html === undefined ? undefined : sanitiseHtml(mail.html).html
  return {
    type: 'message',
    id: fingerprint(mail, from),
    ...(found.authenticity !== 'forged' && { messageId: mail.messageId }), // an id, too, can be somebody else's
    at: mail.sentAt ?? found.receivedAt,
    from: partyOf(from, found.authenticity === 'authentic' ? 'verified' : 'unverified'),
    parties: [...mail.replyTo, ...mail.to, ...mail.cc].map((mailbox) => partyOf(mailbox)),
    subject: mail.subject,
    evidence: evidenceOf(mail, references, kind, found),
    blocks: [{ t: 'text', text: trimmed.text }, ...filesOf(mail)],
    ...(trimmed.isTrimmed && { fullText: mail.text }),
    ...(html !== undefined && { html }),
    isAutomatic: kind.class !== 'human',
    wire: {
      ...wireOf(mail, from, references, kind),
      ...(found.authentication && { authentication: found.authentication }),
    },
  }
}

function wireOf(mail: ParsedMail, from: Mailbox, references: readonly string[], kind: Classification): EmailWire {
  const { messageId, subject, to, cc } = mail
  const replyTo = mail.replyTo.length > 0 ? mail.replyTo : [from]
  return {
    messageId,
    references: [...references.filter((id) => id !== messageId), messageId],
    subject,
    replyTo,
    to,
    cc,
    class: kind.class,
  }
}

/** Nothing proves an address but what a server of ours found out about it. */
function partyOf({ address, name }: Mailbox, assurance: ChannelHandle['assurance'] = 'unverified'): Party {
  const handle = { kind: 'email', value: address, assurance } as const
  return name === '' ? { handle } : { handle, name }
}

function filesOf(mail: ParsedMail): readonly Block[] {
  return mail.attachments.map(({ name, mime, bytes, cid }, i) => ({
    t: 'file',
    ref: String(i),
    name,
    mime,
    bytes,
    ...(cid !== undefined && { cid }),
  }))
}
