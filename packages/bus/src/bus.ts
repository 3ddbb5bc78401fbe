import { isoClock } from './clock.ts'
import { fromCloudEvent } from './cloud-event.ts'
import { Delivery } from './delivery.ts'
import { seal } from './envelope.ts'
import { busErrors } from './errors.ts'
import type { Authorship, Draft, Event, FactOf } from './event.ts'
import { eventIds } from './event-id.ts'
import type { AnyEventType, EventOf } from './event-type.ts'
import { type Listener, type OnError, printError } from './listener.ts'
import { patternMatcher, Routes } from './routes.ts'
import { understand } from './understand.ts'
import { isUriReference } from './uri-reference.ts'

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
  /** Whose bus it is: `ingest` lets in nobody else's events. @defaultValue `'default'`, and `ingest` lets in all */
  readonly tenant?: string
  /** The types that `ingest` lets in. */
  readonly types?: readonly AnyEventType[]
  /** Where a listener's failure goes. @defaultValue prints it with `console.error` */
  readonly onError?: OnError
  /** Milliseconds since 1970. @defaultValue `Date.now` */
  readonly now?: () => number
  /** Makes the ids of events. @defaultValue `eventIds()` */
  readonly ids?: () => string
}

/**
 * The shared event bus, in process, on eventemitter3.
 *
 * All listeners hear all events in the order in which they were published. A listener that throws or rejects reaches
 * `onError`: never another listener, never the publisher.
 */
export class Bus implements Listening {
  readonly #routes = new Routes()
  readonly #delivery: Delivery
  readonly #types = new Map<string, AnyEventType>()
  readonly #source: string
  readonly #tenant: string
  readonly #closedTo: string | undefined
  readonly #time: () => string
  readonly #ids: () => string
  #position = 0

  /** @throws `bus/bad-source`, `bus/two-versions` */
  constructor(options: BusOptions = {}) {
    this.#source = options.source ?? '/casewell'
    if (!isUriReference(this.#source)) throw busErrors['bad-source']({ source: this.#source })
    this.#tenant = options.tenant ?? 'default'
    this.#closedTo = options.tenant
    this.#delivery = new Delivery(this.#routes, options.onError ?? printError)
    this.#time = isoClock(options.now ?? Date.now)
    this.#ids = options.ids ?? eventIds()
    this.register(...(options.types ?? []))
  }

  /**
   * Lets `ingest` know more types. Listening to a type does so too.
   *
   * @throws `bus/two-versions` if a type of that name is known in another version
   */
  register(...types: readonly AnyEventType[]): void {
    for (const type of types) {
      const known = this.#types.get(type.type) ?? type
      if (known.version !== type.version) {
        throw busErrors['two-versions']({ type: type.type, version: type.version, known: known.version })
      }
      this.#types.set(type.type, known)
    }
  }

  /** @throws `bus/bad-pattern`, `bus/two-versions` */
  on<E extends AnyEventType>(type: E, listener: Listener<EventOf<E>>): () => void
  on(pattern: '*' | `${string}.*`, listener: Listener): () => void
  on(type: AnyEventType | string, listener: Listener<never>): () => void {
    // Only events of the type that is listened to are delivered, so the listener's own event type holds.
    const heard = listener as Listener
    if (typeof type === 'string') return this.#routes.add(patternMatcher(type), heard)
    this.register(type)
    return this.#routes.add((name) => name === type.type, heard)
  }

  /**
   * Publishes a fact: seals it into an event and delivers it before it returns; if a listener publishes, after the
   * event that it is hearing. Typed, not validated.
   *
   * @throws `bus/endless` if listeners answer each other without end
   */
  publish<D extends Draft>(draft: D, by: Authorship = nobody): FactOf<D> {
    this.#delivery.refuseEndless(draft.type)
    const event = seal(
      draft,
      { id: this.#ids(), time: this.#time(), source: this.#source, position: ++this.#position, tenant: this.#tenant },
      by,
    )
    this.#delivery.take(event)
    return event
  }

  /**
   * Delivers an event that already is a fact: what a log's pump calls.
   *
   * @throws `bus/endless` if listeners answer each other without end
   */
  deliver(event: Event): void {
    this.#delivery.take(event)
  }

  /**
   * The gate for events from outside: a CloudEvents 1.0 JSON object or its text. Data of an older version are upcast,
   * then parsed. What cannot be understood is named by an error, with the event in its details; nothing is delivered.
   *
   * @throws `bus/not-an-event`, `bus/other-tenant`, `bus/unknown-type`, `bus/newer-version`, `bus/bad-data`, `bus/endless`
   */
  ingest(input: unknown): Event {
    const arrived = fromCloudEvent(input, { time: this.#time(), tenant: this.#tenant })
    if (this.#closedTo !== undefined && arrived.tenant !== this.#closedTo) {
      throw busErrors['other-tenant']({ tenant: arrived.tenant, own: this.#closedTo, event: arrived })
    }
    const event = understand(arrived, this.#types)
    this.deliver(event)
    return event
  }

  /** Whether anybody listens, to anything. Whoever carries events here from far away need not while nobody does. */
  get isHeard(): boolean {
    return this.#routes.isHeard
  }

  /** Forgets all listeners. */
  close(): void {
    this.#routes.clear()
  }
}

const nobody: Authorship = Object.freeze({})

/**
 * A bus of its own, without store or desk.
 *
 * @throws `bus/bad-source`, `bus/two-versions`
 * @example
 * ```ts
 * import { createBus, eventType } from '@casewell/bus'
 * import * as z from 'zod'
 *
 * const CaseTagged = eventType('case.tagged', z.object({ tag: z.string() }))
 * const bus = createBus({ onError: (error, event) => console.log(`${event.type}: ${error}`) })
 * bus.on(CaseTagged, () => Promise.reject(new Error('the label printer is out of paper')))
 * const off = bus.on('case.*', (event) => console.log(event.subject, event.data))
 * bus.publish(CaseTagged('c1', { tag: 'sound' }), { actor: 'agent:ada' })
 * off()
 * // c1 { tag: 'sound' }
 * // case.tagged: Error: the label printer is out of paper
 * ```
 */
export function createBus(options: BusOptions = {}): Bus {
  return new Bus(options)
}
