import { setTimeout } from 'node:timers'
import { Patience } from '../connect/patience.ts'
import type { Readers } from '../connect/readers.ts'
import type { Server } from '../connect/server.ts'
import type { Session } from '../connect/session.ts'
import type { Writer } from '../write/writer.ts'

/** What a watch looks at. */
export interface Watched {
  readonly server: Server
  readonly readers: Readers
  readonly writer: Writer
  /** Schema, quoted. */
  readonly schema: string
  readonly channel: string
  readonly pollMs: number
}

/**
 * Calls back when another process may have committed: at once by a notification, which names the tenants, and at the
 * latest when the rows of the other writers are looked at, for all tenants together. Only if these have changed, the
 * numbers of all tenants are read, and those told whose number is another one: idle tenants hear nothing. Keeps no
 * process alive.
 */
export class Watch {
  readonly #watched: Watched
  readonly #changed: (tenants?: readonly string[]) => void
  #session: Session | undefined
  #timer: NodeJS.Timeout | undefined
  #seen: string | undefined
  /** The last commit of each tenant, when it was looked at. */
  #commits: ReadonlyMap<string, number> | undefined
  #isStopped = false

  constructor(watched: Watched, changed: (tenants?: readonly string[]) => void) {
    this.#watched = watched
    this.#changed = changed
    void this.#listen()
    void this.#poll()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#session?.close()
  }

  /** What was committed while nobody listened is looked for by the next poll, and hinted at here. */
  async #listen(): Promise<void> {
    const { server, channel } = this.#watched
    try {
      const session = await server.open(new Patience(0))
      if (this.#isStopped) return session.destroy()
      this.#session = session
      session.onNotification((sender, tenants) => sender !== this.#watched.writer.processId && this.#tell(tenants))
      session.onLost(() => this.#tell()) // whatever it was, look
      await session.run(`listen ${channel}`)
      this.#tell()
    } catch {
      this.#session?.destroy() // the poll is the truth, and listens again
    }
  }

  /** The numbers of the last groups of all other writers: whatever anybody commits changes them. */
  async #look(): Promise<void> {
    const { readers, writer, schema } = this.#watched
    const text = `select coalesce(string_agg(id || ' ' || last, ',' order by id), '') as seen
      from ${schema}.writers where id <> $1`
    const [row] = await readers.query<{ seen: string }>({ name: 'look', text, values: [writer.id] })
    if (this.#commits && this.#seen === row?.seen) return
    this.#seen = row?.seen
    const before = this.#commits
    this.#commits = await this.#lastCommits()
    if (before) this.#tell([...this.#commits].flatMap(([tenant, n]) => (before.get(tenant) === n ? [] : [tenant])))
  }

  async #lastCommits(): Promise<ReadonlyMap<string, number>> {
    const text = `select name, commits from ${this.#watched.schema}.tenants where commits > 0`
    const rows = await this.#watched.readers.query<{ name: string; commits: number }>({ name: 'commits', text })
    return new Map(rows.map(({ name, commits }) => [name, commits]))
  }

  async #poll(): Promise<void> {
    await this.#look().catch(() => this.#tell()) // who cannot look must not sleep: reading the log will say what is wrong
    if (this.#session?.isLost) await this.#listen()
    if (this.#isStopped) return
    this.#timer = setTimeout(() => void this.#poll(), this.#watched.pollMs)
    this.#timer.unref()
  }

  #tell(tenants?: readonly string[]): void {
    if (!this.#isStopped && tenants?.length !== 0) this.#changed(tenants)
  }
}
