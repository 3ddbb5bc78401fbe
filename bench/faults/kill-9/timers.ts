import { setTimeout as rest } from 'node:timers/promises'
import { eventType } from '@casewell/bus'
import { transact } from '@casewell/store'
import * as z from 'zod'
import { wholeLog } from '../harness/audit.ts'
import { openStore, type Place } from '../harness/places.ts'
import { type Program, start } from '../harness/program.ts'
import type { Trial } from '../harness/trial.ts'

const Rang = eventType('timer.rang', z.object({ dueAt: z.number() }))

/** Two processes fire timers that become due all the time; one of them is killed, again and again. */
export async function killTimers(trial: Trial, { engine, where }: Place): Promise<void> {
  const rounds = trial.size(20, 2)
  const timers = rounds * 60
  const place = where('timers')
  await using host = openStore(place)
  const store = host.tenant('acme')
  const worker = (): Program => start(trial, 'timers', [place])
  let [older, younger] = [worker(), worker()]
  await Promise.all([older.line('ready'), younger.line('ready')])
  const begun = (await store.now()).getTime()
  await transact(store, (unit) => {
    for (let i = 0; i < timers; i++) {
      const dueAt = begun + 200 + i * 10
      unit.schedule(new Date(dueAt), Rang(`timer-${i}`, { dueAt }))
    }
  })
  let killed = 0
  for (let round = 0; round < rounds; round++) {
    const next = worker()
    await rest(Math.random() * 400)
    if (await older.kill()) killed++
    ;[older, younger] = [younger, next]
    await younger.line('ready')
  }
  const rung = new Map<string, { times: number; early: boolean }>()
  for (let after = 0; rung.size < timers; await rest(50))
    for await (const { position, subject, time, data } of wholeLog(store, after)) {
      after = position
      const { dueAt } = data as { dueAt: number } // nothing else is in this log
      rung.set(subject, { times: (rung.get(subject)?.times ?? 0) + 1, early: Date.parse(time) < dueAt })
    }
  await Promise.all([older.finish(), younger.finish()])
  const all = [...rung.values()]
  const { position } = await store.head()
  const here = `${engine}, timer worker`
  trial.must(here, 'killed', { is: rounds }, killed)
  trial.must(here, 'timers that rang', { is: timers }, all.length)
  trial.must(here, 'timers that rang twice', { is: 0 }, position - timers)
  trial.must(here, 'timers that rang too early', { is: 0 }, all.filter(({ early }) => early).length)
}
