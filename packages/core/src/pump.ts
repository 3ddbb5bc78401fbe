import type { Bus } from '@casewell/bus'
import type { Store } from '@casewell/store'

/**
 * Carries the log to the bus: every commit since it began, in order, of this process and of others. Listeners only hear
 * what is durable. While nobody listens nothing is read: who comes later hears what is committed from then on.
 */
export class Pump {
  readonly #store: Store
  readonly #bus: Bus
  readonly #onError: (error: unknown) => void
  readonly #off: () => void
  #position: number
  #wanted = 0
  #running: Promise<void> | undefined

  constructor(store: Store, bus: Bus, from: number, onError: (error: unknown) => void) {
    this.#store = store
    this.#bus = bus
    this.#position = from
    this.#onError = onError
    this.#off = store.onCommit(({ position }) => this.#hear(position))
  }

  /** Resolves when everything that was committed so far has been heard. */
  async drain(): Promise<void> {
    this.#ring()
    while (this.#running) await this.#running
  }

  async stop(): Promise<void> {
    await this.drain()
    this.#off()
  }

  /** @param position - of the last event of a commit here; undefined when another process may have committed */
  #hear(position: number | undefined): void {
    if (position !== undefined && position <= this.#position) return
    // Behind a run under way the events have to keep their order.
    if (position === undefined || this.#running || this.#bus.isHeard) this.#ring()
    else this.#position = position
  }

  #ring(): void {
    this.#wanted++
    this.#running ??= this.#run()
  }

  async #run(): Promise<void> {
    try {
      for (let seen = -1; seen !== this.#wanted; ) {
        seen = this.#wanted
        await this.#carry()
      }
    } catch (error) {
      this.#onError(error)
    } finally {
      this.#running = undefined
    }
  }

  async #carry(): Promise<void> {
    if (!this.#bus.isHeard) {
      const { position } = await this.#store.head()
      // Somebody may have come meanwhile, who hears a few commits from before then: rather too many than too few.
      if (!this.#bus.isHeard) {
        this.#position = position
        return
      }
    }
    for (;;) {
      const events = await this.#store.readLog({ after: this.#position, limit: 512 })
      if (events.length === 0) return
      for (const event of events) {
        this.#position = event.position
        this.#bus.deliver(event)
      }
    }
  }
}
