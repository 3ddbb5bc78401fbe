import type { RawHead, RawKept, RawPlaced } from '@casewell/store'
import type { Session } from '../connect/session.ts'
import { entryText } from '../write/entry-text.ts'

/** Puts whole documents and events into a schema as they were, and takes away what came to nothing. In a transaction. */
export class Staging {
  readonly #session: Session
  readonly #s: string

  constructor(session: Session, s: string) {
    this.#session = session
    this.#s = s
  }

  /** Gives a number to a tenant that nobody sees. */
  async begin(name: string): Promise<number> {
    const text = `insert into ${this.#s}.tenants (name, commits, position) values ($1, 0, 0) returning id`
    const [row] = await this.#session.query<{ id: number }>({ text, values: [name] })
    return row?.id ?? 0
  }

  /** Is the tenant still there? If so, nobody takes it away before this transaction has ended. */
  async isThere(tenant: number): Promise<boolean> {
    const text = `select id from ${this.#s}.tenants where id = $1 for share`
    return (await this.#session.query({ name: 'staged', text, values: [tenant] })).length > 0
  }

  async docs(tenant: number, docs: readonly RawKept[]): Promise<void> {
    const rows = docs.flatMap(({ entries }) => entries)
    const text = `with entered as (
        insert into ${this.#s}.entries (tenant, space, key, id)
        select $1, * from unnest($8::text[], $9::text[], $10::text[]))
      insert into ${this.#s}.docs (tenant, collection, id, version, schema, json, entries)
      select $1, * from unnest($2::text[], $3::text[], $4::bigint[], $5::int[], $6::text[], $7::text[])`
    const values = [
      tenant,
      docs.map(({ collection }) => collection),
      docs.map(({ id }) => id),
      docs.map(({ version }) => version),
      docs.map(({ schema }) => schema),
      docs.map(({ json }) => json),
      docs.map(({ entries, id }) => entryText(entries, id)),
      rows.map(({ space }) => space),
      rows.map(({ key }) => key),
      rows.map(({ id }) => id),
    ]
    await this.#session.query({ name: 'load-docs', text, values })
  }

  async events(tenant: number, events: readonly RawPlaced[]): Promise<void> {
    const text = `insert into ${this.#s}.events (tenant, position, subject, json)
      select $1, * from unnest($2::bigint[], $3::text[], $4::text[])`
    const values = [
      tenant,
      events.map(({ position }) => position),
      events.map(({ subject }) => subject),
      events.map(({ json }) => json),
    ]
    await this.#session.query({ name: 'load-events', text, values })
  }

  /** Short keys and long ones have an index each, see `migrations`. */
  async isReferenced(tenant: number, space: string, key: string): Promise<boolean> {
    const rows = `select 1 from ${this.#s}.entries e where e.tenant = $1 and e.space = $2 and e.key = $3`
    const text = `(${rows} and octet_length(e.key) <= 800 limit 1) union all
      (${rows} and octet_length(e.key) > 800 and left(e.key, 200) = left($3, 200) limit 1)`
    return (await this.#session.query({ name: 'named', text, values: [tenant, space, key] })).length > 0
  }

  /** Which of these tenants are there already? */
  async taken(names: readonly string[]): Promise<readonly string[]> {
    const text = `select name from ${this.#s}.tenants where name = any ($1::text[]) order by name`
    return (await this.#session.query<{ name: string }>({ text, values: [names] })).map(({ name }) => name)
  }

  async publish(tenant: number, name: string, { commit, position }: RawHead): Promise<void> {
    const text = `update ${this.#s}.tenants set name = $2, commits = $3, position = $4 where id = $1`
    await this.#session.query({ text, values: [tenant, name, commit, position] })
  }

  /** Leaves a mark as a writer does, by which processes that watch notice that something was committed. */
  async mark(writer: string): Promise<void> {
    const text = `insert into ${this.#s}.writers (id, last, seen) values ($1, 1, now())`
    await this.#session.query({ text, values: [writer] })
  }

  /** Everything of the tenants whose names begin like this. */
  async discard(beginning: string): Promise<void> {
    const find = `select id from ${this.#s}.tenants where starts_with(name, $1) for update`
    const found = await this.#session.query<{ id: number }>({ text: find, values: [beginning] })
    for (const { id } of found)
      for (const table of ['entries', 'docs', 'events', 'tenants']) {
        const column = table === 'tenants' ? 'id' : 'tenant'
        await this.#session.query({ text: `delete from ${this.#s}.${table} where ${column} = $1`, values: [id] })
      }
  }
}
