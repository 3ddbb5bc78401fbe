import { messageOf } from '@casewell/errors'
import type { Account } from '../account.ts'
import { type Health, supervise } from '../contract/supervise.ts'
import type { Intake } from './intake.ts'

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

  async stop(): Promise<void> {
    await this.#running
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
        desk.report(error)
        this.#health = { state: 'waiting', failures, error: messageOf(error) }
      },
    })
    this.#is('ended')
  }
}
