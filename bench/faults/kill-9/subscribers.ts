import { setTimeout as rest } from 'node:timers/promises'
import type { StoreHost } from '@casewell/store'
import { Effects, outcomeOf } from '../harness/effects.ts'
import { Entries } from '../harness/entries.ts'
import { openStore, type Place } from '../harness/places.ts'
import { type Program, start } from '../harness/program.ts'
import type { Trial } from '../harness/trial.ts'

const leaseMs = 1_000
/** What a busy machine may add to the lease's time: a look every quarter of it, and waiting for a processor. */
const slackMs = leaseMs / 4 + 1_500

/** Of two processes that hold one subscription by turns, the one that works is killed, again and again. */
export async function killSubscribers(trial: Trial, { engine, where }: Place): Promise<void> {
  const rounds = trial.size(20, 2)
  const store = where('subscribers')
  const writer = start(trial, 'pour', [store, 'w', '4', 'Infinity', '8'])
  await writer.line('ack ')
  const worker = (): Program => start(trial, 'tally', [store, String(leaseMs)])
  let [working, standby] = [worker(), worker()]
  await Promise.race([working.line('handles '), standby.line('handles ')])
  const waits: number[] = []
  let killed = 0
  for (let round = 0; round < rounds; round++) {
    if (standby.lines.some((line) => line.startsWith('handles'))) [working, standby] = [standby, working]
    await standby.line('ready')
    await rest(Math.random() * 300)
    const next = worker()
    if (await working.kill()) killed++
    const killedAt = performance.now()
    await standby.line('handles ')
    waits.push(performance.now() - killedAt)
    ;[working, standby] = [standby, next]
  }
  await writer.finish()
  await using host = openStore(store)
  await caughtUp(host)
  await Promise.all([working.finish(), standby.finish()])
  const found = await outcomeOf(host.tenant('acme'))
  const here = `${engine}, subscriber`
  trial.must(here, 'killed while it worked', { is: rounds }, killed)
  trial.must(here, 'events', { atLeast: rounds }, found.written)
  trial.must(here, 'events without effect', { is: 0 }, found.missing)
  trial.must(here, 'events with more than one effect', { is: 0 }, found.doubled)
  trial.must(here, 'events out of the order of their key', { is: 0 }, found.disorder)
  const longest = Math.max(...waits)
  if (trial.quick) trial.note(`${here}: the longest take-over took ${longest.toFixed(0)} ms, the lease ${leaseMs} ms.`)
  else trial.must(here, `longest take-over, ms (lease ${leaseMs})`, { atMost: leaseMs + slackMs }, longest)
}

/** Waits until every entry has an effect, or until nobody can still be expected to give it one. */
async function caughtUp(host: StoreHost): Promise<void> {
  const store = host.tenant('acme')
  const entries = await store.count(Entries, { index: 'writer' }, 1_000_000)
  const isDone = async (): Promise<boolean> => (await store.count(Effects, { index: 'all' }, 1_000_000)) >= entries
  for (let patience = 600; patience > 0 && !(await isDone()); patience--) await rest(100)
}
