/** The server is restarted, crashes, cuts connections and freezes for 30 seconds while three processes write. */
import { setTimeout as rest } from 'node:timers/promises'
import pg from 'pg'
import { acknowledged, audit } from './harness/audit.ts'
import { Effects, outcomeOf } from './harness/effects.ts'
import { Entries } from './harness/entries.ts'
import { fault } from './harness/fault.ts'
import { openStore, postgresPlace } from './harness/places.ts'
import { noServer, type PostgresServer } from './harness/postgres-server.ts'
import { type Program, start } from './harness/program.ts'
import type { Trial } from './harness/trial.ts'

/** What can happen to a server, and how often it does here. */
const troubles = (trial: Trial): readonly (readonly [string, number, (server: PostgresServer) => unknown])[] => [
  ['restart', trial.size(5, 1), restart('fast')],
  ['crash', trial.size(5, 1), restart('immediate')],
  ['cut', trial.size(20, 2), cutConnections],
  ['freeze', 1, freezeFor(trial.size(30_000, 500))],
]

export default fault('postgres-restart', async (trial) => {
  if (noServer !== undefined) return trial.skip('postgres', noServer)
  const place = await postgresPlace(trial)
  const where = place.where('restart')
  const writers = ['ada', 'bob', 'cy'].map((name) => start(trial, 'pour', [where, name, '4', 'Infinity', '5']))
  const tally = start(trial, 'tally', [where, '1000'])
  await Promise.all([...writers.map((writer) => writer.line('ack ')), tally.line('handles ')])
  for (const [what, times, befall] of troubles(trial)) {
    let resumed = 0
    for (let i = 0; i < times; i++) {
      await befall(place.server)
      if ((await Promise.all(writers.map(goesOn))).every(Boolean)) resumed++
    }
    trial.must(what, 'times; all writers went on by themselves', { is: times }, resumed)
  }
  const codes = await Promise.all(writers.map((writer) => writer.finish()))
  await using host = openStore(where)
  const store = host.tenant('acme')
  const entries = await store.count(Entries, { index: 'writer' }, 1_000_000)
  const isDone = async (): Promise<boolean> => (await store.count(Effects, { index: 'all' }, 1_000_000)) >= entries
  for (let patience = 600; patience > 0 && !(await isDone()); patience--) await rest(100)
  await tally.finish()
  const told = writers.flatMap(({ lines }) => acknowledged(lines))
  const [found, handled] = [await audit(store, told), await outcomeOf(store)]
  trial.must('3 writers', 'ended in an error', { is: 0 }, codes.filter((code) => code !== 0).length)
  trial.must('3 writers', 'acknowledged commits', { atLeast: 100 }, told.length)
  trial.must('3 writers', 'acknowledged and lost', { is: 0 }, found.lost)
  trial.must('3 writers', 'written and not acknowledged', { is: 0 }, entries - told.length)
  trial.must('3 writers', 'halves of a commit', { is: 0 }, found.halves)
  trial.must('3 writers', 'gaps, disorder, doubles in the log', { is: 0 }, found.gaps + found.disorder)
  trial.must('subscriber', 'events without effect', { is: 0 }, handled.missing)
  trial.must('subscriber', 'events with more than one effect', { is: 0 }, handled.doubled)
  trial.must('subscriber', 'events out of the order of their key', { is: 0 }, handled.disorder)
})

/** Waits for the next acknowledgements, more than can have been on their way; false if there is an end before. */
async function goesOn({ lines, ended }: Program): Promise<boolean> {
  const enough = lines.length + 8
  let isOver = false
  void ended.then(() => {
    isOver = true
  })
  while (lines.length < enough && !isOver) await rest(5)
  return !isOver
}

const restart =
  (mode: 'fast' | 'immediate') =>
  (server: PostgresServer): void => {
    server.stop(mode)
    server.start()
  }

/** Half of all connections, at the same moment. */
async function cutConnections(server: PostgresServer): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('').replace(/#.*/, '') })
  await client.connect()
  const text = `select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'casewell' and random() < 0.5`
  await client.query(text)
  await client.end()
}

const freezeFor =
  (ms: number) =>
  async (server: PostgresServer): Promise<void> => {
    server.freeze()
    await rest(ms)
    server.thaw()
  }
