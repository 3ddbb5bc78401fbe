import type { Place } from './place.ts'
import { quotedSchema } from './schema.ts'
import type { ServerErrors } from './server-specs.ts'

/** One step of a schema's layout. Steps are never changed once released, only followed by others. */
export interface Migration {
  readonly layout: number
  readonly name: string
  /** Its statements, for a schema of that name (quoted). */
  sql(schema: string): string
}

/** The tables of a package, as they came to be. */
export interface Layout {
  /** Every step, oldest first. */
  readonly migrations: readonly Migration[]
  /** The table where the steps that were done are written down; by it a schema is known as one's own. */
  readonly ledger: string
  /** The advisory lock under which a schema of that name is made. */
  lock(schema: string): bigint
  readonly errors: ServerErrors
}

/** The newest layout, which this release reads and writes. */
const newestOf = ({ migrations }: Pick<Layout, 'migrations'>): number => migrations.length

/** What is asked of a connection. */
export interface Asked {
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
  /** One or more statements without values. */
  run(sql: string): Promise<unknown>
}

/** Makes the ledger, in a schema (quoted). */
export const ledgerSql = (schema: string, { ledger }: Layout): string =>
  `create table ${schema}.${ledger} (layout integer primary key, name text not null, at timestamptz not null default now());`

/**
 * Brings a schema to the newest layout. One that has it is only read, so that a role without the right to make tables
 * can open it; otherwise of several processes one does the work, and all of it or nothing is done.
 *
 * @throws `not-utf8`, `newer-layout`, `not-ours` of the catalogue, and what Postgres refuses
 * @example
 * ```ts no-run: it needs a Postgres server
 * import { errorCatalogue } from '@casewell/errors'
 * import { clientOptions, lockOf, migrate, placeOf, serverSpecs } from '@casewell/postgres'
 * import pg from 'pg'
 *
 * const hints = { slow: 'Raise connectTimeoutMs.', crowded: 'Lower connections.' }
 * const errors = errorCatalogue('diary', serverSpecs({ package: 'diary', thing: 'diary', script: 'diaryScript', ...hints }))
 * const migrations = [{ layout: 1, name: 'pages', sql: (s: string) => `create table ${s}.pages (words text);` }]
 * const place = placeOf({ schema: 'diary' }, errors)
 * const client = new pg.Client(clientOptions(place))
 * await client.connect()
 * const session = {
 *   rows: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
 *     (await client.query<Row>(text, [...values])).rows,
 *   run: (sql: string) => client.query(sql),
 * }
 * await migrate(session, place, { migrations, ledger: 'steps', lock: (schema) => lockOf('diary', schema), errors })
 * await client.end()
 * ```
 */
export async function migrate(session: Asked, place: Pick<Place, 'server' | 'schema'>, layout: Layout): Promise<void> {
  const { schema } = place
  await checkEncoding(session, place, layout)
  if ((await layoutOf(session, schema, layout)) === newestOf(layout)) return
  await session.run(`begin; select pg_advisory_xact_lock(${layout.lock(schema)})`)
  try {
    const found = await layoutOf(session, schema, layout)
    if (found === 0) await makeSchema(session, schema, layout)
    for (const migration of layout.migrations.slice(found)) await apply(session, schema, layout, migration)
    await session.run('commit')
  } catch (error) {
    await session.run('rollback').catch(() => {}) // the first error says more; a broken connection rolls back by itself
    throw error
  }
}

async function checkEncoding(session: Asked, { server }: Pick<Place, 'server'>, { errors }: Layout): Promise<void> {
  const [found] = await session.rows<{ encoding: string }>(`select current_setting('server_encoding') as encoding`)
  const encoding = found?.encoding ?? 'nothing'
  if (encoding !== 'UTF8') throw errors['not-utf8']({ server, encoding })
}

/** Whoever was given a schema need not have the right to make one. */
async function makeSchema(session: Asked, schema: string, layout: Layout): Promise<void> {
  const quoted = quotedSchema(schema, layout.errors)
  const there = 'select to_regnamespace($1) is not null as there'
  const [found] = await session.rows<{ there: boolean }>(there, [schema])
  if (!found?.there) await session.run(`create schema ${quoted}`)
  await session.run(ledgerSql(quoted, layout))
}

async function apply(session: Asked, schema: string, { ledger, errors }: Layout, step: Migration): Promise<void> {
  const quoted = quotedSchema(schema, errors)
  await session.run(step.sql(quoted))
  await session.rows(`insert into ${quoted}.${ledger} (layout, name) values ($1, $2)`, [step.layout, step.name])
}

/** The layout that a schema has; 0 where nothing is. */
async function layoutOf(session: Asked, schema: string, layout: Layout): Promise<number> {
  const { ledger, errors } = layout
  const tables = await session.rows<{ name: string }>(
    `select relname::text as name from pg_class
      where relnamespace = to_regnamespace($1) and relkind in ('r', 'p', 'v', 'm')`,
    [schema],
  )
  const [stranger] = tables
  if (!stranger) return 0
  if (!tables.some(({ name }) => name === ledger)) throw errors['not-ours']({ schema, table: stranger.name })
  const [last] = await session.rows<{ layout: number | null }>(
    `select max(layout) as layout from ${quotedSchema(schema, errors)}.${ledger}`,
  )
  const found = last?.layout ?? 0
  if (found > newestOf(layout)) throw errors['newer-layout']({ schema, found, known: newestOf(layout) })
  return found
}
