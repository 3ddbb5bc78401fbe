import { errorCatalogue } from '@casewell/errors'
import { type Asked, type Layout, lockOf, placeOf, serverSpecs } from '@casewell/postgres'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { url } from './server.ts'

/** A package that keeps pages in a database. */
export const errors = errorCatalogue(
  'diary',
  serverSpecs({
    package: 'diary',
    thing: 'diary',
    script: 'diaryScript',
    slow: 'Raise connectTimeoutMs, the server may be far away.',
    crowded: 'A diary uses one connection: end idle programs.',
  }),
)

const steps = [
  { layout: 1, name: 'pages', sql: (s: string) => `create table ${s}.pages (day date primary key, words text);` },
  { layout: 2, name: 'moods', sql: (s: string) => `alter table ${s}.pages add mood text;` },
]

/** Its tables, as the release with so many layouts knows them. */
export const diary = (layouts: number, more: Layout['migrations'] = []): Layout => ({
  migrations: [...steps.slice(0, layouts), ...more],
  ledger: 'diary_migrations',
  lock: (schema) => lockOf('diary', schema),
  errors,
})

/** The test's database. */
export const placeFor = (schema: string) => placeOf({ url, schema }, errors)

/** A connection that is closed when the test is over, with all that it was asked. */
export async function connect(given = url): Promise<Asked & { readonly asked: string[] }> {
  const client = new pg.Client({ connectionString: given })
  await client.connect()
  onTestFinished(() => client.end())
  const asked: string[] = []
  return {
    asked,
    async rows<Row extends object>(text: string, values: readonly unknown[] = []) {
      asked.push(text)
      return (await client.query<Row>(text, [...values])).rows
    },
    async run(sql) {
      asked.push(sql)
      await client.query(sql)
    },
  }
}
