/** Lets one loop sleep until a time passes or somebody rings. A ring while nobody sleeps is not lost. */
export class Alarm {
  #rung = false
  #stopped = false
  #wake: (() => void) | undefined

  get isStopped(): boolean {
    return this.#stopped
  }

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  stop(): void {
    this.#stopped = true
    this.#wake?.()
  }

  async wait(ms: number): Promise<void> {
    if (!this.#rung && !this.#stopped)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, Math.min(ms, 2 ** 31 - 1)))
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    this.#wake = undefined
    this.#rung = false
  }
}
