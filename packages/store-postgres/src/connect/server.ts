import { isLost, migrate } from '@casewell/postgres'
import { layout } from '../schema/layout.ts'
import { explain } from './fault.ts'
import type { Patience } from './patience.ts'
import type { Place } from './place.ts'
import { Session } from './session.ts'

/** Opens connections. The first one brings the schema up to date. */
export class Server {
  readonly place: Place
  #prepared: Promise<void> | undefined
  #wasReached = false

  constructor(place: Place) {
    this.place = place
  }

  /**
   * A server that never answered is told of at once: something is set up wrongly. One that has gone away is called
   * until the patience ends.
   *
   * @throws what opening a connection can end with, explained
   */
  async open(patience: Patience): Promise<Session> {
    for (;;) {
      try {
        return await this.#open()
      } catch (error) {
        const isWorthWaiting = this.#wasReached && isLost(error)
        if (!isWorthWaiting || !(await patience.wait())) throw explain(error, this.place)
      }
    }
  }

  async #open(): Promise<Session> {
    const session = await Session.open(this.place)
    try {
      this.#prepared ??= migrate(session, this.place, layout)
      await this.#prepared
    } catch (error) {
      this.#prepared = undefined
      session.destroy()
      throw error
    }
    this.#wasReached = true
    return session
  }
}
