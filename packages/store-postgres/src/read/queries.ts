import { compareText, type Range, type RawDoc, type RawEvent, type RawHit, type RawScan } from '@casewell/store'
import type { Readers } from '../connect/readers.ts'

const isShort = 'octet_length(e.key) <= 800'
const isLong = 'octet_length(e.key) > 800'

/**
 * Everything that is read, each by one statement, which sees one moment of the database.
 *
 * Short keys and long ones have an index each (see `migrations`): what runs along keys asks both and merges. Ids are
 * never empty, so (key, '') lies before every row of a key.
 */
export class Queries {
  readonly #readers: Readers
  readonly #get: string
  readonly #ascending: string
  readonly #descending: string
  readonly #count: string
  readonly #refs: string
  readonly #all: string
  readonly #log: string
  readonly #logOf: string
  readonly #head: string
  readonly #tenants: string

  constructor(readers: Readers, s: string) {
    this.#readers = readers
    const tenant = `(select id from ${s}.tenants where name = $1)`
    const doc = 'd.id, d.json, d.version, d.schema'
    this.#get = `select ${doc} from ${s}.docs d
      where tenant = ${tenant} and collection = $2 and id = $3 and json is not null`
    this.#ascending = scan(s, tenant, {
      within: '(e.key, e.id) > ($4, $5) and e.key < $6',
      beginnings: 'left(e.key, 200) >= left($4, 200) and left(e.key, 200) <= left($6, 200)',
      order: '',
    })
    this.#descending = scan(s, tenant, {
      within: '(e.key, e.id) < ($4, $5) and e.key >= $6',
      beginnings: 'left(e.key, 200) <= left($4, 200) and left(e.key, 200) >= left($6, 200)',
      order: ' desc',
    })
    const range = `from ${s}.entries e where e.tenant = ${tenant} and e.space = $2 and e.key >= $3 and e.key < $4`
    this.#count = `select count(*) as n from (
      (select 1 ${range} and ${isShort} limit $5) union all
      (select 1 ${range} and ${isLong} and left(e.key, 200) >= left($3, 200) and left(e.key, 200) <= left($4, 200)
       limit $5)) rows`
    const refs = `select e.id from ${s}.entries e
      where e.tenant = ${tenant} and e.space = $2 and e.key = $3 and e.id > $4`
    this.#refs = `select id from (
      (${refs} and ${isShort} order by e.key, e.id limit $5) union all
      (${refs} and ${isLong} and left(e.key, 200) = left($3, 200) order by e.id limit $5)) rows order by id limit $5`
    this.#all = `select ${doc} from ${s}.docs d
      where tenant = ${tenant} and collection = $2 and id > $3 and json is not null order by id limit $4`
    const log = `select position, json from ${s}.events where tenant = ${tenant}`
    this.#log = `${log} and position > $2 order by position limit $3`
    // The position is asked for behind the subject, so that only the index that has both can answer.
    this.#logOf = `${log} and (left(subject, 200), position) > (left($4, 200), $2)
      and left(subject, 200) = left($4, 200) and subject = $4 order by position limit $3`
    this.#head = `select commits, position from ${s}.tenants where name = $1`
    this.#tenants = `select name from ${s}.tenants where commits > 0 order by name`
  }

  async get(tenant: string, collection: string, id: string): Promise<RawDoc | undefined> {
    const [doc] = await this.#readers.query<RawDoc>({ name: 'get', text: this.#get, values: [tenant, collection, id] })
    return doc
  }

  scan(tenant: string, { collection, space, range, order, limit, after }: RawScan): Promise<readonly RawHit[]> {
    const isUp = order === 'asc'
    const from = isUp ? later(range.lower, after) : earlier(range.upper, after)
    const end = isUp ? range.upper : range.lower
    const statement = isUp ? { name: 'up', text: this.#ascending } : { name: 'down', text: this.#descending }
    return this.#readers.query({ ...statement, values: [tenant, space, collection, from.key, from.id, end, limit] })
  }

  async count(tenant: string, space: string, { lower, upper }: Range, cap: number): Promise<number> {
    const values = [tenant, space, lower, upper, cap]
    const [row] = await this.#readers.query<{ n: number }>({ name: 'count', text: this.#count, values })
    return Math.min(cap, row?.n ?? 0)
  }

  async refs(tenant: string, space: string, key: string, limit: number, after = ''): Promise<readonly string[]> {
    const values = [tenant, space, key, after, limit]
    const rows = await this.#readers.query<{ id: string }>({ name: 'refs', text: this.#refs, values })
    return rows.map(({ id }) => id)
  }

  all(tenant: string, collection: string, limit: number, after = ''): Promise<readonly RawDoc[]> {
    return this.#readers.query({ name: 'all', text: this.#all, values: [tenant, collection, after, limit] })
  }

  log(tenant: string, after: number, limit: number, subject?: string): Promise<readonly RawEvent[]> {
    const values = [tenant, after, limit]
    if (subject === undefined) return this.#readers.query({ name: 'log', text: this.#log, values })
    return this.#readers.query({ name: 'log-of', text: this.#logOf, values: [...values, subject] })
  }

  async head(tenant: string): Promise<{ commit: number; position: number }> {
    const statement = { name: 'head', text: this.#head, values: [tenant] }
    const [row] = await this.#readers.query<{ commits: number; position: number }>(statement)
    return { commit: row?.commits ?? 0, position: row?.position ?? 0 }
  }

  async tenants(): Promise<readonly string[]> {
    const rows = await this.#readers.query<{ name: string }>({ name: 'tenants', text: this.#tenants })
    return rows.map(({ name }) => name)
  }
}

/**
 * Rows first, then the document of each: `lateral (… offset 0)` leaves the planner no other way (see `Lookups`).
 *
 * @param part - which rows, by whole keys and by the beginnings of long ones, and in which order
 */
function scan(s: string, tenant: string, part: { within: string; beginnings: string; order: '' | ' desc' }): string {
  const { within, beginnings, order } = part
  const rows = (which: string): string => `
    (select e.key, e.id from ${s}.entries e
    where e.tenant = ${tenant} and e.space = $2 and ${within} and ${which}
    order by e.key${order}, e.id${order} limit $7)`
  return `select e.key, d.* from (
      select * from (${rows(isShort)} union all ${rows(`${isLong} and ${beginnings}`)}) both_kinds
      order by key${order}, id${order} limit $7) e
    cross join lateral (
      select d.id, d.json, d.version, d.schema from ${s}.docs d
      where d.tenant = ${tenant} and d.collection = $3 and d.id = e.id offset 0) d
    order by e.key${order}, e.id${order}`
}

interface Place {
  readonly key: string
  readonly id: string
}

/** The start of an ascending scan: the cursor, unless it lies before the range. */
function later(lower: string, after: Place | undefined): Place {
  return after && compareText(after.key, lower) >= 0 ? after : { key: lower, id: '' }
}

/** The start of a descending scan: the cursor, unless it lies behind the range. */
function earlier(upper: string, after: Place | undefined): Place {
  return after && compareText(after.key, upper) < 0 ? after : { key: upper, id: '' }
}
