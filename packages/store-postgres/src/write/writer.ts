import { randomUUID } from 'node:crypto'
import { isLost } from '@casewell/postgres'
import type { RawCommit, RawOutcome } from '@casewell/store'
import { explain, lost } from '../connect/fault.ts'
import { Patience } from '../connect/patience.ts'
import type { Server } from '../connect/server.ts'
import type { Session } from '../connect/session.ts'
import { postgresErrors } from '../errors.ts'
import { checkSchema } from '../schema/schema.ts'
import { GroupWriter } from './group-writer.ts'

/** What became of one attempt to write a group. */
type Attempt =
  | { readonly written: readonly RawOutcome[] }
  /** The connection broke before the commit was sent: nothing was written. */
  | { readonly broke: unknown }
  /** Something went wrong behind the commit: only the server knows. */
  | { readonly unknown: unknown; readonly group: number; readonly outcomes: readonly RawOutcome[] }

/**
 * The one connection of a store that writes. A group whose acknowledgement was lost is never simply repeated: every
 * group leaves its number in the writer's row, in the same transaction, and the server is asked for it.
 */
export class Writer {
  readonly id: string = randomUUID()
  readonly #server: Server
  readonly #groups: GroupWriter
  readonly #channel: string
  readonly #schema: string
  #session: Session | undefined
  #group = 0

  /** @param channel - on which others are told that something was committed */
  constructor(server: Server, channel: string, onClock: (now: number) => void) {
    this.#server = server
    this.#channel = channel
    this.#schema = checkSchema(server.place.schema)
    this.#groups = new GroupWriter(server.place.schema, onClock)
  }

  /** The process at the server that writes for this store; its notifications are no news here. */
  get processId(): number | null {
    return this.#session?.processId ?? null
  }

  /** @throws `store-postgres/connection-lost`, `store-postgres/unknown-outcome`, and what Postgres refuses, explained */
  async apply(group: readonly RawCommit[]): Promise<readonly RawOutcome[]> {
    const patience = new Patience(this.#server.place.patienceMs)
    for (;;) {
      const session = await this.#open(patience)
      const attempt = await this.#attempt(session, group)
      if ('written' in attempt) return attempt.written
      session.destroy()
      if ('unknown' in attempt && (await this.#isWritten(attempt.group, group.length, patience)))
        return attempt.outcomes
      const cause = 'unknown' in attempt ? attempt.unknown : attempt.broke
      if (!isLost(cause)) throw explain(cause, this.#server.place)
      if (!(await patience.wait())) throw lost(cause, this.#server.place, patience.triedMs)
    }
  }

  async close(): Promise<void> {
    await this.#session?.close()
  }

  async #open(patience: Patience): Promise<Session> {
    if (this.#session && !this.#session.isLost) return this.#session
    const isFirst = this.#session === undefined
    this.#session = await this.#server.open(patience)
    if (isFirst) await this.#forgetOthers(this.#session)
    return this.#session
  }

  /** Rows of processes that ended long ago. One that still lives, and has nothing under way, writes its row anew. */
  async #forgetOthers(session: Session): Promise<void> {
    const text = `delete from ${this.#schema}.writers where seen < now() - interval '1 day'`
    await session.query({ text }).catch(() => {}) // the next process does it, and what is wrong shows by itself
  }

  async #attempt(session: Session, group: readonly RawCommit[]): Promise<Attempt> {
    const mark = { writer: this.id, group: ++this.#group }
    try {
      const { outcomes, saving } = await this.#groups.write(session, group, mark)
      if (outcomes.every(({ ok }) => !ok)) return { written: await this.#undo(session, outcomes) }
      const ended = await this.#commit(session, group)
      if ('unknown' in ended) return { ...ended, group: mark.group, outcomes }
      await saving
      return ended.tag === 'COMMIT' ? { written: outcomes } : { broke: new Error(`a commit ended in ${ended.tag}`) }
    } catch (error) {
      if (isLost(error)) return { broke: error }
      await this.#undo(session, undefined)
      throw explain(error, this.#server.place)
    }
  }

  /** A notification in the same transaction would hold a lock of the whole server while the disk is written. */
  async #commit(
    session: Session,
    group: readonly RawCommit[],
  ): Promise<{ readonly tag: string | undefined } | { readonly unknown: unknown }> {
    try {
      const [tag] = await session.run(`commit; notify ${this.#channel}, '${payloadOf(group)}'`)
      return { tag }
    } catch (unknown) {
      return { unknown }
    }
  }

  /** Nothing is to be written. If this cannot be said, hanging up says it. */
  async #undo<R>(session: Session, outcomes: R): Promise<R> {
    await session.run('rollback').catch(() => session.destroy())
    return outcomes
  }

  /** Waits until the transaction that broke has ended, one way or the other, and says which: the row is its lock. */
  async #isWritten(number: number, commits: number, patience: Patience): Promise<boolean> {
    const text = `insert into ${this.#schema}.writers as w (id, last, seen) values ($1, 0, now())
      on conflict (id) do update set seen = now() returning last`
    for (;;) {
      try {
        const session = await this.#open(patience)
        const [row] = await session.query<{ last: number }>({ text, values: [this.id] })
        return row?.last === number
      } catch (error) {
        this.#session?.destroy()
        if (!(await patience.wait())) throw this.#unknown(commits, patience, error)
      }
    }
  }

  #unknown(commits: number, { triedMs }: Patience, cause: unknown) {
    const { server } = this.#server.place
    return postgresErrors['unknown-outcome']({ server, commits, triedMs }, { cause })
  }
}

/** So many characters fit into a notification: https://www.postgresql.org/docs/15/sql-notify.html. */
const longestPayload = 7_999

/** The tenants of a group; nothing if there are too many to say. Their names hold nothing but a-z, 0-9, dot, dash, underscore. */
function payloadOf(group: readonly RawCommit[]): string {
  const names = [...new Set(group.map(({ tenant }) => tenant))].join(' ')
  return names.length > longestPayload || !/^[a-z0-9._ -]*$/.test(names) ? '' : names
}
