import { sqliteErrors } from '../errors.ts'
import type { Sqlite, SqliteName } from './connection.ts'
import { libsql } from './libsql.ts'
import { nodeSqlite } from './node-sqlite.ts'

/**
 * The SQLite to use: Node's own where there is one, otherwise `libsql`; or the one that is asked for by name.
 *
 * @throws `store-sqlite/no-sqlite`
 */
export function findSqlite(wanted?: SqliteName): Sqlite {
  const own = wanted === 'libsql' ? undefined : nodeSqlite()
  if (own) return own
  const origin: { cause?: unknown } = {}
  try {
    if (wanted !== 'node:sqlite') return libsql()
  } catch (cause) {
    origin.cause = cause
  }
  const names = wanted ?? 'node:sqlite and libsql'
  throw sqliteErrors['no-sqlite']({ wanted: names, node: process.versions.node }, origin)
}
