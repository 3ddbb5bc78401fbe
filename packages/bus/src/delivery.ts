import { busErrors } from './errors.ts'
import type { Event } from './event.ts'
import { type Listener, type OnError, report, watch } from './listener.ts'
import type { Routes } from './routes.ts'

/** How many times listeners may answer each other before it counts as a loop. */
const DEEPEST = 1000

/**
 * One event at a time: what a listener publishes waits until everybody has heard the event before it. So all listeners
 * hear all events in the same order, the order in which they were published, and a cause always before its effect.
 */
export class Delivery {
  readonly #routes: Routes
  readonly #onError: OnError
  #delivering = false
  #waiting: Event[] = []
  /** How many answers deep the event is that is being heard. */
  #depth = 0

  constructor(routes: Routes, onError: OnError) {
    this.#routes = routes
    this.#onError = onError
  }

  /**
   * Delivers the event: now, or after those before it.
   *
   * @throws `bus/endless`
   */
  take(event: Event): void {
    if (this.#delivering) {
      this.refuseEndless(event.type)
      this.#waiting.push(event)
      return
    }
    this.#delivering = true
    try {
      this.#hear(this.#routes.listenersOf(event.type), event)
      if (this.#waiting.length > 0) this.#drain()
    } finally {
      this.#delivering = false
    }
  }

  /** @throws `bus/endless` if listeners have been answering each other for too long */
  refuseEndless(type: string): void {
    if (this.#depth >= DEEPEST) throw busErrors.endless({ type, depth: this.#depth })
  }

  /** Lets each listener hear the event, whatever the others do. */
  #hear(listeners: readonly Listener[], event: Event): void {
    // By index: a listener that is removed meanwhile is silenced in this very list.
    for (let i = 0; i < listeners.length; i++) {
      try {
        const outcome = listeners[i]?.(event)
        if (outcome !== undefined) watch(outcome, event, this.#onError)
      } catch (error) {
        report(error, event, this.#onError)
      }
    }
  }

  #drain(): void {
    try {
      while (this.#waiting.length > 0) {
        this.#depth++
        const turn = this.#waiting
        this.#waiting = []
        for (const event of turn) this.#hear(this.#routes.listenersOf(event.type), event)
      }
    } finally {
      this.#depth = 0
    }
  }
}
