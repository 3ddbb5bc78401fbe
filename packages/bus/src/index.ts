export { Bus, type BusOptions, createBus, type Listening } from './bus.ts'
export { type CloudEvent, fromCloudEvent, toCloudEvent, type Unsaid } from './cloud-event.ts'
export { busErrors } from './errors.ts'
export type { Authorship, Draft, Event, FactOf } from './event.ts'
export { eventIds } from './event-id.ts'
export {
  type AnyEventType,
  type EventOf,
  type EventType,
  type EventTypeOptions,
  eventType,
  type Json,
  type Upcaster,
} from './event-type.ts'
export type { Listener, OnError } from './listener.ts'
export { understand } from './understand.ts'
