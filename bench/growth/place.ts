import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { StoreHost } from '@casewell/store'
import { postgresStore } from '@casewell/store-postgres'
import { sqliteStore } from '@casewell/store-sqlite'
import pg from 'pg'

/** Where stores are made for one measurement. */
export interface Place {
  readonly engine: string
  /** A store to be filled as fast as it goes; what it acknowledges may be lost. */
  filling(name: string): StoreHost
  /** The same store as a desk has it. */
  open(name: string): StoreHost
  /** Done after filling, so that the engine does not tidy up while it is measured. */
  settle(): Promise<void>
  clear(): Promise<void>
}

export function sqlitePlace(): Place {
  mkdirSync('node_modules/.cache', { recursive: true })
  const folder = mkdtempSync(join('node_modules/.cache', 'casewell-bench-'))
  const open = (name: string): StoreHost => sqliteStore({ file: join(folder, `${name}.db`) })
  return {
    engine: 'SQLite',
    filling: open,
    open,
    settle: async () => {},
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

export function postgresPlace(): Place {
  const url = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test'
  const mark = `bench_${randomBytes(5).toString('hex')}`
  const schemas = new Set<string>()
  const open = (name: string, durable: boolean): StoreHost => {
    const schema = `${mark}_${name}`
    schemas.add(schema)
    return postgresStore({ url, schema, durable, statementTimeoutMs: 600_000 })
  }
  async function asOwner(sql: (schema: string) => readonly string[]): Promise<void> {
    const owner = new pg.Client({ connectionString: url })
    await owner.connect()
    for (const schema of schemas) for (const statement of sql(schema)) await owner.query(statement)
    await owner.end()
  }
  const tables = ['tenants', 'docs', 'entries', 'events', 'writers'] as const
  return {
    engine: 'Postgres',
    filling: (name) => open(name, false),
    open: (name) => open(name, true),
    settle: () => asOwner((schema) => [...tables.map((table) => `vacuum analyze ${schema}.${table}`), 'checkpoint']),
    clear: () => asOwner((schema) => [`drop schema if exists ${schema} cascade`]),
  }
}
