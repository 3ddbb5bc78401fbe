// What isolation costs: events delivered to 1, 4 and 16 isolated listeners, against eventemitter3 calling them bare.
import { createBus, type Event, eventType } from '@casewell/bus'
import { EventEmitter } from 'eventemitter3'
import * as z from 'zod'
import { bench, perSecond } from './harness.ts'

/** Calls of listeners in one measurement: some tens of milliseconds. */
const CALLS = 8_000_000

/** Different events that are delivered in turn. */
const EVENTS = 64

/** Enough rounds for the compiler to have settled on both sides. */
const WARM_UP = 5

/** A listener that does as little as one can, and that no compiler may leave out. */
function listener() {
  let heard = 0
  return (event: Event): void => {
    heard = (heard + event.position) | 0
  }
}

/** A bus and an emitter with the same listeners to each type, and events of these types in turn. */
function scene(listeners: number, types: number) {
  const bus = createBus()
  const emitter = new EventEmitter()
  const known = Array.from({ length: types }, (_, i) => eventType(`case.changed-${i}`, z.object({ to: z.int() })))
  const rounds = Array.from({ length: EVENTS / types }, () => known)
  const events = rounds.flat().map((type, to) => bus.publish(type('c1', { to })))
  for (const type of known) {
    for (let i = 0; i < listeners; i++) {
      const heard = listener()
      bus.on(type, heard)
      emitter.on(type.type, heard)
    }
  }
  return { bus, emitter, events }
}

/** Both sides of a comparison, warmed up. */
async function sides(listeners: number, types: number) {
  const { bus, emitter, events } = scene(listeners, types)
  const rounds = CALLS / listeners / EVENTS
  const isolated = perSecond(rounds * EVENTS, () => {
    for (let i = 0; i < rounds; i++) for (const event of events) bus.deliver(event)
  })
  const bare = perSecond(rounds * EVENTS, () => {
    for (let i = 0; i < rounds; i++) for (const event of events) emitter.emit(event.type, event)
  })
  for (let i = 0; i < WARM_UP; i++) for (const side of [isolated, bare]) await side()
  return [isolated, bare] as const
}

export default bench('bus-dispatch', async (report) => {
  const row = { unit: 'events/s', reference: 'eventemitter3 emit', bar: 0.75, hope: 0.95, pairs: 31 }
  await report.ratio({ ...row, what: '1 listener, no second type in the process' }, ...(await sides(1, 1)))
  const many = await sides(1, EVENTS)
  for (const listeners of [1, 4, 16]) {
    const what = `${listeners} listener${listeners > 1 ? 's' : ''}`
    await report.ratio({ ...row, what }, ...(await sides(listeners, 1)))
  }
  await report.ratio({ ...row, what: `1 listener to each of ${EVENTS} types in turn` }, ...many)
  report.note('The first row is the kindest to emit: while a process knows one event name, its look-up is a constant.')
})
