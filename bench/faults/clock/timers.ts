import { setTimeout as rest } from 'node:timers/promises'
import { eventType } from '@casewell/bus'
import { type Store, transact } from '@casewell/store'
import * as z from 'zod'
import { wholeLog } from '../harness/audit.ts'
import { openStore, type Place } from '../harness/places.ts'
import type { Trial } from '../harness/trial.ts'
import { dayMs, hourMs, startAt } from './wrong-clock.ts'

const Rang = eventType('timer.rang', z.object({ dueAt: z.number() }))

/**
 * Law 11: a timer is due by the store's clock. On Postgres that is the server's, and a worker with a wrong clock fires
 * neither early nor late; on SQLite it is that of the process that fires.
 */
export async function timers(trial: Trial, { engine, where }: Place): Promise<void> {
  const place = where('timers')
  await using host = openStore(place)
  const store = host.tenant('acme')
  const now = (await store.now()).getTime()
  await schedule(store, { soon: now + 3_000, laterToday: now + 12 * hourMs })
  const late = startAt(trial, -hourMs, 'timers', [place])
  await late.line('ready')
  await rest(5_000)
  const here = `${engine}, timers`
  const byTheLate = await rung(store)
  const isServers = engine === 'postgres'
  trial.must(here, 'rung in time by a worker that is an hour late', { is: isServers ? 1 : 0 }, byTheLate.length)
  const early = startAt(trial, dayMs, 'timers', [place])
  await early.line('ready')
  await rest(2_000)
  const byAll = await rung(store)
  trial.must(here, 'rung by one that is a day early, of those due today', { is: isServers ? 1 : 2 }, byAll.length)
  trial.must(here, 'rung twice', { is: 0 }, byAll.length - new Set(byAll).size)
  await Promise.all([late.finish(), early.finish()])
}

function schedule(store: Store, due: Readonly<Record<string, number>>): Promise<void> {
  return transact(store, (unit) => {
    for (const [name, dueAt] of Object.entries(due)) unit.schedule(new Date(dueAt), Rang(name, { dueAt }))
  })
}

async function rung(store: Store): Promise<readonly string[]> {
  const subjects: string[] = []
  for await (const { subject } of wholeLog(store)) subjects.push(subject)
  return subjects
}
