import type { Work } from '@casewell/core'
import type { Reader } from '@casewell/store'
import { Lines, Outbox } from '../collections.ts'

/** An entry of the outbox, and the line that it stands in. */
export type Entry = (typeof Outbox)['schema']['_output']
export type Line = (typeof Lines)['schema']['_output']

/** A conversation's line; an empty one, if nothing ever stood in it. */
export async function lineOf(
  reader: Pick<Reader, 'get'>,
  { conversation, channel, account }: Pick<Entry, 'conversation' | 'channel' | 'account'>,
): Promise<Line> {
  const empty = { head: null, dueAt: 0, heardAt: null, heardFromProgram: false, depth: 0 }
  const fresh: Line = { channel, account, ...empty, automatic: { since: 0, count: 0 } }
  return (await reader.get(Lines, conversation))?.doc ?? fresh
}

/**
 * Puts an entry at the end of its line. Reading the line ties the two together: if its head leaves in the same moment,
 * one of the two commits is decided again, and nobody waits behind a head that is gone.
 */
export async function queue(work: Work, id: string, entry: Entry): Promise<void> {
  work.put(Outbox, id, { ...entry, status: 'queued' })
  const line = await lineOf(work, entry)
  if (line.head === null)
    work.put(Lines, entry.conversation, { ...line, head: id, dueAt: Math.max(line.dueAt, work.now.getTime()) })
}

/** Takes the head out of its line, as `entry`; the next one moves up, to be served after `gapMs` milliseconds. */
export async function leave(work: Work, id: string, entry: Entry, gapMs: number): Promise<void> {
  work.put(Outbox, id, entry)
  const line = await lineOf(work, entry)
  if (line.head !== id) return
  const { items } = await work.find(Outbox, { index: 'line', equals: [entry.conversation], limit: 1 })
  const dueAt = work.now.getTime() + gapMs
  work.put(Lines, entry.conversation, { ...line, head: items[0]?.id ?? null, dueAt })
}

/** Leaves the head where it is, to be served again at `dueAt`. */
export async function stay(work: Work, id: string, entry: Entry, dueAt: number): Promise<void> {
  work.put(Outbox, id, entry)
  const line = await lineOf(work, entry)
  if (line.head === id) work.put(Lines, entry.conversation, { ...line, dueAt })
}
