import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { onTestFinished } from 'vitest'

/** Where tests find a server: DATABASE_URL, PG*, or the local port. */
const candidates: readonly pg.ClientConfig[] = [
  ...(process.env['DATABASE_URL'] ? [{ connectionString: process.env['DATABASE_URL'] }] : []),
  ...(process.env['PGHOST'] || process.env['PGDATABASE'] ? [{}] : []),
  ...['root', 'postgres'].map((user) => ({ host: '127.0.0.1', port: 5432, user, database: 'test' })),
]

async function findServer(): Promise<{ url: string } | { reason: string }> {
  let reason = ''
  for (const config of candidates) {
    const client = new pg.Client({ ...config, connectionTimeoutMillis: 2_000 })
    try {
      await client.connect()
      await client.end()
      const { user = '', password, host, port, database = '' } = client
      const who = password ? `${encodeURIComponent(user)}:${encodeURIComponent(String(password))}` : user
      return { url: `postgres://${who}@${host}:${port}/${database}` }
    } catch (error) {
      reason ||= error instanceof Error ? error.message || error.name : String(error)
    }
  }
  return { reason }
}

const found = await findServer()

/** Is there a server for tests? */
export const there = 'url' in found
/** The end of the name of a test that needs one: says why it was skipped. */
export const needs = 'url' in found ? '' : ` (needs Postgres: ${found.reason})`
/** The server's URL. */
export const url = 'url' in found ? found.url : ''

/** Asks the server as its owner. */
export async function asOwner<R>(work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A name that no other test has. */
export const newSchema = (): string => `test_${randomBytes(6).toString('hex')}`

export const dropSchema = (schema: string): Promise<void> =>
  asOwner(async (client) => void (await client.query(`drop schema if exists ${schema} cascade`)))

/** The name of a schema of this test's own, gone when the test is over. */
export function scratchSchema(): string {
  const schema = newSchema()
  onTestFinished(() => dropSchema(schema))
  return schema
}
