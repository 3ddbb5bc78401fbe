import { type Connection, first } from '../connection/connection.ts'
import { sqliteErrors } from '../errors.ts'
import { migrations, newest } from './migrations.ts'

/** "Case" in ASCII: by it a file is known as a store (https://sqlite.org/pragma.html#pragma_application_id). */
const applicationId = 0x43617365

/**
 * Brings a file to the newest layout. A file that has it is only read; otherwise it is locked, so that of several
 * processes one does the work.
 *
 * @throws `store-sqlite/not-ours`, `store-sqlite/newer-file`
 */
export function migrate(connection: Connection, file: string): void {
  if (layoutOf(connection, file) === newest) return
  connection.exec('BEGIN IMMEDIATE')
  try {
    for (const migration of migrations.slice(layoutOf(connection, file))) apply(connection, migration)
    connection.exec('COMMIT')
  } catch (error) {
    connection.exec('ROLLBACK')
    throw error
  }
}

function apply(connection: Connection, { layout, name, sql }: (typeof migrations)[number]): void {
  if (layout === 1) connection.exec(`PRAGMA application_id = ${applicationId}; ${ledger}`)
  connection.exec(sql)
  connection.prepare('INSERT INTO migrations (layout, name, at) VALUES (?, ?, ?)').run([layout, name, Date.now()])
}

const ledger = 'CREATE TABLE migrations (layout INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;'

/**
 * The layout that a file has; 0 of an empty one.
 *
 * @throws `store-sqlite/not-ours`, `store-sqlite/newer-file`
 */
export function layoutOf(connection: Connection, file: string): number {
  // Both come in one commit, maybe between these questions: where there are tables, there is the number of a store.
  const tables = first(connection.prepare<{ n: number }>('SELECT count(*) AS n FROM sqlite_schema').all([]))?.n ?? 0
  const application = first(connection.prepare<{ application_id: number }>('PRAGMA application_id').all([]))
  const id = application?.application_id ?? 0
  if (id === 0 && tables === 0) return 0
  if (id !== applicationId) throw sqliteErrors['not-ours']({ file, application: id })
  const last = first(connection.prepare<{ layout: number }>('SELECT max(layout) AS layout FROM migrations').all([]))
  const found = last?.layout ?? 0
  if (found > newest) throw sqliteErrors['newer-file']({ file, found, known: newest })
  return found
}
