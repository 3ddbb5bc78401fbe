import type { Session } from '../connect/session.ts'
import { postgresErrors } from '../errors.ts'
import { ledger, type Migration, migrations, newest } from './migrations.ts'
import { checkSchema, lockOf } from './schema.ts'

/**
 * Brings a schema to the newest layout. One that has it is only read, so that a role without the right to make tables
 * can open it; otherwise of several processes one does the work, and all of it or nothing is done.
 *
 * @throws `store-postgres/newer-layout`, `store-postgres/not-ours`, and what Postgres refuses
 */
export async function migrate(session: Session, schema: string): Promise<void> {
  if ((await layoutOf(session, schema)) === newest) return
  await session.run(`begin; select pg_advisory_xact_lock(${lockOf(schema, 'migrate')})`)
  try {
    const found = await layoutOf(session, schema)
    if (found === 0) await makeSchema(session, schema)
    for (const migration of migrations.slice(found)) await apply(session, schema, migration)
    await session.run('commit')
  } catch (error) {
    await session.run('rollback').catch(() => session.destroy())
    throw error
  }
}

/** Whoever was given a schema need not have the right to make one. */
async function makeSchema(session: Session, schema: string): Promise<void> {
  const [found] = await session.query<{ there: boolean }>({
    text: 'select to_regnamespace($1) is not null as there',
    values: [schema],
  })
  if (!found?.there) await session.run(`create schema ${checkSchema(schema)}`)
  await session.run(ledger(checkSchema(schema)))
}

async function apply(session: Session, schema: string, { layout, name, sql }: Migration): Promise<void> {
  const quoted = checkSchema(schema)
  await session.run(sql(quoted))
  await session.query({
    text: `insert into ${quoted}.migrations (layout, name) values ($1, $2)`,
    values: [layout, name],
  })
}

/**
 * The layout that a schema has; 0 where nothing is.
 *
 * @throws `store-postgres/newer-layout`, `store-postgres/not-ours`
 */
async function layoutOf(session: Session, schema: string): Promise<number> {
  const tables = await session.query<{ name: string }>({
    text: `select relname as name from pg_class where relnamespace = to_regnamespace($1) and relkind in ('r', 'p', 'v', 'm')`,
    values: [schema],
  })
  const [stranger] = tables
  if (!stranger) return 0
  if (!tables.some(({ name }) => name === 'migrations'))
    throw postgresErrors['not-ours']({ schema, table: stranger.name })
  const [last] = await session.query<{ layout: number | null }>({
    text: `select max(layout) as layout from ${checkSchema(schema)}.migrations`,
  })
  const found = last?.layout ?? 0
  if (found > newest) throw postgresErrors['newer-layout']({ schema, found, known: newest })
  return found
}
