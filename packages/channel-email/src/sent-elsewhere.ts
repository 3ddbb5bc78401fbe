import { Claims, type Inbound, keepSent, repliedTo } from '@casewell/channel'
import type { Conversation, DeskPort, FileRef, Work } from '@casewell/core'
import { classifyMail } from './classify/classify.ts'
import { type EmailConfig, ownAddresses } from './config.ts'
import { fingerprint } from './inbound/fingerprint.ts'
import { refused } from './inbound/read.ts'
import { isOwnMessageId } from './message-id.ts'
import { parseMailboxes } from './mime/addresses.ts'
import { parseMail } from './mime/parse.ts'
import { headerOf, type ParsedMail } from './mime/parsed-mail.ts'
import { sanitiseHtml } from './text/html.ts'
import { trimReply } from './text/trim-reply.ts'

/** The account whose folder of sent mail is read. */
export interface SentFrom {
  readonly desk: DeskPort
  readonly account: string
  readonly config: EmailConfig
}

/**
 * Takes in a mail out of a folder of sent mail. An answer that was written in some mail program joins the case of what
 * it answers, as sent; our own answers are there already, and what answers no case of ours is nobody's concern. Only
 * for folders that nobody but us can write to: what lies there is believed to be ours.
 *
 * @returns what is to be quarantined, if the mail cannot be read
 */
export async function takeSentElsewhere(
  from: SentFrom,
  raw: Uint8Array,
  receivedAt: Date | undefined,
): Promise<Inbound | undefined> {
  const mail = await parseMail(raw, { maxBytes: from.config.maxBytes })
  if (!mail.ok) return refused(raw, mail.reason, mail.detail)
  if (isOwnMessageId(mail.messageId) || headerOf(mail, 'x-casewell-loop') !== '') return undefined
  const { desk, account, config } = from
  const answered = await repliedTo(desk.read, desk, { channel: 'email', account }, answeredBy(mail))
  if (answered === undefined || !isToParty(mail, answered.conversation, config)) return undefined
  const files = await Promise.all(mail.attachments.map((file) => keep(desk, file)))
  await desk.transact((work) => record(work, from, mail, files, mail.sentAt ?? receivedAt))
  return undefined
}

/** The newest message that this one refers to comes first. */
const answeredBy = ({ inReplyTo, references }: ParsedMail): ReadonlySet<string> =>
  new Set([...inReplyTo, ...[...references].reverse()])

/** What is forwarded to a colleague is no answer to the customer. */
function isToParty(mail: ParsedMail, { participants }: Conversation, config: EmailConfig): boolean {
  const own = ownAddresses(config)
  const parties = new Set(participants.map(({ handle }) => handle.value.toLowerCase()))
  const addressed = [...mail.to, ...mail.cc, ...parseMailboxes(headerOf(mail, 'bcc'))]
  return addressed.some(({ address }) => !own.includes(address.toLowerCase()) && parties.has(address.toLowerCase()))
}

async function keep(
  { blobs }: DeskPort,
  { bytes, name, mime, cid }: ParsedMail['attachments'][number],
): Promise<FileRef> {
  const { blob, size } = await blobs.write(bytes)
  return { blob, name, mime, size, cid: cid ?? null }
}

/** One commit: claimed for ever, said in its case, and marked as sent, so that nothing sends it again. */
async function record(
  work: Work,
  from: SentFrom,
  mail: ParsedMail,
  files: readonly FileRef[],
  saidAt: Date | undefined,
): Promise<void> {
  const place = { channel: 'email', account: from.account }
  const writer = mail.from ?? { name: '', address: from.config.address }
  const claim = work.seal('inbound', 'email', from.account, fingerprint(mail, writer))
  if (!(await work.claim(Claims, claim, { as: 'message', at: work.now.getTime() }))) return
  const answered = await repliedTo(work, work, place, answeredBy(mail))
  if (answered === undefined) return
  const { id: conversation, case: state } = answered
  const saying = sayingOf(mail)
  if (state.status === 'closed')
    return void (await work.cases.note(state.id, { text: noteOf(writer.address, saying.text), files }))
  // An agent's id stands in events, where no address may be: whoever wrote has one that is made of the address.
  const id = work.seal('agent', 'email', writer.address.toLowerCase())
  const author = { role: 'agent', id, name: writer.name || writer.address } as const
  const { messageId } = mail
  const answer = { ...saying, files, author, ...(saidAt && { saidAt }), wire: { messageId } }
  await keepSent(work, { ...place, case: state.id, conversation, messageId }, answer)
}

function sayingOf(mail: ParsedMail) {
  const trimmed = trimReply(mail.text)
  return {
    text: trimmed.text,
    subject: mail.subject,
    isAutomatic: classifyMail(mail).class !== 'human',
    ...(trimmed.isTrimmed && { fullText: mail.text }),
    ...(mail.html !== undefined && { html: sanitiseHtml(mail.html).html }),
  }
}

const noteOf = (address: string, text: string): string =>
  `Answered from ${address} after the case was closed:\n\n${text}`
