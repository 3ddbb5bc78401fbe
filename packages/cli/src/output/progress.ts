import type { Writable } from 'node:stream'

/** So often a line of progress is written anew, in milliseconds. */
const everyMs = 200

/** One line that is written over again and again while work takes long, and is gone afterwards. */
export class Progress {
  readonly #to: Writable
  readonly #isShown: boolean
  #last = Number.NEGATIVE_INFINITY
  #length = 0

  constructor(to: Writable, isShown: boolean) {
    this.#to = to
    this.#isShown = isShown
  }

  show(text: string): void {
    if (!this.#isShown || performance.now() - this.#last < everyMs) return
    this.#last = performance.now()
    this.#to.write(`\r${text.padEnd(this.#length)}`)
    this.#length = text.length
  }

  clear(): void {
    if (this.#length > 0) this.#to.write(`\r${' '.repeat(this.#length)}\r`)
    this.#length = 0
  }
}
