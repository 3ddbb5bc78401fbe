import {
  type Place as CasePlace,
  type CaseState,
  Conversations,
  Messages,
  type Participant,
  rootOf,
  type Work,
} from '@casewell/core'
import type { Account } from '../account.ts'
import { Claims, Lines, Quarantine, References, Reports, Subjects } from '../collections.ts'
import type { Accepted } from '../contract/context.ts'
import type { DeliveryReport, InboundChange, InboundMessage } from '../contract/inbound.ts'
import { ActionTaken, DeliveryReported, InboundQuarantined } from '../events.ts'
import { lineOf } from '../outbound/line.ts'
import { learn } from '../reach/learn.ts'
import type { Tokens } from '../token.ts'
import { timeCall } from './call.ts'
import { identify } from './identity.ts'
import { type Found, join, referenceId, subjectId } from './join.ts'
import { namedIn } from './named-in.ts'
import { ownWords } from './own-words.ts'
import type { Prepared, PreparedMessage } from './prepare.ts'

/** At most so many ids that a message refers to are remembered for messages still to come. */
const mostReferences = 20

/** Takes one event into a unit of work: claimed for ever, joined to its case, or named. */
export async function takeIn(work: Work, account: Account, tokens: Tokens, prepared: Prepared): Promise<Accepted> {
  if (prepared.as === 'signal') return { as: 'signal' }
  const claim = await claimed(work, account, prepared)
  if (claim === undefined) return { as: 'duplicate' }
  if (prepared.as === 'message') return message(work, account, tokens, prepared)
  if (prepared.as === 'call') return timeCall(work, account, prepared.event)
  if (prepared.as === 'change') return change(work, account, prepared.event, prepared.text)
  if (prepared.as === 'report') return report(work, account, tokens, prepared.event, claim)
  return prepared.as === 'ignored' ? { as: 'ignored' } : quarantine(work, account, prepared, claim)
}

/** Claims an event for ever, under its id and under what stays the same when its id does not; undefined if it is known. */
async function claimed(
  work: Work,
  { channel, account }: Account,
  { as, event }: Exclude<Prepared, { as: 'signal' }>,
): Promise<string | undefined> {
  const claim = work.seal('inbound', channel, account, event.id)
  const doc = { as: as === 'call' ? 'change' : as, at: work.now.getTime() } as const
  const isNew = await work.claim(Claims, claim, doc)
  const key =
    'key' in event && event.key !== undefined ? work.seal('inbound-key', channel, account, event.key) : undefined
  const isNewThing = key === undefined || (await work.claim(Claims, key, doc))
  return isNew && isNewThing ? claim : undefined
}

async function message(
  work: Work,
  account: Account,
  tokens: Tokens,
  { event, text, files, action }: PreparedMessage,
): Promise<Accepted> {
  if (event.isOwn || account.own.has(event.from.handle.value.toLowerCase()))
    return ownWords(work, account, tokens, { event, text, files })
  const { name } = event.from
  const customer = await identify(work, event.from)
  const found = await join(work, account, event, customer.id, tokens)
  const home = found.joined && found.joined.case.status !== 'closed' ? found.joined : undefined
  const state = home ? home.case.id : await open(work, account, event, text, customer.id, found)
  const said = await work.cases.receive(state, {
    ...sayingOf(event, text, account, action),
    files,
    author: { role: 'customer', id: customer.id, name: name ?? null },
    ...(home && { conversation: home.conversation }),
  })
  await hear(work, account, event, said.conversation)
  if (!event.isAutomatic) await learn(work, account, customer.id, state, event.language)
  if (action) work.emit(ActionTaken(said.message, { channel: account.channel, account: account.account, case: state }))
  await remember(work, account, event, { customer: customer.id, case: state, ...said })
  return { as: 'message', case: state, message: said.message, isNewCase: home === undefined }
}

/** The line of the conversation remembers when the customer wrote last, and how many programs stand behind it. */
async function hear(work: Work, account: Account, event: InboundMessage, conversation: string): Promise<void> {
  const line = await lineOf(work, { conversation, channel: account.channel, account: account.account })
  const heardAt = Math.max(line.heardAt ?? 0, Math.min((event.at ?? work.now).getTime(), work.now.getTime()))
  const heardFromProgram = event.isAutomatic === true
  const depth = heardFromProgram ? Math.max(event.depth ?? 0, line.depth) + 1 : 0
  work.put(Lines, conversation, { ...line, heardAt, heardFromProgram, depth })
}

/** A new case: of its own, or following the closed one that the message belongs to, or related to where it split off. */
async function open(
  work: Work,
  { channel }: Account,
  event: InboundMessage,
  text: string,
  customer: string,
  found: Found,
): Promise<string> {
  const subject = event.subject?.trim() || text.trim().split('\n', 1)[0]?.slice(0, 120) || '(no subject)'
  const closed = found.joined?.case.id
  const { id } = await work.cases.open({
    customer,
    subject,
    issue: text,
    channel,
    ...(closed !== undefined && { followUpOf: closed }),
  })
  if (found.split) await work.cases.link(id, { kind: 'related', to: found.split.from.id })
  return id
}

function sayingOf(
  event: InboundMessage,
  text: string,
  { channel, account, own }: Account,
  action: PreparedMessage['action'],
) {
  const parties = [event.from, ...(event.parties ?? [])].filter(({ handle }) => !own.has(handle.value.toLowerCase()))
  const participants = parties.map(({ handle, name }): Participant => ({ handle, name: name ?? null }))
  const { subject, fullText, html, isAutomatic, wire, evidence } = event
  const place: CasePlace = {
    channel,
    account,
    thread: event.thread ?? event.messageId ?? event.id,
    participants,
    ...(evidence?.subject !== undefined && { subject: evidence.subject }),
    ...(wire && !isAutomatic && { wire }), // an answer goes to whoever wrote last, not to a program
  }
  const vendorIds = [event.messageId ?? event.id]
  const parts = { subject, fullText, html, isAutomatic, wire: { ...wire, vendorIds, ...(action && { action }) } }
  const given = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined))
  return {
    text,
    ...(event.at && { saidAt: event.at }),
    place,
    ...(given as { [K in keyof typeof parts]?: NonNullable<(typeof parts)[K]> }),
  } // fromEntries forgets the keys
}

interface Taken {
  readonly customer: string
  readonly case: string
  readonly conversation: string
  readonly message: string
}

/** Whatever names this message later, or was named by it before it came, finds the conversation. */
async function remember(work: Work, account: Account, event: InboundMessage, taken: Taken): Promise<void> {
  const { case: state, conversation, message } = taken
  const own = referenceId(work, account, event.messageId ?? event.id)
  const named = { case: state, conversation, message }
  const isFirst = await work.claim(References, own, named)
  if (!isFirst && (await work.get(References, own))?.doc.message === null) work.put(References, own, named)
  for (const reference of (event.evidence?.references ?? []).slice(-mostReferences)) {
    const id = referenceId(work, account, reference)
    await work.claim(References, id, { case: state, conversation, message: null })
  }
  if (event.thread !== undefined)
    work.put(References, work.seal('thread', account.channel, account.account, event.thread), {
      case: state,
      conversation,
      message: null,
    })
  const subject = event.evidence?.subject
  if (subject && !event.isAutomatic)
    work.put(Subjects, subjectId(work, account, taken.customer, subject), {
      case: state,
      conversation,
      at: (event.at ?? work.now).getTime(),
    })
}

async function quarantine(
  work: Work,
  { channel, account }: Account,
  { event, raw }: Extract<Prepared, { readonly as: 'quarantined' }>,
  id: string,
): Promise<Accepted> {
  const { reason, detail = '' } = event
  const about = namedIn(event.raw, (address) => work.customers.sealed(address))
  const kept = { raw: raw.blob, size: raw.size, at: work.now.getTime(), about }
  work.put(Quarantine, id, { channel, account, reason, detail, ...kept })
  work.emit(InboundQuarantined(id, { channel, account, reason }))
  return { as: 'quarantined', quarantine: id, reason }
}

async function report(
  work: Work,
  account: Account,
  tokens: Tokens,
  event: DeliveryReport,
  id: string,
): Promise<Accepted> {
  const about = await reported(work, account, tokens, event)
  const { channel, account: name } = account
  const { state, code = null, reason = null } = event
  const place = { channel, account: name, case: about?.case.id ?? null, message: about?.message ?? null }
  work.put(Reports, id, { ...place, state, code, reason, at: work.now.getTime() })
  work.emit(DeliveryReported(id, { channel, account: name, state, case: place.case }))
  if (about?.message && state !== 'delayed')
    await work.cases.recordDelivery(about.case.id, { message: about.message, state, reason: reason ?? code ?? '' })
  if (about && state === 'failed' && about.case.status !== 'closed')
    await work.cases.note(about.case.id, {
      text: `A message was not delivered${code ? ` (${code})` : ''}${reason ? `: ${reason}` : '.'}`,
    })
  return { as: 'report', case: place.case }
}

/** The case that a report is about, and the message of it if that is known. */
async function reported(
  work: Work,
  account: Account,
  tokens: Tokens,
  event: DeliveryReport,
): Promise<{ case: CaseState; message: string | null } | undefined> {
  for (const [i, vendorId] of [event.target, ...(event.related ?? [])].entries()) {
    if (vendorId === undefined) continue
    const known = (await work.get(References, referenceId(work, account, vendorId)))?.doc
    const state = known && (await rootOf(work, known.case))
    const isOurs = i === 0 && known?.message && (await work.get(Messages, known.message))?.doc.direction === 'outbound'
    if (known && state) return { case: state, message: isOurs ? known.message : null }
  }
  const conversation = event.token === undefined ? undefined : tokens.conversationOf(event.token)
  const state = conversation === undefined ? undefined : await rootOfConversation(work, conversation)
  return state && { case: state, message: null }
}

async function rootOfConversation(work: Work, id: string): Promise<CaseState | undefined> {
  const conversation = await work.get(Conversations, id)
  return conversation && rootOf(work, conversation.doc.case)
}

async function change(work: Work, account: Account, event: InboundChange, text: string): Promise<Accepted> {
  const known = (await work.get(References, referenceId(work, account, event.target)))?.doc
  if (known?.message == null || !(await work.get(Messages, known.message))) return { as: 'ignored' } // unknown, or erased
  const target = { message: known.message }
  if (event.type === 'edited') await work.cases.edit(known.case, { ...target, text })
  else if (event.type === 'deleted') await work.cases.delete(known.case, target)
  else
    await work.cases.react(known.case, {
      ...target,
      reaction: event.reaction,
      isRemoved: event.isRemoved,
      by: await idOf(work, event),
    })
  return { as: 'change' }
}

async function idOf(work: Work, event: Extract<InboundChange, { type: 'reaction' }>): Promise<string> {
  return (await work.customers.identify(event.from.handle)).id
}
