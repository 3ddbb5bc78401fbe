import { isCasewellError, messageOf } from '@casewell/errors'
import type { Account } from '../account.ts'
import { type Health, supervise } from '../contract/supervise.ts'
import { channelErrors } from '../errors.ts'
import type { Intake } from './intake.ts'

/** What has a code of its own is told as it is. */
function told({ channel, account }: Account, cause: unknown, failures: number): unknown {
  if (isCasewellError(cause)) return cause
  return channelErrors['listen-failed']({ channel, account, failures, reason: messageOf(cause) }, { cause })
}

/** How long a stop waits for `listen` to heed its signal, milliseconds. */
const patienceMs = 5_000

/** Keeps a channel's `listen` running while the desk runs: a failure is reported, and it starts again after a pause. */
export class Listener {
  readonly #account: Account
  readonly #intake: Intake
  #running: Promise<void> | undefined
  #health: Health = { state: 'stopped', failures: 0 }

  constructor(account: Account, intake: Intake) {
    this.#account = account
    this.#intake = intake
  }

  get health(): Health {
    return this.#health
  }

  start(cursor: string | undefined): void {
    this.#running ??= this.#run(cursor)
  }

  /** Waits until it has ended; one that does not heed its signal is reported and left behind. */
  async stop(): Promise<void> {
    const { desk, channel } = this.#account
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        desk.report(channelErrors['did-not-stop']({ channel, afterMs: patienceMs }))
        resolve()
      }, patienceMs)
    })
    await Promise.race([this.#running, late])
    clearTimeout(timer)
    this.#is('stopped')
  }

  #is(state: Health['state']): void {
    this.#health = { ...this.#health, state }
  }

  async #run(cursor: string | undefined): Promise<void> {
    const { definition, context, desk } = this.#account
    let last = cursor
    const accept: Intake['accept'] = async (events, next) => {
      const accepted = await this.#intake.accept(events, next)
      last = next ?? last
      return accepted
    }
    await supervise(async () => definition.listen?.({ ...context, accept, cursor: last }), {
      signal: context.signal,
      onStart: () => this.#is('running'),
      onFailure: (error, failures) => {
        desk.report(told(this.#account, error, failures))
        this.#health = { state: 'waiting', failures, error: messageOf(error) }
      },
    })
    this.#is('ended')
  }
}
