import { Conversations, Messages, type Work } from '@casewell/core'
import type { Account } from '../account.ts'
import { Outbox, References } from '../collections.ts'
import type { NotSent, Sent } from '../contract/outbound.ts'
import { SendingFailed } from '../events.ts'
import { referenceId } from '../inbound/join.ts'
import { fallBack } from '../reach/fall-back.ts'
import { vendorIdsOf } from './attempt.ts'
import type { Letter } from './letter.ts'
import { type Entry, leave, stay } from './line.ts'

const mostAttempts = 12
/** First pause after a failure, milliseconds; the ceiling doubles each time, up to an hour: 12 attempts take hours. */
const baseMs = 1_000
const maxMs = 3_600_000

/** One attempt that has ended. */
export interface Ended {
  readonly id: string
  readonly entry: Entry
  readonly letter: Letter
  readonly outcome: Sent
}

/** Writes down how an attempt ended, if it is still ours to write: case, message, outbox and line in one commit. */
export function record(account: Account, ended: Ended): Promise<void> {
  const { id, entry, outcome } = ended
  return account.desk.transact(async (work) => {
    const current = (await work.get(Outbox, id))?.doc
    if (current?.status !== 'sending' || current.attempts !== entry.attempts) return // somebody else went on with it
    if ('sent' in outcome) await recordSent(work, account, ended, outcome)
    else if ('retryAfterMs' in outcome && entry.attempts < mostAttempts)
      await stay(work, id, retried(entry, outcome.reason), work.now.getTime() + pauseMs(entry, outcome.retryAfterMs))
    else await recordFailure(work, account, ended, outcome)
  })
}

const retried = (entry: Entry, reason: string): Entry => ({ ...entry, status: 'queued', reason })

/** Full jitter (Brooker, "Exponential Backoff And Jitter", 2015), and never less than the far side asked for. */
const pauseMs = ({ attempts }: Entry, retryAfterMs: number): number =>
  retryAfterMs + Math.random() * Math.min(maxMs, baseMs * 2 ** (attempts - 1))

async function recordSent(
  work: Work,
  account: Account,
  { id, entry, letter }: Ended,
  { sent, wire, note }: Extract<Sent, { sent: unknown }>,
): Promise<void> {
  const { perThreadPerSecond } = account.rate
  const gapMs = perThreadPerSecond === undefined ? 0 : 1_000 / perThreadPerSecond
  if (entry.deed === 'send') await remember(work, account, entry, sent)
  const isLast = entry.deed !== 'send' || entry.part + 1 >= letter.parts.length
  if (isLast) await leave(work, id, { ...entry, status: 'sent', reason: null }, gapMs)
  else {
    const next = { ...entry, status: 'queued', part: entry.part + 1, attempts: 0, reason: null } as const
    await stay(work, id, next, work.now.getTime() + gapMs)
  }
  if (note !== undefined) await work.cases.note(entry.case, { text: note })
  if (isLast && entry.deed === 'send' && letter.leftOut.length > 0)
    await work.cases.note(entry.case, { text: `${account.channel} did not take along: ${letter.leftOut.join(', ')}.` })
  const conversation = wire && (await work.get(Conversations, entry.conversation))
  if (conversation)
    work.put(Conversations, entry.conversation, { ...conversation.doc, wire: { ...conversation.doc.wire, ...wire } })
}

/** Whatever names this message later finds it; the first part that is out makes it sent. */
async function remember(work: Work, account: Account, entry: Entry, sent: readonly string[]): Promise<void> {
  const { case: state, conversation, message } = entry
  for (const vendorId of sent)
    work.put(References, referenceId(work, account, vendorId), { case: state, conversation, message })
  const stored = await work.get(Messages, message)
  if (!stored) return
  const vendorIds = [...vendorIdsOf(stored.doc.wire), ...sent]
  if (stored.doc.delivery?.state === 'queued')
    await work.cases.recordDelivery(state, { message, state: 'sent', wire: { vendorIds } })
  else work.put(Messages, message, { ...stored.doc, wire: { ...stored.doc.wire, vendorIds } })
}

/** Nobody will try again by himself: the case is told. */
async function recordFailure(
  work: Work,
  account: Account,
  { id, entry, letter }: Ended,
  outcome: NotSent,
): Promise<void> {
  const [status, code, told] = failureOf(outcome)
  const isErased = !(await work.get(Messages, entry.message))
  const reason = isErased ? 'its content was erased' : told // the far side's words name whom it was for
  await leave(work, id, { ...entry, status, reason }, 0)
  const { channel, account: name } = account
  work.emit(SendingFailed(entry.message, { channel, account: name, case: entry.case, code }))
  if (status === 'failed' && entry.deed === 'send' && !isErased)
    await work.cases.recordDelivery(entry.case, { message: entry.message, state: 'failed', reason })
  if (status === 'failed' && entry.deed === 'send' && (await fallBack(work, account, entry, reason))) return
  const which = letter.parts.length > 1 ? ` (part ${entry.part + 1} of ${letter.parts.length})` : ''
  await work.cases.note(entry.case, { text: noteOf(entry, status, code, reason, which) })
}

function noteOf({ deed }: Entry, status: 'failed' | 'unknown', code: string, reason: string, which: string): string {
  if (deed !== 'send') return `The customer still sees the message as it was (${code}): ${reason}`
  if (status === 'unknown') return `Nobody knows whether a message was sent${which}: ${reason}`
  return `A message could not be sent${which} (${code}): ${reason}`
}

function failureOf(outcome: NotSent): readonly ['failed' | 'unknown', string, string] {
  if ('permanent' in outcome) return ['failed', outcome.permanent, outcome.reason]
  if ('unknown' in outcome) return ['unknown', 'unknown', outcome.unknown]
  return ['failed', 'too-many-attempts', outcome.reason]
}
