import { type Connection, first, type Statement, type Value } from '../connection/connection.ts'
import { firstNum } from '../file/event-num.ts'
import type { Names } from '../file/names.ts'
import { Bulk } from './bulk.ts'
import type { DraftDoc } from './draft-doc.ts'
import { enterRows, entryText } from './entry-text.ts'
import type { TenantDraft } from './tenant-draft.ts'

/**
 * Writes what was decided: each table by few statements, each document once however often it changed. Rows are let go
 * first, then the rows of every document that stands are entered, so a row that was let go and taken again is there.
 * `OR FAIL`: a failure undoes the whole group, so no statement needs to be undone alone.
 */
export class Changes {
  readonly #names: Names
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
    for (const tenant of tenants) {
      if (!tenant.isTouched) continue
      const number = this.#names.tenantOrNew(tenant.name)
      const { commits, position } = tenant.head
      for (const { space, key, id } of tenant.gone) this.#leave.run([this.#names.nameOrNew(number, space), key, id])
      this.#writeDocs(
        number,
        [...tenant.docs()].filter((doc) => doc.isTouched),
      )
      this.#writeEvents(firstNum(number) + position, tenant)
      this.#head.run([commits, position, number])
    }
  }

  #writeDocs(tenant: number, docs: readonly DraftDoc[]): void {
    for (const doc of docs) if (doc.isStored && !doc.standing) this.#delete.run([doc.num])
    const standing = docs.filter((doc) => doc.standing)
    if (standing.some((doc) => !doc.isStored)) this.#number(standing)
    const nums = standing.filter((doc) => doc.entries.length > 0).map(({ num }) => num)
    this.#docs.insert(standing.flatMap((doc) => this.#row(tenant, doc)))
    if (nums.length > 0) this.#enter.run([JSON.stringify(nums)])
  }

  /** New documents lie behind all others. */
  #number(docs: readonly DraftDoc[]): void {
    let last = first(this.#last.all([]))?.num ?? 0
    for (const doc of docs) if (!doc.isStored) doc.num = ++last
  }

  #row(tenant: number, doc: DraftDoc): readonly Value[] {
    const { num, collection, id, version, schema, json, entries } = doc
    const numberOf = (name: string): number => this.#names.nameOrNew(tenant, name)
    return [num, numberOf(collection), id, version, schema, entryText(entries, numberOf), json]
  }

  #writeEvents(lastNum: number, { events }: TenantDraft): void {
    const before = lastNum - events.length
    this.#events.insert(events.flatMap(({ subject, json }, i) => [before + i + 1, subject, json]))
  }
}
