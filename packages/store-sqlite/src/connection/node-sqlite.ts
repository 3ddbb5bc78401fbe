import type { Connection, Sqlite, Statement, Value } from './connection.ts'

/** The part of `node:sqlite` that is used here (https://nodejs.org/api/sqlite.html): Node 20 has no types for it. */
interface NodeSqlite {
  readonly DatabaseSync: new (file: string) => NodeDatabase
}
interface NodeDatabase {
  exec(sql: string): void
  prepare(sql: string): NodeStatement
  close(): void
}
interface NodeStatement {
  run(...params: readonly Value[]): unknown
  all(...params: readonly Value[]): unknown[]
  get(...params: readonly Value[]): unknown
}

/** Node before 20.16 does not have it. */
const builtins: Partial<Pick<NodeJS.Process, 'getBuiltinModule'>> = process

/** Node's own SQLite, from Node 22.13 on; undefined where Node has none. */
export function nodeSqlite(): Sqlite | undefined {
  const found = builtins.getBuiltinModule?.('node:sqlite') as NodeSqlite | undefined // the module's documented shape
  if (!found) return undefined
  return { name: 'node:sqlite', open: (file) => connection(new found.DatabaseSync(file)) }
}

function connection(database: NodeDatabase): Connection {
  return {
    exec: (sql) => database.exec(sql),
    prepare: <Row>(sql: string) => statement<Row>(database.prepare(sql)),
    close: () => database.close(),
  }
}

function statement<Row>(prepared: NodeStatement): Statement<Row> {
  return {
    run: (params) => void prepared.run(...params),
    all: (params) => prepared.all(...params) as Row[], // whoever wrote the SQL said what its columns are
    one: (params) => prepared.get(...params) as Row | undefined,
  }
}
