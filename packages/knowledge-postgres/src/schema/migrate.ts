import type { Session } from '../connect/session.ts'
import { knowledgePostgresErrors } from '../errors.ts'
import { ledger, type Migration, migrations, newest } from './migrations.ts'
import { checkSchema, lockOf } from './schema.ts'

/**
 * Brings a schema to the newest layout. Of several processes one does the work, and all of it or nothing is done.
 *
 * @throws `knowledge-postgres/newer-layout`, `knowledge-postgres/not-ours`, `knowledge-postgres/not-utf8`, and what
 * Postgres refuses
 */
export async function migrate(session: Session, schema: string): Promise<void> {
  await checkEncoding(session)
  if ((await layoutOf(session, schema)) === newest) return
  await session.transact(async () => {
    await session.rows(`select pg_advisory_xact_lock(${lockOf(schema)})`)
    const found = await layoutOf(session, schema)
    if (found === 0) await makeSchema(session, schema)
    for (const migration of migrations.slice(found)) await apply(session, schema, migration)
  })
}

async function checkEncoding(session: Session): Promise<void> {
  const [found] = await session.rows<{ encoding: string }>(`select current_setting('server_encoding') as encoding`)
  const encoding = found?.encoding ?? 'nothing'
  if (encoding !== 'UTF8') throw knowledgePostgresErrors['not-utf8']({ server: session.place.server, encoding })
}

/** Whoever was given a schema need not have the right to make one. */
async function makeSchema(session: Session, schema: string): Promise<void> {
  const there = 'select to_regnamespace($1) is not null as there'
  const [found] = await session.rows<{ there: boolean }>(there, [schema])
  if (!found?.there) await session.run(`create schema ${checkSchema(schema)}`)
  await session.run(ledger(checkSchema(schema)))
}

async function apply(session: Session, schema: string, { layout, name, sql }: Migration): Promise<void> {
  const quoted = checkSchema(schema)
  await session.run(sql(quoted))
  await session.rows(`insert into ${quoted}.knowledge_migrations (layout, name) values ($1, $2)`, [layout, name])
}

/** The layout that a schema has; 0 where nothing is. */
async function layoutOf(session: Session, schema: string): Promise<number> {
  const tables = await session.rows<{ name: string }>(
    `select relname::text as name from pg_class
      where relnamespace = to_regnamespace($1) and relkind in ('r', 'p', 'v', 'm')`,
    [schema],
  )
  const [stranger] = tables
  if (!stranger) return 0
  if (!tables.some(({ name }) => name === 'knowledge_migrations'))
    throw knowledgePostgresErrors['not-ours']({ schema, table: stranger.name })
  const [last] = await session.rows<{ layout: number | null }>(
    `select max(layout) as layout from ${checkSchema(schema)}.knowledge_migrations`,
  )
  const found = last?.layout ?? 0
  if (found > newest) throw knowledgePostgresErrors['newer-layout']({ schema, found, known: newest })
  return found
}
