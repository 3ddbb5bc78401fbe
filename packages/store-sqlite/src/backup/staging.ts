import type { RawKept, RawPlaced } from '@casewell/store'
import { type Connection, first, type Statement, type Value } from '../connection/connection.ts'
import { firstNum, nums } from '../file/event-num.ts'
import type { Names } from '../file/names.ts'
import { Bulk } from '../write/bulk.ts'
import { enterRows, entryText } from '../write/entry-text.ts'

/** Puts whole documents and events into a file as they were, and takes away what came to nothing. In a transaction. */
export class Staging {
  readonly #names: Names
  readonly #last: Statement<{ num: number | null }>
  readonly #docs: Bulk
  readonly #enter: Statement
  readonly #events: Bulk
  readonly #found: Statement<{ id: number }>
  readonly #discards: readonly Statement[]
  readonly #discardEvents: Statement

  constructor(connection: Connection, names: Names) {
    this.#names = names
    this.#last = connection.prepare('SELECT max(num) AS num FROM docs')
    this.#docs = new Bulk(
      connection,
      7,
      'INSERT OR FAIL INTO docs (num, collection, id, version, schema, entries, json) VALUES',
    )
    this.#enter = connection.prepare(enterRows)
    this.#events = new Bulk(connection, 3, 'INSERT OR FAIL INTO events (num, subject, json) VALUES')
    this.#found = connection.prepare('SELECT id FROM tenants WHERE name >= ? AND name < ?')
    this.#discards = [
      'DELETE FROM entries WHERE space IN (SELECT id FROM names WHERE tenant = ?)',
      'DELETE FROM docs WHERE collection IN (SELECT id FROM names WHERE tenant = ?)',
      'DELETE FROM names WHERE tenant = ?',
      'DELETE FROM tenants WHERE id = ?',
    ].map((sql) => connection.prepare(sql))
    this.#discardEvents = connection.prepare('DELETE FROM events WHERE num > ? AND num < ?')
  }

  docs(tenant: number, docs: readonly RawKept[]): void {
    const numberOf = (name: string): number => this.#names.nameOrNew(tenant, name)
    const values: Value[] = []
    const entering: number[] = []
    let num = first(this.#last.all([]))?.num ?? 0
    for (const { collection, id, version, schema, entries, json } of docs) {
      values.push(++num, numberOf(collection), id, version, schema, entryText(entries, numberOf), json)
      if (entries.length > 0) entering.push(num)
    }
    this.#docs.insert(values)
    if (entering.length > 0) this.#enter.run([JSON.stringify(entering)])
  }

  events(tenant: number, events: readonly RawPlaced[]): void {
    this.#events.insert(
      events.flatMap(({ position, subject, json }): Value[] => [firstNum(tenant) + position, subject, json]),
    )
  }

  /** Everything of the tenants whose names begin like this. */
  discard(beginning: string): void {
    for (const { id } of this.#found.all([beginning, `${beginning}\u{10FFFF}`])) {
      for (const statement of this.#discards) statement.run([id])
      this.#discardEvents.run([firstNum(id), firstNum(id) + nums])
    }
    this.#names.forget()
  }
}
