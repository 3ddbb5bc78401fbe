import { clientOptions, sessionSettings } from '@casewell/postgres'
import pg, { type ClientConfig, type QueryConfig } from 'pg'
import { postgresErrors } from '../errors.ts'
import type { Place } from './place.ts'

/** `pipeline` came with pg 8.23 and is not in its types yet: queries are sent without waiting for answers before them. */
type Config = ClientConfig & { readonly pipeline: true }

/** What a client has besides what its types say (pg 8.23: client.js, connection.js). */
type Client = pg.Client & {
  readonly processID: number | null
  readonly connection: { readonly stream: { destroy(): void } }
  ref(): void
  unref(): void
}

/** What has been prepared under a name, with its values. */
export type Statement = Pick<QueryConfig, 'name' | 'text'> & { readonly values?: readonly unknown[] }

/** One connection to Postgres. It keeps the process alive only while somebody waits for an answer. */
export class Session {
  readonly #client: Client
  #waiting = 0
  #isLost = false
  #onLost: (() => void) | undefined

  private constructor(client: Client) {
    this.#client = client
    client.on('error', () => this.#lose())
    client.on('end', () => this.#lose())
  }

  /** @throws as Postgres does; see `explain` */
  static async open(place: Place): Promise<Session> {
    const config: Config = { ...clientOptions(place), pipeline: true }
    const client = new pg.Client(config) as Client // see there
    const session = new Session(client)
    try {
      await client.connect()
      await session.#settle(place)
      client.unref()
      return session
    } catch (error) {
      session.destroy()
      throw error
    }
  }

  get isLost(): boolean {
    return this.#isLost
  }

  /** How many answers are awaited. */
  get waiting(): number {
    return this.#waiting
  }

  /** By this the server's notifications say who sent them. */
  get processId(): number | null {
    return this.#client.processID
  }

  async query<Row extends object>({ name, text, values = [] }: Statement): Promise<readonly Row[]> {
    const query: QueryConfig = { text, values: [...values], ...(name !== undefined && { name }) }
    return (await this.#await(() => this.#client.query<Row>(query))).rows
  }

  /** Rows of a statement that is asked once. */
  rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.query<Row>({ text, values })
  }

  /** One or more statements without values, in one message; resolves to the tag of each (`COMMIT`). */
  async run(sql: string): Promise<readonly string[]> {
    const results: unknown = await this.#await(() => this.#client.query(sql))
    const all = Array.isArray(results) ? results : [results]
    return all.map((result: { readonly command: string }) => result.command) // pg gives a list for several statements
  }

  /** Told who sent it, and which tenants it names; undefined if it names none. */
  onNotification(heard: (processId: number, tenants: readonly string[] | undefined) => void): void {
    this.#client.on('notification', ({ processId, payload }) =>
      heard(processId, payload ? payload.split(' ') : undefined),
    )
  }

  onLost(lost: () => void): void {
    if (this.#isLost) lost()
    else this.#onLost = lost
  }

  /** Says goodbye when everything that was asked is answered. */
  async close(): Promise<void> {
    if (this.#isLost) return
    this.#client.ref()
    await this.#client.end().catch(() => {})
  }

  /** Hangs up. The server rolls back what was not committed. */
  destroy(): void {
    this.#lose()
    this.#client.connection.stream.destroy()
  }

  #lose(): void {
    if (this.#isLost) return
    this.#isLost = true
    this.#onLost?.()
  }

  async #await<R>(ask: () => Promise<R>): Promise<R> {
    if (this.#waiting++ === 0) this.#client.ref()
    try {
      return await ask()
    } finally {
      if (--this.#waiting === 0 && !this.#isLost) this.#client.unref()
    }
  }

  async #settle(place: Place): Promise<void> {
    await this.run(`${sessionSettings(place)}
      set default_transaction_isolation = 'read committed';
      set enable_bitmapscan = off;
      set enable_hashjoin = off;
      set enable_mergejoin = off;
      set client_min_messages = error;`)
    const [found] = await this.rows<Settings>(`select current_setting('fsync') as fsync,
      current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit`)
    if (found) await this.#check(found, place)
  }

  async #check({ fsync, pages, commit }: Settings, { server, durable }: Place): Promise<void> {
    if (!durable) return void (await this.run('set synchronous_commit = off'))
    if (fsync !== 'on') throw postgresErrors['not-durable']({ server, setting: `fsync=${fsync}` })
    if (pages !== 'on') throw postgresErrors['not-durable']({ server, setting: `full_page_writes=${pages}` })
    if (commit === 'off') await this.run('set synchronous_commit = on')
  }
}

interface Settings {
  readonly fsync: string
  readonly pages: string
  readonly commit: string
}
