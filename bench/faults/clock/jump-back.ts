import type { Place } from '../harness/places.ts'
import type { Trial } from '../harness/trial.ts'
import { startAt } from './wrong-clock.ts'

/** The wall clock of a process jumps while a store is open: the store's clock never goes back. */
export async function jumpBack(trial: Trial, { engine, where }: Place): Promise<void> {
  const program = startAt(trial, 0, 'jump', [where('jump')])
  const { wentBack, readings, jumpedMs } = JSON.parse(await program.line('{')) as Record<string, number> // what it says
  const here = `${engine}, jumps`
  trial.must(here, 'readings of the store’s clock', { atLeast: 100 }, readings ?? 0)
  trial.must(here, 'that went back, while the wall clock jumped −1 h and +1 d', { is: 0 }, wentBack ?? Number.NaN)
  if (engine === 'postgres')
    trial.must(here, 'jump of the store’s clock with the process’s, ms', { atMost: 60_000 }, jumpedMs ?? Number.NaN)
}
