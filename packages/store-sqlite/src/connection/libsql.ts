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
  return {
    exec: (sql) => void database.exec(sql),
    prepare: <Row>(sql: string) => statement<Row>(database.prepare(sql)),
    close: () => database.close(),
  }
}

function statement<Row>(prepared: LibsqlStatement): Statement<Row> {
  return {
    run: (params) => void prepared.run(params),
    all: (params) => prepared.all(params) as Row[], // whoever wrote the SQL said what its columns are
  }
}
