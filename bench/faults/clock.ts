/** Processes whose wall clocks differ by an hour and a day, and jump, share one store. */
import { jumpBack } from './clock/jump-back.ts'
import { leases } from './clock/leases.ts'
import { order } from './clock/order.ts'
import { timers } from './clock/timers.ts'
import { fault } from './harness/fault.ts'
import { places } from './harness/places.ts'

export default fault('clock', async (trial) => {
  for await (const place of places(trial)) {
    await order(trial, place)
    await leases(trial, place)
    await timers(trial, place)
    await jumpBack(trial, place)
  }
  trial.note(
    'A clock is wrong by a module that is loaded before the program and shifts `Date`; nothing else of it changes.',
  )
})
