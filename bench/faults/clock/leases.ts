import { setTimeout as rest } from 'node:timers/promises'
import { outcomeOf } from '../harness/effects.ts'
import { openStore, type Place } from '../harness/places.ts'
import { start } from '../harness/program.ts'
import type { Trial } from '../harness/trial.ts'
import { dayMs, hourMs, startAt } from './wrong-clock.ts'

const leaseMs = 2_000

/** Who stands by and thinks that it is tomorrow takes nothing over from a living holder, and everything from a dead one. */
export async function leases(trial: Trial, { engine, where }: Place): Promise<void> {
  const store = where('leases')
  const writer = start(trial, 'pour', [store, 'w', '2', 'Infinity', '20'])
  await writer.line('ack ')
  const holder = startAt(trial, -hourMs, 'tally', [store, String(leaseMs)])
  await holder.line('handles ')
  const taker = startAt(trial, dayMs, 'tally', [store, String(leaseMs)])
  await taker.line('ready')
  await rest(trial.size(5, 1) * leaseMs)
  const stolen = taker.lines.filter((line) => line.startsWith('handles ')).length
  const begun = performance.now()
  await holder.kill()
  await taker.line('handles ')
  const tookMs = performance.now() - begun
  await writer.finish()
  await rest(leaseMs)
  await taker.finish()
  await using host = openStore(store)
  const found = await outcomeOf(host.tenant('acme'))
  const here = `${engine}, leases`
  trial.must(here, 'events that tomorrow took from a living holder', { is: 0 }, stolen)
  if (trial.quick) trial.note(`${here}: taken over from a dead one after ${tookMs.toFixed(0)} ms.`)
  else trial.must(here, `taken over from a dead one after, ms (lease ${leaseMs})`, { atLeast: leaseMs / 2 }, tookMs)
  trial.must(here, 'events with more than one effect, or none', { is: 0 }, found.doubled + found.missing)
  trial.must(here, 'events out of the order of their key', { is: 0 }, found.disorder)
}
