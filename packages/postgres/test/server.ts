import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
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

/** The server's URL with something else in it. */
export function withUrl(change: (url: URL) => void): string {
  const changed = new URL(url)
  change(changed)
  return changed.href
}

/** A role of this test's own, gone with all that it has when the test is over. */
export async function scratchRole(attributes = 'login'): Promise<string> {
  const role = `test_${randomBytes(6).toString('hex')}`
  await asOwner((client) => client.query(`create role ${role} ${attributes}`))
  onTestFinished(() =>
    asOwner(async (client) => void (await client.query(`drop owned by ${role} cascade; drop role ${role}`))),
  )
  return role
}

/** The URL of a database of this test's own that is not encoded in UTF8. */
export async function asciiDatabase(): Promise<string> {
  const database = `test_${randomBytes(6).toString('hex')}`
  await asOwner((client) =>
    client.query(`create database ${database} encoding 'SQL_ASCII' locale 'C' template template0`),
  )
  onTestFinished(() => asOwner(async (client) => void (await client.query(`drop database ${database} with (force)`))))
  return withUrl((u) => (u.pathname = `/${database}`))
}

/** A port of this machine where nobody listens. */
export async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A port of this machine where somebody takes the call and says nothing. */
export async function silentPort(): Promise<number> {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** Whatever a schema cannot be called. */
export const badSchemas: readonly string[] = ['', 'Support', '1st', 'pg_store', 'a"b', 'x'.repeat(64)]

/** How URLs end that cannot be read: each has a password of which nothing may be shown. */
export const unreadable: readonly string[] = [
  's3cret@host:no-port',
  's3/cret@host',
  '12?s3cret@host',
  's3#cret@host',
  's@3/cret@host',
]
