import type { Fault } from '../faults/harness/fault.ts'
import { Trial } from '../faults/harness/trial.ts'

/** Everything that did not hold; an experiment that counted nothing is as bad. */
export async function broken(experiment: Fault, only: string): Promise<unknown> {
  await using trial = new Trial({ quick: true, only: [only] })
  await experiment.run(trial)
  return trial.holds || trial.verdicts.filter(({ verdict }) => verdict !== 'holds')
}

/** Minutes for a busy machine: nothing here is judged by time. */
export const patient = { timeout: 300_000 }
