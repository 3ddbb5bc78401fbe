import type { Bus } from '@casewell/bus'
import type { Store } from '@casewell/store'

/**
 * Carries the log to the bus: every commit since it began, in order, of this process and of others. Listeners only hear
 * what is durable.
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
    this.#off = store.onCommit(({ position }) => {
      if (position === undefined || position > this.#position) this.#ring()
    })
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
