import type { RawEvent, RawHead, RawKept, RawSnapshot } from '@casewell/store'
import { explain } from '../connect/fault.ts'
import { Patience } from '../connect/patience.ts'
import type { Place } from '../connect/place.ts'
import type { Server } from '../connect/server.ts'
import type { Session, Statement } from '../connect/session.ts'
import { entriesIn } from '../write/entry-text.ts'

type KeptRow = Pick<RawKept, 'id' | 'version' | 'schema' | 'json'> & { readonly entries: string }

/** One moment of a schema, by a transaction of its own connection; it holds up no writer. */
export async function snapshotOf(server: Server, s: string): Promise<RawSnapshot> {
  const { place } = server
  const session = await server.open(new Patience(place.patienceMs))
  try {
    await session.run(`
      set idle_in_transaction_session_timeout = 0;
      begin isolation level repeatable read read only;
      select 1 from ${s}.tenants limit 1`) // the first query takes the moment
  } catch (error) {
    session.destroy()
    throw explain(error, place)
  }
  return new Snapshot(session, s, place)
}

class Snapshot implements RawSnapshot {
  readonly #session: Session
  readonly #place: Place
  readonly #s: string
  /** The number of a tenant: asked for once, so that every page is one statement along an index. */
  readonly #numbers = new Map<string, Promise<number>>()

  constructor(session: Session, s: string, place: Place) {
    this.#session = session
    this.#s = s
    this.#place = place
  }

  async tenants(): Promise<readonly string[]> {
    const text = `select name from ${this.#s}.tenants where commits > 0 order by name`
    return (await this.#query<{ name: string }>({ text })).map(({ name }) => name)
  }

  async head(tenant: string): Promise<RawHead> {
    const text = `select commits as commit, position from ${this.#s}.tenants where name = $1`
    const [head] = await this.#query<RawHead>({ text, values: [tenant] })
    return head ?? { commit: 0, position: 0 }
  }

  /** From name to name, by as many looks into the index as there are names. */
  async collections(tenant: string): Promise<readonly string[]> {
    const text = `select collection from ${this.#s}.docs
      where tenant = $1 and collection > $2 order by tenant, collection limit 1`
    const names: string[] = []
    for (;;) {
      const values = [await this.#number(tenant), names.at(-1) ?? '']
      const [next] = await this.#query<{ collection: string }>({ name: 'collections', text, values })
      if (!next) return names
      names.push(next.collection)
    }
  }

  async kept(tenant: string, collection: string, limit: number, after = ''): Promise<readonly RawKept[]> {
    const text = `select id, version, schema, json, entries from ${this.#s}.docs
      where tenant = $1 and collection = $2 and id > $3 order by id limit $4`
    const values = [await this.#number(tenant), collection, after, limit]
    const rows = await this.#query<KeptRow>({ name: 'kept', text, values })
    return rows.map(({ entries, ...row }) => ({ ...row, collection, entries: entriesIn(entries, row.id) }))
  }

  async log(tenant: string, after: number, limit: number): Promise<readonly RawEvent[]> {
    const text = `select position, json from ${this.#s}.events where tenant = $1 and position > $2 order by position limit $3`
    return this.#query({ name: 'kept-log', text, values: [await this.#number(tenant), after, limit] })
  }

  async close(): Promise<void> {
    await this.#session.close()
  }

  #number(tenant: string): Promise<number> {
    const text = `select id from ${this.#s}.tenants where name = $1`
    const asked =
      this.#numbers.get(tenant) ?? this.#query<{ id: number }>({ text, values: [tenant] }).then(([row]) => row?.id ?? 0) // 0: nobody's
    this.#numbers.set(tenant, asked)
    return asked
  }

  /** A connection that breaks takes its moment along: the backup must begin again. */
  async #query<Row extends object>(statement: Statement): Promise<readonly Row[]> {
    try {
      return await this.#session.query<Row>(statement)
    } catch (error) {
      throw explain(error, this.#place)
    }
  }
}
