import { setTimeout as rest } from 'node:timers/promises'
import { type Acknowledged, acknowledged, audit } from '../harness/audit.ts'
import { openStore, type Place } from '../harness/places.ts'
import { start } from '../harness/program.ts'
import type { Trial } from '../harness/trial.ts'

/** A process of eight writers is killed while it writes, again and again, on one store. */
export async function killWriters(trial: Trial, { engine, where }: Place): Promise<void> {
  const rounds = trial.size(20, 2)
  const store = where('writers')
  const told: Acknowledged[] = []
  let killed = 0
  for (let round = 0; round < rounds; round++) {
    const writer = start(trial, 'pour', [store, `w${round}`, '8'])
    await writer.line('ack ')
    await rest(Math.random() * 250)
    if (await writer.kill()) killed++
    told.push(...acknowledged(writer.lines))
  }
  await using host = openStore(store)
  const found = await audit(host.tenant('acme'), told)
  const here = `${engine}, writer`
  trial.must(here, 'killed', { is: rounds }, killed)
  trial.must(here, 'acknowledged commits', { atLeast: rounds }, told.length)
  trial.must(here, 'acknowledged and lost', { is: 0 }, found.lost)
  trial.must(here, 'halves of a commit', { is: 0 }, found.halves)
  trial.must(here, 'gaps, disorder, doubles in the log', { is: 0 }, found.gaps + found.disorder)
}
