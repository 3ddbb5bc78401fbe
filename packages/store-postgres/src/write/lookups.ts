import type { RawCommit } from '@casewell/store'
import type { Session, Statement } from '../connect/session.ts'
import { TenantDraft } from './tenant-draft.ts'

/** What must be known of the database before commits can be decided. */
export interface Known {
  readonly tenants: ReadonlyMap<string, TenantDraft>
  /** The server's clock, milliseconds since 1970. */
  readonly now: number
}

/** One answer of the one statement; what `a`, `b`, `c` and `text` are depends on the kind. */
interface Found {
  readonly kind: 'head' | 'doc' | 'holder' | 'clock'
  /** Which question it answers, from 1. */
  readonly at: number
  readonly a: number
  readonly b: number
  readonly c: number
  readonly text: string
}

interface Asked {
  readonly tenant: TenantDraft
  readonly space: string
  readonly key: string
}

/**
 * Reads heads, documents and holders of keys for a whole group: one statement, which sees what the lock protects.
 *
 * `lateral (… offset 0)` leaves the planner no choice but to go along an index once for every question: a plan that was
 * made while the tables were empty would rather begin with the table.
 */
export class Lookups {
  readonly #sql: string

  constructor(s: string) {
    const holders = (which: string): string => `
      select 'holder', w.at, 0::bigint, 0::bigint, 0::bigint, e.id
      from unnest($5::int[], $6::text[], $7::text[]) with ordinality w (tenant, space, key, at)
      join t on t.at = w.tenant
      cross join lateral (
        select id from ${s}.entries e
        where e.tenant = t.id and e.space = w.space and e.key = w.key and ${which} offset 0) e`
    this.#sql = `
      with t as materialized (
        select w.at, t.id, t.commits, t.position from unnest($1::text[]) with ordinality w (name, at)
        cross join lateral (select * from ${s}.tenants t where t.name = w.name offset 0) t)
      select 'clock' as kind, 0::bigint as at, (extract(epoch from clock_timestamp()) * 1000)::bigint as a,
        0::bigint as b, 0::bigint as c, '' as text
      union all
      select 'head', t.at, t.id, t.commits, t.position, '' from t
      union all
      select 'doc', w.at, d.version, (d.json is null)::int, 0, d.entries
      from unnest($2::int[], $3::text[], $4::text[]) with ordinality w (tenant, collection, id, at)
      join t on t.at = w.tenant
      cross join lateral (
        select version, json, entries from ${s}.docs d
        where d.tenant = t.id and d.collection = w.collection and d.id = w.id offset 0) d
      union all ${holders('octet_length(e.key) <= 800')}
      union all ${holders('octet_length(e.key) > 800 and left(e.key, 200) = left(w.key, 200)')}
      where octet_length(w.key) > 800`
  }

  async find(session: Session, commits: readonly RawCommit[]): Promise<Known> {
    const tenants = tenantsOf(commits)
    const docs = [...tenants.values()].flatMap((tenant) => [...tenant.docs()].map((doc) => ({ tenant, doc })))
    const asked = commits.flatMap((commit) => keysOf(commit, tenants))
    const rows = await session.query<Found>(this.#statement([...tenants.values()], docs, asked))
    const ids = asked.map((): string[] => [])
    let now = 0
    for (const { kind, at, a, b, c, text } of rows) {
      if (kind === 'clock') now = a
      else if (kind === 'head') [...tenants.values()][at - 1]?.found(a, b, c)
      else if (kind === 'doc') docs[at - 1]?.doc.found(a, b === 1, text)
      else ids[at - 1]?.push(text)
    }
    for (const [at, { tenant, space, key }] of asked.entries()) tenant.know(space, key, (ids[at] ?? []).sort())
    return { tenants, now }
  }

  #statement(
    tenants: readonly TenantDraft[],
    docs: readonly {
      readonly tenant: TenantDraft
      readonly doc: { readonly collection: string; readonly id: string }
    }[],
    asked: readonly Asked[],
  ): Statement {
    const ordinals = new Map(tenants.map((tenant, i) => [tenant, i + 1]))
    const ordinal = ({ tenant }: { readonly tenant: TenantDraft }) => ordinals.get(tenant)
    const values = [
      tenants.map(({ name }) => name),
      docs.map(ordinal),
      docs.map(({ doc }) => doc.collection),
      docs.map(({ doc }) => doc.id),
      asked.map(ordinal),
      asked.map(({ space }) => space),
      asked.map(({ key }) => key),
    ]
    return { name: 'lookup', text: this.#sql, values }
  }
}

/** The tenants of a group with every document that it speaks of. */
function tenantsOf(commits: readonly RawCommit[]): Map<string, TenantDraft> {
  const tenants = new Map<string, TenantDraft>()
  for (const { tenant: name, writes } of commits) {
    const tenant = tenants.get(name) ?? new TenantDraft(name)
    tenants.set(name, tenant)
    for (const { collection, id } of writes) tenant.doc(collection, id)
  }
  return tenants
}

/** Keys of which must be known who holds them. */
function keysOf({ tenant: name, writes }: RawCommit, tenants: ReadonlyMap<string, TenantDraft>): readonly Asked[] {
  const tenant = tenants.get(name)
  if (!tenant) return []
  return writes.flatMap(({ entries = [], unreferenced }) => [
    ...entries.filter(({ unique }) => unique).map(({ space, key }) => ({ tenant, space, key })),
    ...(unreferenced ? [{ tenant, ...unreferenced }] : []),
  ])
}
