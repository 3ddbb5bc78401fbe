import type { Awaitable } from './driver.ts'
import { storeErrors } from './errors.ts'

/** Lets work in until it is closed, then waits until everything inside has come out. */
export class Gate {
  #inside = 0
  #isClosed = false
  #emptied: (() => void) | undefined

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** @throws `store/closed` */
  async pass<R>(work: () => Awaitable<R>): Promise<R> {
    if (this.#isClosed) throw storeErrors.closed()
    this.#inside++
    try {
      return await work()
    } finally {
      this.#inside--
      if (this.#inside === 0) this.#emptied?.()
    }
  }

  /** Lets nobody in from here on; resolves when nobody is inside. */
  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#inside > 0)
      await new Promise<void>((resolve) => {
        this.#emptied = resolve
      })
  }
}
