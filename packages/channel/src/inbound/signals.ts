import type { Signal } from '../contract/inbound.ts'

/** Hears who is typing and who is there: best effort, never logged. */
export type SignalListener = (signal: Signal) => void

/** Whoever listens for signals of one account. */
export class Signals {
  readonly #listeners = new Set<SignalListener>()
  readonly #report: (error: unknown) => void

  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  on(listener: SignalListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** One listener that throws hurts no other. */
  tell(signal: Signal): void {
    for (const listener of this.#listeners)
      try {
        listener(signal)
      } catch (error) {
        this.#report(error)
      }
  }
}
