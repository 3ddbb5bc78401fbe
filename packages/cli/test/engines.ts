import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { StoreHost } from '@casewell/store'
import { postgresStore } from '@casewell/store-postgres'
import { sqliteStore } from '@casewell/store-sqlite'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { scratchFolder } from './world.ts'

/** A store of an engine: how the command line names it, and how a test opens it. */
export interface Place {
  readonly args: readonly string[]
  open(): StoreHost
}

/** An engine under test. */
export interface Engine {
  readonly name: string
  /** Why its tests are skipped; undefined if they are not. */
  readonly lacks: string | undefined
  /** A store of this test's own. */
  place(): Place
}

/** Where tests find a server: DATABASE_URL, or the local port. */
const urls = [
  ...(process.env['DATABASE_URL'] ? [process.env['DATABASE_URL']] : []),
  ...['root', 'postgres'].map((user) => `postgres://${user}@127.0.0.1:5432/test`),
]

async function findServer(): Promise<{ readonly url: string } | { readonly reason: string }> {
  let reason = ''
  for (const url of urls) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    try {
      await client.connect()
      await client.end()
      return { url }
    } catch (error) {
      reason ||= error instanceof Error ? error.message || error.name : String(error)
    }
  }
  return { reason }
}

const server = await findServer()

async function drop(url: string, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`drop schema if exists ${schema} cascade`)
  await client.end()
}

const closing = (host: StoreHost): StoreHost => {
  onTestFinished(() => host.close())
  return host
}

export const sqlite: Engine = {
  name: 'SQLite',
  lacks: undefined,
  place() {
    const file = join(scratchFolder(), 'desk.db')
    return { args: ['--store', file], open: () => closing(sqliteStore({ file, thread: 'same' })) }
  },
}

export const postgres: Engine = {
  name: 'Postgres',
  lacks: 'url' in server ? undefined : `needs Postgres: ${server.reason}`,
  place() {
    const url = 'url' in server ? server.url : ''
    const schema = `test_${randomBytes(6).toString('hex')}`
    onTestFinished(() => drop(url, schema))
    return { args: ['--store', url, '--schema', schema], open: () => closing(postgresStore({ url, schema })) }
  },
}
