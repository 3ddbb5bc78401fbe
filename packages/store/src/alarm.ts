/** The longest time that a timer of Node can wait, in milliseconds: about 25 days. A longer wait ends early. */
const longestMs = 2 ** 31 - 1

/**
 * Lets one loop sleep until a time passes or somebody rings. A ring while nobody sleeps is not lost.
 *
 * @example
 * ```ts
 * import { Alarm } from '@casewell/store'
 *
 * const alarm = new Alarm()
 * async function loop() {
 *   while (!alarm.isStopped) {
 *     console.log('looking for work')
 *     await alarm.wait(60_000)
 *   }
 * }
 * const done = loop()
 * alarm.ring() // there is work: the loop looks again, at once
 * setTimeout(() => alarm.stop(), 10)
 * await done
 * ```
 */
export class Alarm {
  #rung = false
  #stopped = false
  #wake: ((isStop: boolean) => void) | undefined

  get isStopped(): boolean {
    return this.#stopped
  }

  ring(): void {
    this.#rung = true
    this.#wake?.(false)
  }

  /** For good: nobody sleeps any more. */
  stop(): void {
    this.#stopped = true
    this.#wake?.(true)
  }

  /** Sleeps for `ms` milliseconds (25 days at most), or until somebody rings or stops. */
  async wait(ms: number): Promise<void> {
    if (!this.#rung) await this.#sleep(ms, false)
    this.#rung = false
  }

  /** Sleeps for `ms` milliseconds, whoever rings, or until somebody stops. A ring is heard afterwards. */
  async rest(ms: number): Promise<void> {
    await this.#sleep(ms, true)
  }

  async #sleep(ms: number, isDeep: boolean): Promise<void> {
    if (this.#stopped) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, Math.min(ms, longestMs)))
      this.#wake = (isStop) => {
        if (isDeep && !isStop) return
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = undefined
  }
}
