import { setTimeout as rest } from 'node:timers/promises'
import { acknowledged, audit, wholeLog } from '../harness/audit.ts'
import { openStore, type Place } from '../harness/places.ts'
import type { Trial } from '../harness/trial.ts'
import { dayMs, hourMs, startAt } from './wrong-clock.ts'

/** Three processes with three times of day write to one log: positions follow the commits, whatever the events say. */
export async function order(trial: Trial, { engine, where }: Place): Promise<void> {
  const store = where('order')
  const shifts = [0, -hourMs, dayMs]
  const writers = shifts.map((shift, i) => startAt(trial, shift, 'pour', [store, `w${i}`, '4']))
  await Promise.all(writers.map((writer) => writer.line('ack ')))
  await rest(trial.size(3_000, 300))
  const codes = await Promise.all(writers.map((writer) => writer.finish()))
  await using host = openStore(store)
  const found = await audit(
    host.tenant('acme'),
    writers.flatMap(({ lines }) => acknowledged(lines)),
  )
  const here = `${engine}, order`
  trial.must(here, 'writers that ended in an error', { is: 0 }, codes.filter((code) => code !== 0).length)
  trial.must(here, 'acknowledged and lost', { is: 0 }, found.lost)
  trial.must(here, 'gaps, halves', { is: 0 }, found.gaps + found.halves)
  trial.must(here, 'events out of the order of their writer', { is: 0 }, found.disorder)
  trial.must(
    here,
    'times that go back in the log (the clocks are wrong)',
    { atLeast: 1 },
    await backwards(host.tenant('acme')),
  )
}

async function backwards(store: Parameters<typeof wholeLog>[0]): Promise<number> {
  let [before, count] = [Number.NEGATIVE_INFINITY, 0]
  for await (const { time } of wholeLog(store)) {
    if (Date.parse(time) < before) count++
    before = Date.parse(time)
  }
  return count
}
