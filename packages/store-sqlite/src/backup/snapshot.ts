import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RawEvent, RawHead, RawKept, RawSnapshot } from '@casewell/store'
import type { Connection, Sqlite, Statement } from '../connection/connection.ts'
import { explain, type Place } from '../connection/fault.ts'
import { Names } from '../file/names.ts'
import { openFile } from '../file/open.ts'
import { Queries } from '../read/queries.ts'
import { entriesIn } from '../write/entry-text.ts'

/** A document as the file has it. */
interface KeptRow extends Pick<RawKept, 'id' | 'version' | 'schema' | 'json'> {
  readonly entries: string
}

/** One moment of a file, by a transaction that reads; it holds up no writer, but the WAL grows until it is closed. */
export function snapshotOf(sqlite: Sqlite, place: Place): RawSnapshot {
  const connection = openFile(sqlite, place)
  connection.exec('BEGIN')
  connection.exec('SELECT 1 FROM tenants LIMIT 1') // the first read takes the moment
  return reading(connection, place, () => {
    connection.exec('ROLLBACK') // a connection that is closed inside a transaction may hold its moment until it is garbage
    connection.close()
  })
}

/** A database in memory has no second connection: a copy in a file of its own, gone when it is closed. */
export function snapshotOfMemory(sqlite: Sqlite, memory: Connection, place: Place): RawSnapshot {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-snapshot-'))
  const file = join(folder, 'copy.db')
  memory.prepare('VACUUM INTO ?').run([file])
  const connection = sqlite.open(file)
  return reading(connection, place, () => {
    connection.close()
    rmSync(folder, { recursive: true, force: true })
  })
}

function reading(connection: Connection, place: Place, close: () => void): RawSnapshot {
  const snapshot = new Snapshot(connection)
  const explained = <Args extends readonly unknown[], R>(ask: (...args: Args) => R) => {
    return (...args: Args): R => {
      try {
        return ask(...args)
      } catch (error) {
        throw explain(error, place)
      }
    }
  }
  return {
    tenants: explained(() => snapshot.queries.tenants()),
    head: explained((tenant: string): RawHead => snapshot.queries.head(tenant)),
    collections: explained((tenant: string) => snapshot.collections(tenant)),
    kept: explained((tenant: string, collection: string, limit: number, after?: string) =>
      snapshot.kept(tenant, collection, limit, after),
    ),
    log: explained((tenant: string, after: number, limit: number): readonly RawEvent[] =>
      snapshot.queries.log(tenant, after, limit),
    ),
    close,
  }
}

/** What a backup reads and nobody else. */
export class Snapshot {
  readonly queries: Queries
  readonly #names: Names
  readonly #collections: Statement<{ name: string }>
  readonly #kept: Statement<KeptRow>

  constructor(connection: Connection) {
    this.#names = new Names(connection)
    this.queries = new Queries(connection, this.#names)
    this.#collections = connection.prepare(`
      SELECT n.name FROM names n
      WHERE n.tenant = ? AND EXISTS (SELECT 1 FROM docs d WHERE d.collection = n.id) ORDER BY n.name`)
    this.#kept = connection.prepare(`
      SELECT d.id, d.version, d.schema, d.json, d.entries FROM docs d
      WHERE d.collection = ? AND d.id > ? ORDER BY d.id LIMIT ?`)
  }

  collections(tenant: string): readonly string[] {
    const number = this.#names.tenant(tenant)
    return number === undefined ? [] : this.#collections.all([number]).map(({ name }) => name)
  }

  kept(tenant: string, collection: string, limit: number, after = ''): readonly RawKept[] {
    const owner = this.#names.tenant(tenant)
    const number = owner === undefined ? undefined : this.#names.name(owner, collection)
    if (number === undefined) return []
    const nameOf = (space: number): string => this.#names.nameOf(space)
    return this.#kept.all([number, after, limit]).map(({ id, version, schema, json, entries }) => {
      return { collection, id, version, schema, json, entries: json === null ? [] : entriesIn(entries, nameOf) }
    })
  }
}
