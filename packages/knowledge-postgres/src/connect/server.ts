import { isCasewellError } from '@casewell/errors'
import { clientOptions, migrate, sessionSettings } from '@casewell/postgres'
import pg, { type PoolConfig } from 'pg'
import { knowledgePostgresErrors } from '../errors.ts'
import { layout } from '../schema/layout.ts'
import { explain } from './fault.ts'
import type { Place } from './place.ts'
import { Session } from './session.ts'

/** `onConnect` is awaited before a new connection is lent (pg-pool 3.14, not in its types yet). */
type Config = PoolConfig & { onConnect(client: pg.ClientBase): Promise<unknown> }

/** A few connections, opened at the first use and lent in turn. The first one brings the schema up to date. */
export class Server {
  readonly place: Place
  readonly #pool: pg.Pool
  #prepared: Promise<void> | undefined
  #ended: Promise<void> | undefined
  readonly #underWay = new Set<Promise<unknown>>()
  #lastWrite: Promise<unknown> = Promise.resolve()

  constructor(place: Place) {
    this.place = place
    const config: Config = {
      ...clientOptions(place),
      max: place.connections,
      allowExitOnIdle: true,
      onConnect: (client) => client.query(sessionSettings(place)),
    }
    this.#pool = new pg.Pool(config)
    this.#pool.on('error', () => {}) // an idle connection broke: the pool has dropped it and opens another
  }

  /**
   * Work that changes something, in the order in which it came: the database takes one writer at a time anyway, and
   * those who wait for their turn here hold no connection that a reader could use.
   *
   * @throws whatever the work throws; what Postgres and the network say, explained
   */
  write<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return this.#follow(() => {
      const turn = this.#lastWrite.then(() => this.#lend(work))
      this.#lastWrite = turn.catch(() => {}) // whoever came with it is told
      return turn
    })
  }

  /** Work that changes nothing; where the connection breaks, it is done once more. Throws as `write` does. */
  read<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return this.#follow(async () => {
      try {
        return await this.#lend(work)
      } catch (error) {
        if (!isCasewellError(explain(error, this.place), 'knowledge-postgres/connection-lost')) throw error
        return this.#lend(work)
      }
    })
  }

  /** Resolves when everything that is under way is done. */
  close(): Promise<void> {
    this.#ended ??= this.#end()
    return this.#ended
  }

  async #end(): Promise<void> {
    await Promise.allSettled(this.#underWay)
    await this.#pool.end()
  }

  /** What is under way is waited for when the server is closed; what comes later is refused. */
  async #follow<R>(work: () => Promise<R>): Promise<R> {
    if (this.#ended) throw knowledgePostgresErrors.closed({ schema: this.place.schema })
    const done = work()
    this.#underWay.add(done)
    try {
      return await done
    } catch (error) {
      throw explain(error, this.place)
    } finally {
      this.#underWay.delete(done)
    }
  }

  async #lend<R>(work: (session: Session) => Promise<R>): Promise<R> {
    const client = await this.#pool.connect()
    const session = new Session(client, this.place)
    let fault: Error | undefined
    const onError = (error: Error): void => {
      fault = error
    }
    client.on('error', onError)
    try {
      await this.#prepare(session)
      return await work(session)
    } catch (error) {
      if (!leavesWhole(error)) fault ??= new Error('the connection may be broken', { cause: error })
      throw error
    } finally {
      client.off('error', onError)
      client.release(fault)
    }
  }

  async #prepare(session: Session): Promise<void> {
    this.#prepared ??= migrate(session, this.place, layout)
    try {
      await this.#prepared
    } catch (error) {
      this.#prepared = undefined
      throw error
    }
  }
}

/** Errors of our own, and what the server says of a statement, leave a connection as it was; others may not. */
const leavesWhole = (error: unknown): boolean =>
  isCasewellError(error) || (error instanceof pg.DatabaseError && error.severity !== 'FATAL')
