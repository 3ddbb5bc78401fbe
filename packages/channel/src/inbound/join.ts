import { type CaseState, Conversations, type Handle, normalizeHandle, rootOf, type Work } from '@casewell/core'
import { References, Subjects } from '../collections.ts'
import type { Evidence, InboundMessage } from '../contract/inbound.ts'
import type { Tokens } from '../token.ts'

/** Where a message belongs, and what spoke for it. */
export interface Joined {
  readonly case: CaseState
  readonly conversation: string
  readonly by: 'thread' | 'token' | 'references' | 'subject'
}

/** Evidence that was found, and why it was not enough: the message gets a case of its own, related to that one. */
export interface Split {
  readonly from: CaseState
  readonly because: 'other-sender' | 'changed-subject'
}

/** What the search for a message's case came to. */
export type Found = { readonly joined?: Joined; readonly split?: Split }

interface Lead {
  readonly conversation: string
  readonly by: Joined['by']
}

/** How long a sender's subject speaks for itself, milliseconds: seven days. */
const subjectWindowMs = 7 * 24 * 3_600_000

/** Names that a channel's runtime seals. */
export interface Place {
  readonly channel: string
  readonly account: string
}

export const referenceId = (work: Pick<Work, 'seal'>, { channel, account }: Place, messageId: string): string =>
  work.seal('reference', channel, account, messageId)

export const subjectId = (work: Work, { channel, account }: Place, customer: string, subject: string): string =>
  work.seal('subject', channel, account, customer, subject.toLowerCase())

/**
 * Finds the case that a message belongs to: by its thread where the channel has threads, otherwise by evidence. A
 * signed token weighs more than a reference, a reference more than sender and subject. A sender who never took part,
 * and a subject that was changed, split.
 */
export async function join(
  work: Work,
  place: Place,
  message: InboundMessage,
  customer: string,
  tokens: Tokens,
): Promise<Found> {
  if (message.thread !== undefined) return joinThread(work, place, message.thread)
  const evidence = message.evidence ?? {}
  let split: Split | undefined
  for await (const lead of leads(work, place, message, customer, tokens)) {
    const found = await follow(work, lead, message, evidence)
    if (found?.joined) return found
    split ??= found?.split
  }
  return split ? { split } : {}
}

async function joinThread(work: Work, place: Place, thread: string): Promise<Found> {
  const known = await work.get(References, work.seal('thread', place.channel, place.account, thread))
  const state = known && (await rootOf(work, known.doc.case))
  return known && state ? { joined: { case: state, conversation: known.doc.conversation, by: 'thread' } } : {}
}

/** What speaks for a conversation, strongest first. */
async function* leads(
  work: Work,
  place: Place,
  message: InboundMessage,
  customer: string,
  tokens: Tokens,
): AsyncIterable<Lead> {
  const { token, references = [], subject } = message.evidence ?? {}
  const conversation = token === undefined ? undefined : tokens.conversationOf(token)
  if (conversation !== undefined) yield { conversation, by: 'token' }
  const own = message.messageId ?? message.id
  for (const reference of [own, ...[...references].reverse()]) {
    const known = await work.get(References, referenceId(work, place, reference))
    if (known) yield { conversation: known.doc.conversation, by: 'references' }
  }
  if (!subject) return
  const known = await work.get(Subjects, subjectId(work, place, customer, subject))
  if (known && (message.at ?? work.now).getTime() - known.doc.at < subjectWindowMs)
    yield { conversation: known.doc.conversation, by: 'subject' }
}

async function follow(work: Work, lead: Lead, message: InboundMessage, evidence: Evidence): Promise<Found | undefined> {
  const conversation = (await work.get(Conversations, lead.conversation))?.doc
  const state = conversation && (await rootOf(work, conversation.case))
  if (!state) return undefined
  // A program words the subject anew in its own way; that changes no topic.
  if (!message.isAutomatic && isChanged(conversation.subject, evidence.subject))
    return { split: { from: state, because: 'changed-subject' } }
  const isParty = conversation.participants.some(({ handle }) => isSame(handle, message.from.handle))
  if (lead.by === 'references' && !isParty) return { split: { from: state, because: 'other-sender' } }
  return { joined: { case: state, conversation: lead.conversation, by: lead.by } }
}

/** A reply that lost its subject has not changed it. */
function isChanged(before: string | null, now: string | undefined): boolean {
  return (
    before !== null && before !== '' && now !== undefined && now !== '' && before.toLowerCase() !== now.toLowerCase()
  )
}

function isSame(a: Pick<Handle, 'kind' | 'value'>, b: Pick<Handle, 'kind' | 'value'>): boolean {
  return a.kind === b.kind && normalizeHandle(a).value === normalizeHandle(b).value
}
