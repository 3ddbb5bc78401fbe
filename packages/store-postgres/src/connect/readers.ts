import { isLost } from '@casewell/postgres'
import { explain, lost } from './fault.ts'
import { Patience } from './patience.ts'
import type { Server } from './server.ts'
import type { Session, Statement } from './session.ts'

/** A few connections for statements that may be repeated: when one breaks, they are asked again on another. */
export class Readers {
  readonly #server: Server
  readonly #most: number
  #sessions: readonly Session[] = []
  #opening: Promise<Session> | undefined
  #isClosed = false

  constructor(server: Server, most: number) {
    this.#server = server
    this.#most = most
  }

  /** @throws `store-postgres/connection-lost`, and what Postgres refuses, explained */
  async query<Row extends object>(statement: Statement): Promise<readonly Row[]> {
    const { place } = this.#server
    const patience = new Patience(place.patienceMs)
    for (;;) {
      const session = await this.#session(patience)
      try {
        return await session.query<Row>(statement)
      } catch (error) {
        if (!isLost(error)) throw explain(error, place)
        session.destroy()
        if (!(await patience.wait())) throw lost(error, place, patience.triedMs)
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const late = this.#opening?.then((session) => session.close()).catch(() => {})
    await Promise.all([late, ...this.#sessions.map((session) => session.close())])
  }

  /** The one with the least to do. While all are busy another one is opened; the first question waits for it. */
  async #session(patience: Patience): Promise<Session> {
    const [best] = [...this.#sessions].sort((a, b) => a.waiting - b.waiting)
    if (best && (best.waiting === 0 || this.#sessions.length >= this.#most)) return best
    this.#opening ??= this.#open(patience)
    if (!best) return this.#opening
    this.#opening.catch(() => {}) // those who come without a connection hear of it
    return best
  }

  async #open(patience: Patience): Promise<Session> {
    try {
      const session = await this.#server.open(patience)
      if (!this.#isClosed) this.#keep(session)
      return session
    } finally {
      this.#opening = undefined
    }
  }

  #keep(session: Session): void {
    this.#sessions = [...this.#sessions, session]
    session.onLost(() => {
      this.#sessions = this.#sessions.filter((other) => other !== session)
    })
  }
}
