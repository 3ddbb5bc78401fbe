/** Writer, subscriber, importer and timer worker are killed under load, twenty times each. */

import { fault } from './harness/fault.ts'
import { places } from './harness/places.ts'
import { killImporters } from './kill-9/importers.ts'
import { killSubscribers } from './kill-9/subscribers.ts'
import { killTimers } from './kill-9/timers.ts'
import { killWriters } from './kill-9/writers.ts'

export default fault('kill-9', async (trial) => {
  for await (const place of places(trial)) {
    await killWriters(trial, place)
    await killSubscribers(trial, place)
    await killTimers(trial, place)
    if (!trial.quick) await killImporters(trial, place)
  }
  trial.note('Killed with SIGKILL at random moments; in the next moment another process goes on with the same store.')
})
