/**
 * How fast an account may send: a bucket that holds one second's worth and fills steadily (the generic cell rate
 * algorithm, ITU-T I.371). Of this process alone; several processes share an account's rate by each being given a part.
 */
export class Pace {
  readonly #intervalMs: number
  readonly #burstMs: number
  #fullAt = 0

  constructor(perSecond = Number.POSITIVE_INFINITY) {
    this.#intervalMs = 1_000 / perSecond
    this.#burstMs = Math.max(0, 1_000 - this.#intervalMs)
  }

  /** Takes one turn if there is one: 0, or the milliseconds until there is. `nowMs` is of any steady clock. */
  take(nowMs: number): number {
    const fullAt = Math.max(this.#fullAt, nowMs)
    const waitMs = fullAt - this.#burstMs - nowMs
    if (waitMs > 0) return waitMs
    this.#fullAt = fullAt + this.#intervalMs
    return 0
  }
}
