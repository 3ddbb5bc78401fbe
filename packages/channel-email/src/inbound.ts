import { hash } from 'node:crypto'
import type {
  Block,
  ChannelHandle,
  DeliveryReport,
  Evidence,
  Inbound,
  InboundMessage,
  NotUnderstood,
  Party,
} from '@casewell/channel/contract'
import type { Bounce } from './classify/bounce.ts'
import { type Classification, classifyMail } from './classify/classify.ts'
import { authorBehindGroup } from './classify/own-group.ts'
import { type EmailConfig, ownAddresses } from './config.ts'
import { tokenIn } from './message-id.ts'
import type { Mailbox } from './mime/addresses.ts'
import { type Authentication, type Authenticity, authenticationOf, authenticityOf } from './mime/authentication.ts'
import { readHead } from './mime/header-block.ts'
import { messageIds } from './mime/message-id.ts'
import { parseMail } from './mime/parse.ts'
import type { ParsedMail } from './mime/parsed-mail.ts'
import { fieldValue } from './mime/structure.ts'
import { sanitiseHtml } from './text/html.ts'
import { trimReply } from './text/trim-reply.ts'

/** Makes an event of a mail's bytes: a message, a delivery report, or a refusal with its reason. Never throws. */
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

/** What our own server found out about the sender. */
interface FoundOut {
  readonly authenticity: Authenticity
  readonly authentication?: Authentication
}

function foundOut(mail: ParsedMail, from: Mailbox, { authservIds }: EmailConfig): FoundOut {
  if (authservIds.length === 0 || from !== mail.from) return { authenticity: 'unknown' }
  return { authenticity: authenticityOf(mail, authservIds), authentication: authenticationOf(mail, authservIds) }
}

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

function messageOf(
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

/**
 * What speaks for a case. A forged sender has no say in it: only our own signed token counts then. A complaint belongs
 * to the message that it is about.
 */
function evidenceOf(
  mail: ParsedMail,
  references: readonly string[],
  kind: Classification,
  { authenticity }: FoundOut,
): Evidence {
  const complained = kind.feedback?.messageId
  const about = complained === undefined ? references : [...references, complained]
  const token = tokenIn([...mail.inReplyTo, ...about].reverse())
  const signed = token === undefined ? {} : { token }
  if (authenticity === 'forged') return signed
  return { references: kind.class === 'list' ? onList(mail) : about, subject: mail.baseSubject, ...signed }
}

/**
 * A thread on a list holds many topics, and the subjects of mail that is not a person's to us are not compared: what is
 * no answer by its subject is a topic of its own, and an answer belongs to what it answers, not to what came before that.
 */
function onList({ subjectKind, inReplyTo, references }: ParsedMail): readonly string[] {
  if (subjectKind === 'new') return []
  return inReplyTo.length > 0 ? inReplyTo : references.slice(-1)
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

/**
 * The same mail twice is one mail, by whatever way it came; two mails that share a Message-ID stay two. So the id is
 * made of the Message-ID and of what a person would call the mail: sender, date, subject, text, files.
 */
export function fingerprint(mail: ParsedMail, from: Mailbox): string {
  const files = mail.attachments.map(({ name, size }) => [name, size])
  const seen = [mail.messageId, from.address, mail.sentAt?.getTime() ?? null, mail.subject, mail.text, files]
  return hash('sha256', JSON.stringify(seen), 'base64url')
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

function reportOf(mail: ParsedMail, kind: Classification, receivedAt: Date): DeliveryReport {
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

/** A mail that cannot be taken in, with its reason and its bytes. */
export function refused(raw: Uint8Array, reason: string, detail: string): NotUnderstood {
  return { type: 'unknown', id: hash('sha256', raw, 'base64url'), reason, detail, raw }
}
