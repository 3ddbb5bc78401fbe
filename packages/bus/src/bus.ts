import * as z from 'zod'
import { fromCloudEvent } from './cloud-event.ts'
import { seal } from './envelope.ts'
import { busErrors } from './errors.ts'
import type { Authorship, Draft, Event, EventOf } from './event.ts'
import { eventIds } from './event-id.ts'
import type { AnyEventType } from './event-type.ts'
import { Routes } from './routes.ts'

/** What a listener may be: it may be asynchronous, nobody waits for it. */
export type Listener<E extends Event = Event> = (event: E) => void | Promise<void>

/** Called with what a listener threw or rejected with. */
export type OnError = (error: unknown, event: Event) => void

/** The half of the bus that everybody may hold: listening. */
export interface Listening {
  /** Listens to one type. Returns the way to stop. */
  on<E extends AnyEventType>(type: E, listener: Listener<EventOf<E>>): () => void
  /** Listens to all types under a prefix (`'case.*'`), or to everything (`'*'`). */
  on(pattern: '*' | `${string}.*`, listener: Listener): () => void
}

/** How a bus is set up; every field has a default. */
export interface BusOptions {
  /** URI reference of this publisher. @defaultValue `'/casewell'` */
  readonly source?: string
  /** @defaultValue `'default'` */
  readonly tenant?: string
  /** The types that `ingest` lets in. */
  readonly types?: readonly AnyEventType[]
  /** Where a listener's failure goes. @defaultValue prints it with `console.error` */
  readonly onError?: OnError
  /** Milliseconds since 1970. @defaultValue `Date.now` */
  readonly now?: () => number
  readonly ids?: () => string
}

/**
 * The shared event bus, in process, on eventemitter3.
 *
 * A listener that throws or rejects reaches `onError`: never another listener, never the publisher.
 */
export class Bus implements Listening {
  readonly #routes = new Routes()
  readonly #types = new Map<string, AnyEventType>()
  readonly #source: string
  readonly #tenant: string
  readonly #onError: OnError
  readonly #now: () => number
  readonly #ids: () => string
  #position = 0

  constructor(options: BusOptions = {}) {
    this.#source = options.source ?? '/casewell'
    this.#tenant = options.tenant ?? 'default'
    this.#onError = options.onError ?? printError
    this.#now = options.now ?? Date.now
    this.#ids = options.ids ?? eventIds()
    this.register(...(options.types ?? []))
  }

  /** Lets `ingest` know more types. */
  register(...types: readonly AnyEventType[]): void {
    for (const type of types) this.#types.set(type.type, type)
  }

  on<E extends AnyEventType>(type: E, listener: Listener<EventOf<E>>): () => void
  on(pattern: '*' | `${string}.*`, listener: Listener): () => void
  on(type: AnyEventType | string, listener: Listener<never>): () => void {
    if (typeof type !== 'string') this.register(type)
    // The route delivers only events of the listened type, so the listener's own event type holds.
    return this.#routes.add(typeof type === 'string' ? type : type.type, isolated(listener as Listener, this.#onError))
  }

  /** Publishes a fact: seals it into an event and delivers it. Typed, not validated. */
  publish(draft: Draft, by: Authorship = {}): Event {
    const mark = { id: this.#ids(), at: this.#now(), source: this.#source, position: ++this.#position, tenant: this.#tenant }
    const event = seal(draft, mark, by)
    this.#routes.deliver(event)
    return event
  }

  /** Delivers an event that already is a fact: what a log's pump calls. */
  deliver(event: Event): void {
    this.#routes.deliver(event)
  }

  /**
   * The gate for events from outside: a CloudEvents 1.0 JSON object or its text. Data of an older version are upcast,
   * then parsed. What cannot be understood is named by an error, with the event in its details; nothing is delivered.
   *
   * @throws `bus/not-an-event`, `bus/unknown-type`, `bus/newer-version`, `bus/bad-data`
   */
  ingest(input: unknown): Event {
    const event = understand(fromCloudEvent(input), this.#types)
    this.#routes.deliver(event)
    return event
  }

  /** Forgets all listeners. */
  close(): void {
    this.#routes.clear()
  }
}

/** A bus of its own, without store or desk. */
export function createBus(options: BusOptions = {}): Bus {
  return new Bus(options)
}

/**
 * Brings an event's data to the version that its type has now, and parses them.
 *
 * @throws `bus/unknown-type`, `bus/newer-version`, `bus/bad-data`
 */
export function understand(event: Event, types: ReadonlyMap<string, AnyEventType>): Event {
  const type = types.get(event.type)
  if (!type) throw busErrors['unknown-type']({ type: event.type, known: types.size, event })
  const { success, data, error } = type.schema.safeParse(type.upcast(event.data, event.version))
  if (!success) throw busErrors['bad-data']({ type: event.type, reason: z.prettifyError(error), event })
  return { ...event, version: type.version, data }
}

/** A handler that cannot hurt anybody: what its listener throws or rejects with goes to `onError`. */
function isolated(listener: Listener, onError: OnError): (event: Event) => void {
  return (event) => {
    try {
      const outcome = listener(event)
      if (outcome !== undefined) Promise.resolve(outcome).catch((error: unknown) => onError(error, event))
    } catch (error) {
      onError(error, event)
    }
  }
}

function printError(error: unknown, event: Event): void {
  // biome-ignore lint/suspicious/noConsole: the default of a library that must not lose an error in silence
  console.error(`a listener of ${event.type} failed:`, error)
}
