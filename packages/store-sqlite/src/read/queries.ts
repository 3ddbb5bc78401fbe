import { compareText, type Range, type RawDoc, type RawEvent, type RawHit, type RawScan } from '@casewell/store'
import type { Connection, Statement } from '../connection/connection.ts'
import { firstNum, nums } from '../file/event-num.ts'
import type { Names } from '../file/names.ts'

const doc = 'd.id, d.json, d.version, d.schema'

/**
 * Everything that is read from a file, each by one statement, which sees one moment of it.
 *
 * Ids are never empty, so (key, '') lies before every row of a key.
 */
export class Queries {
  readonly #names: Names
  readonly #get: Statement<RawDoc>
  readonly #ascending: Statement<RawHit>
  readonly #descending: Statement<RawHit>
  readonly #count: Statement<{ n: number }>
  readonly #refs: Statement<{ id: string }>
  readonly #all: Statement<RawDoc>
  readonly #log: Statement<{ num: number; json: string }>
  readonly #logOf: Statement<{ num: number; json: string }>
  readonly #head: Statement<{ commits: number; position: number }>
  readonly #tenants: Statement<{ name: string }>

  constructor(connection: Connection, names: Names) {
    this.#names = names
    const scan = `SELECT e.key, ${doc} FROM entries e JOIN docs d ON d.num = e.doc WHERE e.space = ? AND d.collection = ?`
    this.#get = connection.prepare(`SELECT ${doc} FROM docs d WHERE collection = ? AND id = ? AND json IS NOT NULL`)
    this.#ascending = connection.prepare(
      `${scan} AND (e.key, e.id) > (?, ?) AND e.key < ? ORDER BY e.key, e.id LIMIT ?`,
    )
    this.#descending = connection.prepare(
      `${scan} AND (e.key, e.id) < (?, ?) AND e.key >= ? ORDER BY e.key DESC, e.id DESC LIMIT ?`,
    )
    this.#count = connection.prepare(
      'SELECT count(*) AS n FROM (SELECT 1 FROM entries WHERE space = ? AND key >= ? AND key < ? LIMIT ?)',
    )
    this.#refs = connection.prepare('SELECT id FROM entries WHERE space = ? AND key = ? AND id > ? ORDER BY id LIMIT ?')
    this.#all = connection.prepare(
      `SELECT ${doc} FROM docs d WHERE collection = ? AND id > ? AND json IS NOT NULL ORDER BY id LIMIT ?`,
    )
    const log = 'SELECT num, json FROM events WHERE num > ? AND num < ?'
    this.#log = connection.prepare(`${log} ORDER BY num LIMIT ?`)
    this.#logOf = connection.prepare(`${log} AND subject = ? ORDER BY num LIMIT ?`)
    this.#head = connection.prepare('SELECT commits, position FROM tenants WHERE name = ?')
    this.#tenants = connection.prepare('SELECT name FROM tenants WHERE commits > 0 ORDER BY name')
  }

  get(tenant: string, collection: string, id: string): RawDoc | undefined {
    const number = this.#number(tenant, collection)
    const row = number === undefined ? undefined : this.#get.one([number, id])
    return row && docOf(row)
  }

  scan(tenant: string, { collection, space, range, order, limit, after }: RawScan): readonly RawHit[] {
    const [spaceNumber, number] = [this.#number(tenant, space), this.#number(tenant, collection)]
    if (spaceNumber === undefined || number === undefined) return []
    const from = order === 'asc' ? later(range.lower, after) : earlier(range.upper, after)
    const end = order === 'asc' ? range.upper : range.lower
    const statement = order === 'asc' ? this.#ascending : this.#descending
    return statement.all([spaceNumber, number, from.key, from.id, end, limit]).map(hitOf)
  }

  count(tenant: string, space: string, { lower, upper }: Range, cap: number): number {
    const number = this.#number(tenant, space)
    return number === undefined ? 0 : (this.#count.one([number, lower, upper, cap])?.n ?? 0)
  }

  refs(tenant: string, space: string, key: string, limit: number, after = ''): readonly string[] {
    const number = this.#number(tenant, space)
    return number === undefined ? [] : this.#refs.all([number, key, after, limit]).map(({ id }) => id)
  }

  all(tenant: string, collection: string, limit: number, after = ''): readonly RawDoc[] {
    const number = this.#number(tenant, collection)
    return number === undefined ? [] : this.#all.all([number, after, limit]).map(docOf)
  }

  log(tenant: string, after: number, limit: number, subject?: string): readonly RawEvent[] {
    const number = this.#names.tenant(tenant)
    if (number === undefined) return []
    const start = firstNum(number)
    const stretch = [start + after, start + nums]
    const rows =
      subject === undefined ? this.#log.all([...stretch, limit]) : this.#logOf.all([...stretch, subject, limit])
    return rows.map(({ num, json }) => ({ position: num - start, json }))
  }

  head(tenant: string): { commit: number; position: number } {
    const row = this.#head.one([tenant])
    return { commit: row?.commits ?? 0, position: row?.position ?? 0 }
  }

  tenants(): readonly string[] {
    return this.#tenants.all([]).map(({ name }) => name)
  }

  #number(tenant: string, name: string): number | undefined {
    const number = this.#names.tenant(tenant)
    return number === undefined ? undefined : this.#names.name(number, name)
  }
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

/** A driver's rows may have more on them than was asked for, or no prototype. */
const docOf = ({ id, json, version, schema }: RawDoc): RawDoc => ({ id, json, version, schema })
const hitOf = ({ key, id, json, version, schema }: RawHit): RawHit => ({ key, id, json, version, schema })
