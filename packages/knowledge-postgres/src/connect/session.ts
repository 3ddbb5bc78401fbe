import type { PoolClient } from 'pg'
import type { Place } from './place.ts'

/** A statement that is asked often: planned once for each connection. */
export interface Prepared {
  readonly name: string
  readonly text: string
}

/** One connection to Postgres, borrowed for a while. */
export class Session {
  readonly place: Place
  readonly #client: PoolClient

  constructor(client: PoolClient, place: Place) {
    this.#client = client
    this.place = place
  }

  async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.#client.query<Row>({ text, values: [...values] })).rows
  }

  /** Rows of a prepared statement. */
  async ask<Row extends object>({ name, text }: Prepared, values: readonly unknown[]): Promise<readonly Row[]> {
    return (await this.#client.query<Row>({ name, text, values: [...values] })).rows
  }

  /** One or more statements without values. */
  async run(sql: string): Promise<void> {
    await this.#client.query(sql)
  }

  /** All of it or nothing. */
  async transact<R>(work: () => Promise<R>): Promise<R> {
    await this.run('begin')
    try {
      const result = await work()
      await this.run('commit')
      return result
    } catch (error) {
      await this.run('rollback').catch(() => {}) // the first error says more; a broken connection rolls back by itself
      throw error
    }
  }
}
