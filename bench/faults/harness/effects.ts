import { type EventOf, eventType } from '@casewell/bus'
import { collection, type Store, type UnitOfWork } from '@casewell/store'
import * as z from 'zod'
import { wholeLog } from './audit.ts'
import { Written } from './entries.ts'

/** What a subscriber leaves behind for each event: a count that must be 1, … */
export const Effects = collection('effects', z.object({ times: z.number() }), {
  version: 1,
  indexes: { all: () => [1] },
})

/** … for each key how far its line has come, and how often an event came out of its turn, … */
export const Lines = collection('lines', z.object({ last: z.number(), disorder: z.number() }), {
  version: 1,
  indexes: { all: () => [1] },
})

/** … and an event of its own. */
export const Tallied = eventType('entry.tallied', z.object({ of: z.string() }))

/** A handler whose effects can be counted. */
export async function tally(event: EventOf<typeof Written>, unit: UnitOfWork): Promise<void> {
  const times = ((await unit.get(Effects, event.id))?.doc.times ?? 0) + 1
  const line = (await unit.get(Lines, event.subject))?.doc ?? { last: 0, disorder: 0 }
  const isNext = event.data.n === line.last + 1
  unit.put(Effects, event.id, { times })
  unit.put(Lines, event.subject, { last: event.data.n, disorder: line.disorder + (isNext ? 0 : 1) })
  unit.emit(Tallied(event.subject, { of: event.id }))
}

/** What came of a log of entries that somebody tallied. */
export interface Outcome {
  readonly written: number
  readonly missing: number
  /** Effects, in documents or in the log, that happened more than once. */
  readonly doubled: number
  /** Events that came out of the turn of their key. */
  readonly disorder: number
}

/** Counts the effects of every entry in the log. */
export async function outcomeOf(store: Store): Promise<Outcome> {
  const written: string[] = []
  const tallied = new Map<string, number>()
  for await (const { id, type, data } of wholeLog(store)) {
    if (type === Written.type) written.push(id)
    if (type !== Tallied.type) continue
    const { of } = data as { of: string } // the schema of its type
    tallied.set(of, (tallied.get(of) ?? 0) + 1)
  }
  const found = { written: written.length, missing: 0, doubled: 0, disorder: 0 }
  for (const id of written) {
    const times = [tallied.get(id) ?? 0, (await store.get(Effects, id))?.doc.times ?? 0]
    if (times.includes(0)) found.missing++
    if (times.some((n) => n > 1)) found.doubled++
  }
  for (const { doc } of (await store.find(Lines, { index: 'all', limit: 1000 })).items) found.disorder += doc.disorder
  return found
}
