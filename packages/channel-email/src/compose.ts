import type { Outbound } from '@casewell/channel/contract'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { type EmailConfig, ownAddresses } from './config.ts'
import type { EmailWire } from './inbound/message.ts'
import { ownMessageId } from './message-id.ts'
import type { Mailbox } from './mime/addresses.ts'
import { parseSubject } from './text/subject.ts'

/** A mail ready to go: its id, whom it goes to, and its bytes. */
export interface ComposedMail {
  readonly messageId: string
  readonly to: readonly string[]
  raw(): Promise<Buffer>
}

/** RFC 5322 wants all references; very long threads keep the first one and the newest. */
const mostReferences = 30

/**
 * Makes the mail that answers a conversation: to whoever wrote last, with everybody else in copy.
 *
 * @example
 * ```ts
 * import { compose, EmailConfig } from '@casewell/channel-email'
 *
 * const bob = { handle: { kind: 'email', value: 'bob@example.com', assurance: 'unverified' } } as const
 * const mail = compose(
 *   {
 *     id: 'm1', thread: 't1', to: [bob], wire: { subject: 'No sound' }, text: 'Lower the limit.', blocks: [],
 *     token: 'signed', reference: 'CW-7K3M-9QXD', at: new Date(), isAutomatic: false, depth: 0, part: 1, parts: 1,
 *   },
 *   EmailConfig.parse({ address: 'help@aurora.example' }),
 * )
 * const raw = (await mail.raw()).toString()
 * console.log(mail.to, raw.includes('Subject: Re: No sound')) // [ 'bob@example.com' ] true
 * ```
 */
export function compose(message: Outbound, config: EmailConfig): ComposedMail {
  const wire = message.wire as Partial<EmailWire> // written by readInbound, or empty where we wrote first
  const own = new Set(ownAddresses(config))
  const to = distinct(wire.replyTo ?? mailboxesOf(message), own)
  const taken = new Set([...own, ...to.map(({ address }) => address.toLowerCase())])
  const cc = distinct([...(wire.to ?? []), ...(wire.cc ?? [])], taken)
  const messageId = ownMessageId(message.token, message.id, config.address)
  const references = shortened(wire.references ?? [])
  const composer = new MailComposer({
    from: { name: config.name ?? '', address: config.address },
    to: to.map(addressed),
    cc: cc.map(addressed),
    subject: subjectOf(message, wire),
    date: message.at,
    messageId: `<${messageId}>`,
    ...(wire.messageId !== undefined && { inReplyTo: `<${wire.messageId}>` }),
    ...(references.length > 0 && { references: references.map((id) => `<${id}>`).join(' ') }),
    text: message.text,
    attachments: message.blocks.flatMap((block) =>
      block.t === 'file' && block.bytes
        ? [
            {
              filename: block.name,
              contentType: block.mime,
              content: Buffer.from(block.bytes),
              ...(block.cid !== undefined && { cid: block.cid }),
            },
          ]
        : [],
    ),
    headers: {
      'X-Casewell-Case': message.reference,
      'X-Casewell-Loop': config.address,
      ...(message.isAutomatic && { 'Auto-Submitted': 'auto-replied' }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  return {
    messageId,
    to: [...to, ...cc].map(({ address }) => address),
    raw: () => composer.compile().build(),
  }
}

function subjectOf(message: Outbound, wire: Partial<EmailWire>): string {
  if (message.subject !== undefined) return message.subject
  if (wire.subject === undefined) return message.reference
  return parseSubject(wire.subject).kind === 'reply' ? wire.subject : `Re: ${wire.subject}`
}

const addressed = ({ name, address }: Mailbox) => ({ name, address })

const mailboxesOf = ({ to }: Outbound): readonly Mailbox[] =>
  to.flatMap(({ handle, name = '' }) => (handle.kind === 'email' ? [{ name, address: handle.value }] : []))

function distinct(mailboxes: readonly Mailbox[], without: ReadonlySet<string>): readonly Mailbox[] {
  const byAddress = new Map(mailboxes.map((mailbox) => [mailbox.address.toLowerCase(), mailbox]))
  return [...byAddress].flatMap(([address, mailbox]) => (without.has(address) ? [] : [mailbox]))
}

function shortened(references: readonly string[]): readonly string[] {
  if (references.length <= mostReferences) return references
  return [...references.slice(0, 1), ...references.slice(1 - mostReferences)]
}
