import type { RawEntry } from '@casewell/store'
import type { Session } from '../connect/session.ts'
import type { DraftDoc } from './draft-doc.ts'
import { entryText } from './entry-text.ts'
import type { TenantDraft } from './tenant-draft.ts'

/** Who writes, and the number of its group. */
export interface Mark {
  readonly writer: string
  readonly group: number
}

/** Something of a tenant, on its way into the database. */
type Of<T> = readonly (T & { readonly tenant: number })[]

/** Writes what was decided: one statement for a whole group, each document once however often it changed. See `Lookups`. */
export class Changes {
  readonly #addTenants: string
  readonly #sql: string

  constructor(s: string) {
    const leave = (which: string): string => `
      delete from ${s}.entries where ctid = any (array(
        select e.ctid from unnest($7::int[], $8::text[], $9::text[], $10::text[]) w (tenant, space, key, id)
        cross join lateral (
          select ctid from ${s}.entries e
          where e.tenant = w.tenant and e.space = w.space and e.key = w.key and e.id = w.id and ${which} offset 0) e))`
    this.#addTenants = `insert into ${s}.tenants (name, commits, position)
      select name, 0, 0 from unnest($1::text[]) w (name) returning id, name`
    this.#sql = `
      with mark as (
        insert into ${s}.writers (id, last, seen) values ($1, $2, now())
        on conflict (id) do update set last = excluded.last, seen = excluded.seen),
      heads as (
        insert into ${s}.tenants (id, name, commits, position) overriding system value
        select * from unnest($3::int[], $4::text[], $5::bigint[], $6::bigint[])
        on conflict (id) do update set commits = excluded.commits, position = excluded.position),
      left_short as (${leave('octet_length(e.key) <= 800')}),
      left_long as (${leave('octet_length(w.key) > 800 and octet_length(e.key) > 800 and left(e.key, 200) = left(w.key, 200)')}),
      entered as (
        insert into ${s}.entries (tenant, space, key, id)
        select * from unnest($11::int[], $12::text[], $13::text[], $14::text[])),
      deleted as (
        delete from ${s}.docs where ctid = any (array(
          select d.ctid from unnest($15::int[], $16::text[], $17::text[]) w (tenant, collection, id)
          cross join lateral (
            select ctid from ${s}.docs d
            where d.tenant = w.tenant and d.collection = w.collection and d.id = w.id offset 0) d))),
      written as (
        insert into ${s}.docs (tenant, collection, id, version, schema, json, entries)
        select * from unnest($18::int[], $19::text[], $20::text[], $21::bigint[], $22::int[], $23::text[], $24::text[])
        on conflict (tenant, collection, id) do update set
          version = excluded.version, schema = excluded.schema, json = excluded.json, entries = excluded.entries)
      insert into ${s}.events (tenant, position, subject, json)
      select * from unnest($25::int[], $26::bigint[], $27::text[], $28::text[])`
  }

  /** Gives a number to tenants that commit for the first time: inside a transaction that holds their locks. */
  async number(session: Session, tenants: readonly TenantDraft[]): Promise<void> {
    const fresh = new Map(tenants.filter(({ number }) => number === undefined).map((tenant) => [tenant.name, tenant]))
    if (fresh.size === 0) return
    const values = [[...fresh.keys()]]
    const rows = await session.query<{ id: number; name: string }>({ text: this.#addTenants, values })
    for (const { id, name } of rows) {
      const tenant = fresh.get(name)
      if (tenant) tenant.number = id
    }
  }

  write(session: Session, tenants: readonly TenantDraft[], mark: Mark): Promise<unknown> {
    const docs = of(tenants, (tenant) => [...tenant.docs()].filter(({ isTouched }) => isTouched))
    const values = [
      mark.writer,
      mark.group,
      ...headColumns(tenants),
      ...entryColumns(docs.flatMap(({ tenant, doc }) => doc.gone.map((row) => ({ tenant, row })))),
      ...entryColumns(docs.flatMap(({ tenant, doc }) => doc.come.map((row) => ({ tenant, row })))),
      ...nameColumns(docs.filter(({ doc }) => !doc.standing)),
      ...docColumns(docs.filter(({ doc }) => doc.standing)),
      ...eventColumns(tenants),
    ]
    return session.query({ name: 'write', text: this.#sql, values })
  }
}

function of(
  tenants: readonly TenantDraft[],
  docs: (tenant: TenantDraft) => readonly DraftDoc[],
): Of<{ doc: DraftDoc }> {
  return tenants.flatMap((tenant) => docs(tenant).map((doc) => ({ tenant: tenant.number ?? 0, doc })))
}

type Columns = readonly (readonly unknown[])[]

const headColumns = (tenants: readonly TenantDraft[]): Columns => [
  tenants.map(({ number }) => number),
  tenants.map(({ name }) => name),
  tenants.map(({ commits }) => commits),
  tenants.map(({ position }) => position),
]

const entryColumns = (rows: Of<{ row: RawEntry }>): Columns => [
  rows.map(({ tenant }) => tenant),
  rows.map(({ row }) => row.space),
  rows.map(({ row }) => row.key),
  rows.map(({ row }) => row.id),
]

const nameColumns = (docs: Of<{ doc: DraftDoc }>): Columns => [
  docs.map(({ tenant }) => tenant),
  docs.map(({ doc }) => doc.collection),
  docs.map(({ doc }) => doc.id),
]

const docColumns = (docs: Of<{ doc: DraftDoc }>): Columns => [
  ...nameColumns(docs),
  docs.map(({ doc }) => doc.version),
  docs.map(({ doc }) => doc.schema),
  docs.map(({ doc }) => doc.json),
  docs.map(({ doc }) => entryText(doc.entries, doc.id)),
]

function eventColumns(tenants: readonly TenantDraft[]): Columns {
  const events = tenants.flatMap((tenant) => {
    const first = tenant.position - tenant.events.length + 1
    return tenant.events.map(({ subject, json }, i) => ({ tenant: tenant.number, position: first + i, subject, json }))
  })
  return [
    events.map(({ tenant }) => tenant),
    events.map(({ position }) => position),
    events.map(({ subject }) => subject),
    events.map(({ json }) => json),
  ]
}
