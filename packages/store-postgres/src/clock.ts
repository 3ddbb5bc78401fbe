/** How long a reading of the server's clock is carried on by this process's monotonic clock, in milliseconds. */
const freshMs = 5_000

/**
 * The server's clock, as seen from here. It is read with every group that is written, and asked for when the last
 * reading is older than five seconds; in between this process counts on. It never moves back, whatever the server's does.
 */
export class ServerClock {
  readonly #ask: () => Promise<number>
  readonly #monotonic: () => number
  #reading: { readonly server: number; readonly here: number } | undefined
  #last = 0

  /** @param ask - reads the server's clock and calls `note` or returns it, milliseconds since 1970 */
  constructor(ask: () => Promise<number>, monotonic: () => number = () => performance.now()) {
    this.#ask = ask
    this.#monotonic = monotonic
  }

  /** A reading that has just arrived. */
  note(server: number): void {
    this.#reading = { server, here: this.#monotonic() }
  }

  now(): number | Promise<number> {
    const reading = this.#reading
    const age = reading ? this.#monotonic() - reading.here : Number.POSITIVE_INFINITY
    return reading && age <= freshMs ? this.#forward(reading.server + age) : this.#read()
  }

  async #read(): Promise<number> {
    const server = await this.#ask()
    this.note(server)
    return this.#forward(server)
  }

  #forward(ms: number): number {
    this.#last = Math.max(this.#last, Math.floor(ms))
    return this.#last
  }
}
