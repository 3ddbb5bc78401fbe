import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from '../account.ts'
import type { Intake } from './intake.ts'

/** First pause after a failure, milliseconds; it doubles, with jitter, up to a minute. */
const baseMs = 500
const maxMs = 60_000

/** Keeps a channel's `listen` running while the desk runs: a failure is reported, and it starts again after a pause. */
export class Listener {
  readonly #account: Account
  readonly #intake: Intake
  #running: Promise<void> | undefined

  constructor(account: Account, intake: Intake) {
    this.#account = account
    this.#intake = intake
  }

  start(cursor: string | undefined): void {
    this.#running ??= this.#loop(cursor)
  }

  async stop(): Promise<void> {
    await this.#running
  }

  async #loop(cursor: string | undefined): Promise<void> {
    const { definition, context, desk } = this.#account
    let last = cursor
    const accept: Intake['accept'] = async (events, next) => {
      const accepted = await this.#intake.accept(events, next)
      last = next ?? last
      return accepted
    }
    for (let failures = 0; !context.signal.aborted; ) {
      const begun = performance.now()
      try {
        await definition.listen?.({ ...context, accept, cursor: last })
        return
      } catch (error) {
        if (context.signal.aborted) return
        desk.report(error)
        failures = performance.now() - begun > maxMs ? 1 : failures + 1
        await pause(Math.random() * Math.min(maxMs, baseMs * 2 ** failures), context.signal)
      }
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {}) // being stopped is a way to wake up
}
