import { setTimeout } from 'node:timers/promises'

const shortestMs = 20
const longestMs = 2_000

/**
 * How long one goes on calling a server that does not answer. Pauses grow twofold with full jitter, so that many
 * processes do not call a server that has just come up all at once (Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015).
 */
export class Patience {
  readonly #untilMs: number
  readonly #since = performance.now()
  #pauseMs = shortestMs

  constructor(ms: number) {
    this.#untilMs = this.#since + ms
  }

  get triedMs(): number {
    return Math.round(performance.now() - this.#since)
  }

  /** Waits before the next call; false if there shall be none. */
  async wait(): Promise<boolean> {
    if (performance.now() >= this.#untilMs) return false
    await setTimeout(
      Math.min(this.#pauseMs * (0.5 + Math.random() / 2), Math.max(1, this.#untilMs - performance.now())),
    )
    this.#pauseMs = Math.min(longestMs, 2 * this.#pauseMs)
    return true
  }
}
