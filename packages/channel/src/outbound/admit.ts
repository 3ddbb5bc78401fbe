import { Cases, Messages, type Work } from '@casewell/core'
import type { Account } from '../account.ts'
import { Lines, Outbox, Preferences } from '../collections.ts'
import { SendingFailed } from '../events.ts'
import { quietUntil, talkMs } from '../reach/quiet.ts'
import { type Entry, lineOf, queue } from './line.ts'
import { counted, loopIn } from './loop.ts'

/**
 * Lets entries of one conversation, in their order, into its line: unless a program would keep a loop alive, or there is
 * nothing to change at the far side yet.
 */
export function admit(account: Account, ids: readonly string[]): Promise<void> {
  return account.desk.transact(async (work) => {
    for (const id of ids) {
      const entry = (await work.get(Outbox, id))?.doc
      if (entry?.status === 'scheduled') await admitOne(work, account, id, entry)
    }
  })
}

async function admitOne(work: Work, account: Account, id: string, entry: Entry): Promise<void> {
  if (entry.deed !== 'send') return admitChange(work, id, entry)
  const heldUntil = await quietHours(work, entry)
  if (heldUntil !== undefined) return work.put(Outbox, id, { ...entry, dueAt: heldUntil })
  const loop = entry.isAutomatic ? await loopOf(work, entry) : undefined
  if (loop === undefined) await queue(work, id, entry)
  else await refuse(work, account, id, entry, loop)
}

/** What still waits goes out as it is by then; what is on its way is changed after it has arrived. */
async function admitChange(work: Work, id: string, entry: Entry): Promise<void> {
  const status = entry.deed === 'react' ? 'sent' : (await work.get(Outbox, entry.message))?.doc.status
  if (status === 'sent' || status === 'sending') await queue(work, id, entry)
  else work.put(Outbox, id, { ...entry, status: 'dropped' })
}

/** Until when the customer wants to be left alone, unless there is a talk under way. */
async function quietHours(work: Work, entry: Entry): Promise<number | undefined> {
  const customer = (await work.get(Cases, entry.case))?.doc.customer
  const preference = customer === undefined ? undefined : (await work.get(Preferences, customer))?.doc
  const now = work.now.getTime()
  const until = preference && quietUntil(preference, now)
  if (until === undefined) return undefined
  const { heardAt } = await lineOf(work, entry)
  return heardAt !== null && now - heardAt < talkMs && !entry.isAutomatic ? undefined : until
}

async function loopOf(work: Work, entry: Entry): Promise<string | undefined> {
  const line = await lineOf(work, entry)
  const now = work.now.getTime()
  const loop = loopIn(line, now)
  if (loop === undefined) work.put(Lines, entry.conversation, counted(line, now))
  return loop
}

async function refuse(
  work: Work,
  { channel, account }: Account,
  id: string,
  entry: Entry,
  reason: string,
): Promise<void> {
  const { message, case: state } = entry
  work.put(Outbox, id, { ...entry, status: 'failed', reason })
  work.emit(SendingFailed(message, { channel, account, case: state, code: 'loop' }))
  if (await work.get(Messages, message)) await work.cases.recordDelivery(state, { message, state: 'failed', reason })
  await work.cases.note(state, { text: `An automatic message was held back: ${reason}.` })
}
