import { type Connection, first, type Statement, type Value } from '../connection/connection.ts'
import { firstNum } from '../file/event-num.ts'
import type { Names } from '../file/names.ts'
import { Bulk } from './bulk.ts'
import type { DraftDoc } from './draft-doc.ts'
import { enterRows, entryText } from './entry-text.ts'
import type { TenantDraft } from './tenant-draft.ts'

/** Rows that are about to be inserted: of `docs`, of `entries` (the documents that have some), of `events`. */
interface Rows {
  readonly docs: Value[]
  readonly entering: number[]
  readonly events: Value[]
}

/**
 * Writes what was decided: each table by few statements, each document once however often it changed. Rows are let go
 * first, then the rows of every document that stands are entered, so a row that was let go and taken again is there.
 * `OR FAIL`: a failure undoes the whole group, so no statement needs to be undone alone.
 */
export class Changes {
  readonly #names: Names
  #lastNum: number | undefined
  readonly #leave: Statement
  readonly #delete: Statement
  readonly #last: Statement<{ num: number | null }>
  readonly #docs: Bulk
  readonly #enter: Statement
  readonly #events: Bulk
  readonly #head: Statement

  constructor(connection: Connection, names: Names) {
    this.#names = names
    this.#leave = connection.prepare('DELETE FROM entries WHERE space = ? AND key = ? AND id = ?')
    this.#delete = connection.prepare('DELETE FROM docs WHERE num = ?')
    this.#last = connection.prepare('SELECT max(num) AS num FROM docs')
    this.#docs = new Bulk(
      connection,
      7,
      'INSERT OR FAIL INTO docs (num, collection, id, version, schema, entries, json) VALUES',
      `ON CONFLICT (num) DO UPDATE
       SET version = excluded.version, schema = excluded.schema, entries = excluded.entries, json = excluded.json`,
    )
    this.#enter = connection.prepare(enterRows)
    this.#events = new Bulk(connection, 3, 'INSERT OR FAIL INTO events (num, subject, json) VALUES')
    this.#head = connection.prepare('UPDATE tenants SET commits = ?, position = ? WHERE id = ?')
  }

  write(tenants: Iterable<TenantDraft>): void {
    const rows: Rows = { docs: [], entering: [], events: [] }
    this.#lastNum = undefined
    for (const tenant of tenants) if (tenant.isTouched) this.#gather(tenant, rows)
    this.#docs.insert(rows.docs)
    if (rows.entering.length > 0) this.#enter.run([JSON.stringify(rows.entering)])
    this.#events.insert(rows.events)
  }

  #gather(tenant: TenantDraft, { docs, entering, events }: Rows): void {
    const number = this.#names.tenantOrNew(tenant.name)
    const numberOf = (name: string): number => this.#names.nameOrNew(number, name)
    const { commits, position } = tenant
    this.#head.run([commits, position, number])
    for (const { space, key, id } of tenant.gone) this.#leave.run([numberOf(space), key, id])
    for (const doc of tenant.docs()) {
      if (!doc.isTouched) continue
      if (doc.standing) this.#gatherDoc(doc, numberOf, docs, entering)
      else if (doc.isStored) this.#delete.run([doc.num])
    }
    let num = firstNum(number) + position - tenant.events.length
    for (const { subject, json } of tenant.events) events.push(++num, subject, json)
  }

  #gatherDoc(doc: DraftDoc, numberOf: (name: string) => number, docs: Value[], entering: number[]): void {
    const { collection, id, version, schema, json, entries } = doc
    if (!doc.isStored) doc.num = this.#nextNum()
    docs.push(doc.num, numberOf(collection), id, version, schema, entryText(entries, numberOf), json)
    if (entries.length > 0) entering.push(doc.num)
  }

  /** New documents lie behind all others; another process may have put some there since the last group. */
  #nextNum(): number {
    this.#lastNum ??= first(this.#last.all([]))?.num ?? 0
    return ++this.#lastNum
  }
}
