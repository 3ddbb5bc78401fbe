/** Thirty-two writers in four processes write 200,000 events, and readers at the end of the log read along. */

import { fault } from './harness/fault.ts'
import { type Place, places } from './harness/places.ts'
import { start } from './harness/program.ts'
import type { Trial } from './harness/trial.ts'
import { identityColumn } from './readers/identity-column.ts'

/** What `tail.ts` says in the end. */
interface Seen {
  readonly events: number
  readonly reads: number
  readonly emptyReads: number
  readonly missed: number
  readonly disorder: number
  /** How many different ones it heard of. */
  readonly writers: number
}

const callers = 8

export default fault('readers', async (trial) => {
  for await (const place of places(trial)) {
    await readAlong(trial, place)
    if (place.server && !trial.quick) await identityColumn(trial, place.server)
  }
})

async function readAlong(trial: Trial, { engine, where }: Place): Promise<void> {
  const events = trial.size(200_000, 3_000)
  const processes = trial.size(4, 3)
  const store = where('readers')
  const each = String(events / processes)
  const writers = Array.from({ length: processes }, (_, i) =>
    start(trial, 'stream', [store, `p${i}`, String(callers), each, '5']),
  )
  const readers = ['7', '1000'].map((page) => start(trial, 'tail', [store, String(events), page]))
  await Promise.all([...writers, ...readers].map((program) => program.line('ready')))
  const begun = performance.now()
  for (const writer of writers) writer.process.stdin?.write('go\n')
  const seen = await Promise.all(readers.map(async (reader) => JSON.parse(await reader.line('{')) as Seen)) // see there
  const seconds = (performance.now() - begun) / 1000
  await Promise.all([...writers, ...readers].map((program) => program.ended))
  const sum = (of: (one: Seen) => number): number => seen.reduce((all, one) => all + of(one), 0)
  trial.must(engine, 'writers', { atLeast: 16 }, Math.min(...seen.map(({ writers: heard }) => heard)))
  trial.must(
    engine,
    `events seen by ${readers.length} readers`,
    { is: readers.length * events },
    sum((one) => one.events),
  )
  trial.must(
    engine,
    'missed',
    { is: 0 },
    sum((one) => one.missed),
  )
  trial.must(
    engine,
    'out of order',
    { is: 0 },
    sum((one) => one.disorder),
  )
  trial.must(
    engine,
    'reads while they wrote',
    { atLeast: trial.size(1_000, 10) },
    sum((one) => one.reads),
  )
  trial.note(
    `${engine}: ${events} events in ${seconds.toFixed(0)} s; readers waited ${sum((one) => one.emptyReads)} times.`,
  )
}
