import { Claims, type Inbound, Outbox, References } from '@casewell/channel'
import {
  type CaseState,
  Cases,
  type Conversation,
  Conversations,
  type DeskPort,
  type FileRef,
  type Work,
} from '@casewell/core'
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
  const answered = await conversationOf(from.desk.read, from, mail)
  if (answered === undefined || !isToParty(mail, answered.doc, from.config)) return undefined
  const files = await Promise.all(mail.attachments.map((file) => keep(from.desk, file)))
  await from.desk.transact((work) => record(work, from, mail, files, mail.sentAt ?? receivedAt))
  return undefined
}

interface Answered {
  readonly id: string
  readonly doc: Conversation
  readonly case: CaseState
}

/** The conversation of the newest message that this one refers to. */
async function conversationOf(
  reader: Pick<Work, 'get'> | DeskPort['read'],
  { desk, account }: SentFrom,
  { inReplyTo, references }: ParsedMail,
): Promise<Answered | undefined> {
  for (const id of new Set([...inReplyTo, ...[...references].reverse()])) {
    const known = (await reader.get(References, referenceId(desk, account, id)))?.doc
    const doc = known && (await reader.get(Conversations, known.conversation))?.doc
    const state = doc && (await rootOf(reader, doc.case))
    if (known && doc && state) return { id: known.conversation, doc, case: state }
  }
  return undefined
}

const referenceId = (desk: Pick<DeskPort, 'seal'>, account: string, id: string): string =>
  desk.seal('reference', 'email', account, id)

async function rootOf(reader: Pick<Work, 'get'> | DeskPort['read'], id: string): Promise<CaseState | undefined> {
  const state = (await reader.get(Cases, id))?.doc
  return state && state.absorbedBy !== null ? rootOf(reader, state.absorbedBy) : state
}

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
  const { account, config, desk } = from
  const writer = mail.from ?? { name: '', address: config.address }
  const claim = work.seal('inbound', 'email', account, fingerprint(mail, writer))
  if (!(await work.claim(Claims, claim, { as: 'message', at: work.now.getTime() }))) return
  const answered = await conversationOf(work, from, mail)
  if (answered === undefined) return
  const { id: conversation, case: state } = answered
  const saying = sayingOf(mail)
  if (state.status === 'closed')
    return void (await work.cases.note(state.id, { text: noteOf(writer.address, saying.text), files }))
  // An agent's id stands in events, where no address may be: whoever wrote has one that is made of the address.
  const id = work.seal('agent', 'email', writer.address.toLowerCase())
  const author = { role: 'agent', id, name: writer.name || writer.address } as const
  const said = await work.cases.reply(state.id, {
    ...saying,
    files,
    conversation,
    author,
    ...(saidAt && { saidAt }),
    wire: { messageId: mail.messageId },
  })
  const place = { case: state.id, conversation }
  const sent = { status: 'sent', order: 0, attempts: 0, part: 0, dueAt: 0, reason: null, reaction: null } as const
  const { isAutomatic } = saying
  work.put(Outbox, said.message, {
    ...place,
    channel: 'email',
    account,
    message: said.message,
    deed: 'send',
    isAutomatic,
    ...sent,
  })
  work.put(References, referenceId(desk, account, mail.messageId), { ...place, message: said.message })
  await work.cases.recordDelivery(state.id, { message: said.message, state: 'sent' })
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
