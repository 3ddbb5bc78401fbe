import { createRequire } from 'node:module'
import type { Connection, Sqlite, Statement, Value } from './connection.ts'

/** The part of `libsql` that is used here (https://github.com/tursodatabase/libsql-js). */
type Libsql = new (file: string) => LibsqlDatabase
interface LibsqlDatabase {
  exec(sql: string): unknown
  prepare(sql: string): LibsqlStatement
  close(): void
}
/** One array is taken as all the parameters, without a copy. */
interface LibsqlStatement {
  run(params: readonly Value[]): unknown
  all(params: readonly Value[]): unknown[]
  get(params: readonly Value[]): unknown
}

/**
 * The `libsql` package, an optional peer.
 *
 * @throws what `require` throws when it is not installed, or not for this platform
 */
export function libsql(): Sqlite {
  const Database = createRequire(import.meta.url)('libsql') as Libsql // the package's documented shape
  return { name: 'libsql', open: (file) => connection(new Database(file)) }
}

function connection(database: LibsqlDatabase): Connection {
  const statements: LibsqlHandle[] = []
  return {
    exec: (sql) => void database.exec(sql),
    prepare<Row>(sql: string) {
      const handle = { prepared: database.prepare(sql) }
      statements.push(handle)
      return statement<Row>(handle)
    },
    close() {
      database.close()
      for (const handle of statements.splice(0)) handle.prepared = undefined
    },
  }
}

/** A statement keeps the file open until it is garbage: it must be let go when the connection is closed. */
interface LibsqlHandle {
  prepared: LibsqlStatement | undefined
}

function statement<Row>(handle: LibsqlHandle): Statement<Row> {
  const prepared = (): LibsqlStatement => {
    if (!handle.prepared) throw new Error('the connection is closed')
    return handle.prepared
  }
  return {
    run: (params) => void prepared().run(params),
    all: (params) => prepared().all(params) as Row[], // whoever wrote the SQL said what its columns are
    one: (params) => prepared().get(params) as Row | undefined,
  }
}
