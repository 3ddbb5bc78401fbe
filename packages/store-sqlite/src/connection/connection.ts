/** What can be bound to a statement, and what comes out of one. */
export type Value = string | number | null

/** A prepared statement. Rows are read to their end: one that is left half-read would keep the file locked. */
export interface Statement<Row = unknown> {
  run(params: readonly Value[]): void
  all(params: readonly Value[]): readonly Row[]
  /** The first row, for SQL that gives one at most. */
  one(params: readonly Value[]): Row | undefined
}

/** One connection to one SQLite file. Everything is synchronous. */
export interface Connection {
  exec(sql: string): void
  /** `Row` says what the SQL's columns are: nobody checks it. */
  prepare<Row>(sql: string): Statement<Row>
  close(): void
}

/** The two ways to an SQLite: Node's own from 22.13 on, or the package `libsql`. */
export type SqliteName = 'node:sqlite' | 'libsql'

/** An SQLite that this process has. */
export interface Sqlite {
  readonly name: SqliteName
  /** Opens a file, and makes it if it is not there. */
  open(file: string): Connection
}

/** The only row of an answer that has one at most. */
export function first<Row>(rows: readonly Row[]): Row | undefined {
  return rows[0]
}
