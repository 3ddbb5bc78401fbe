import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { run } from './run-main.ts'

/** Where a server for tests may be: DATABASE_URL, or the local port. */
const urls = [
  ...(process.env['DATABASE_URL'] ? [process.env['DATABASE_URL']] : []),
  ...['root', 'postgres'].map((user) => `postgres://${user}@127.0.0.1:5432/test`),
]

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** A database of this test's own, or why there is none. */
async function makeDatabase(): Promise<
  { readonly url: string; readonly drop: () => Promise<void> } | { reason: string }
> {
  const name = `mailbox_${randomBytes(5).toString('hex')}`
  let reason = ''
  for (const server of urls)
    try {
      await ask(server, `create database ${name} encoding 'UTF8' template template0`)
      const url = new URL(server)
      url.pathname = `/${name}`
      return { url: url.href, drop: () => ask(server, `drop database ${name} with (force)`) }
    } catch (error) {
      reason ||= error instanceof Error ? error.message || error.name : String(error)
    }
  return { reason }
}

const database = await makeDatabase()
const url = 'url' in database ? database.url : ''
afterAll(() => ('drop' in database ? database.drop() : undefined))

interface Summary {
  readonly read: number
  readonly messages: number
  readonly cases: number
  readonly reports: number
  readonly duplicates: number
}

test.skipIf(url === '')(
  `three processes that import one mailbox at once open no case twice${'reason' in database ? ` (needs Postgres: ${database.reason})` : ''}`,
  async () => {
    const call = ['--once', '--json', '--store', url, '--port', '0']
    const outcomes = await Promise.all([run(call), run(call), run(call)])
    expect(outcomes.map(({ code, err }) => [code, err])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ])
    const summaries = outcomes.map(({ out }) => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Summary)
    const all = (field: keyof Summary): number => summaries.reduce((sum, summary) => sum + summary[field], 0)
    expect([all('read'), all('messages'), all('cases'), all('reports')]).toEqual([150, 46, 26, 2])
    expect(all('duplicates')).toBe(150 - 46 - 2)
    const again = await run(call)
    expect(again.out).toContain('"messages":0')
  },
  180_000,
)
