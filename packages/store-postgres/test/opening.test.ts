import { put } from '@casewell/store'
import pg from 'pg'
import { expect, test } from 'vitest'
import {
  asciiDatabase,
  badSchemas,
  deadPort,
  scratchRole,
  silentPort,
  unreadable,
  withUrl,
} from '../../postgres/test/server.ts'
import { Boxes, box } from '../../store/test/engines/boxes.ts'
import { explain, lost } from '../src/connect/fault.ts'
import { Session } from '../src/connect/session.ts'
import { type PostgresOptions, postgresScript, postgresStore } from '../src/index.ts'
import { layout } from '../src/schema/layout.ts'
import { asOwner, needs, open, placeFor, scratchSchema, there, url } from './database.ts'

/** The first question to a store, which is when it connects. */
async function firstUse(options: PostgresOptions): Promise<unknown> {
  await using host = postgresStore(options)
  return await host.tenant('acme').head()
}

const newest = layout.migrations.length

test.each(badSchemas)('[OPEN1] %j is refused as a schema', (schema) => {
  expect(() => postgresStore({ schema })).toThrow(expect.objectContaining({ code: 'store-postgres/bad-schema' }))
  expect(() => postgresScript({ schema })).toThrow(expect.objectContaining({ code: 'store-postgres/bad-schema' }))
})

test.each(unreadable)('[OPEN2] a URL that cannot be read is refused without repeating it: %s', (ending) => {
  expect(() => postgresStore({ url: `postgres://ada:${ending}/db` })).toThrow(
    expect.objectContaining({ code: 'store-postgres/bad-url', message: expect.not.stringMatching(/s3|cret|12/) }),
  )
})

test('[OPEN3] a port where nobody listens is named at once', async () => {
  const port = await deadPort()
  await expect(firstUse({ url: `postgres://ada:s3cret@127.0.0.1:${port}/desk` })).rejects.toMatchObject({
    code: 'store-postgres/refused',
    details: { server: `ada@127.0.0.1:${port}/desk` },
  })
})

test('[OPEN4] a server that takes the call and says nothing is given up after the time-out', async () => {
  const silent = { url: `postgres://ada@127.0.0.1:${await silentPort()}/desk`, connectTimeoutMs: 100 }
  await expect(firstUse(silent)).rejects.toMatchObject({
    code: 'store-postgres/too-slow-to-connect',
    details: { waitedMs: 100 },
  })
})

test.skipIf(!there)(`[OPEN5] a user who is not let in is told so${needs}`, async () => {
  const role = await scratchRole('nologin')
  await expect(firstUse({ url: withUrl((u) => (u.username = role)) })).rejects.toMatchObject({
    code: 'store-postgres/not-admitted',
  })
})

test.skipIf(!there)(`[OPEN6] a database that is not there is named${needs}`, async () => {
  await expect(firstUse({ url: withUrl((u) => (u.pathname = '/no_such_desk')) })).rejects.toMatchObject({
    code: 'store-postgres/no-database',
    message: expect.stringContaining('no_such_desk'),
  })
})

test.skipIf(!there)(`[OPEN7] a user without the right to make the schema is told what is missing${needs}`, async () => {
  const role = await scratchRole()
  const schema = scratchSchema()
  const options = { url: withUrl((u) => (u.username = role)), schema }
  await expect(firstUse(options)).rejects.toMatchObject({ code: 'store-postgres/missing-right', details: { schema } })
})

test.skipIf(!there)(
  `[OPEN8] with what the script grants a role runs a store, and may make or drop no table${needs}`,
  async () => {
    const role = await scratchRole()
    const schema = scratchSchema()
    await asOwner((client) => client.query(postgresScript({ schema, role })))
    const limited = withUrl((u) => (u.username = role))
    const host = open(schema, { url: limited })
    const store = host.tenant('acme')
    await store.commit({ writes: [put(Boxes, 'one', box('one'), 'absent')] })
    await host.restore(host.backup(), { tenants: { acme: 'copy' } })
    expect((await host.tenant('copy').get(Boxes, 'one'))?.version).toBe(1)
    expect(await host.health()).toMatchObject({ isUp: true, tenants: [{ tenant: 'acme' }, { tenant: 'copy' }] })
    const { blob } = await store.blobs.write(new Uint8Array([1, 2, 3]))
    expect(await store.blobs.has(blob)).toBe(true)
    expect((await store.get(Boxes, 'one'))?.doc.label).toBe('one')
    for (const deed of [
      `create table ${schema}.mine ()`,
      `drop table ${schema}.docs`,
      `delete from ${schema}.migrations`,
    ])
      await expect(asOwner((client: pg.Client) => client.query(`set role ${role}; ${deed}`))).rejects.toMatchObject({
        code: '42501',
      })
  },
)

test.skipIf(!there)(
  `[OPEN9] a schema that a newer release has opened is refused, and left as it is${needs}`,
  async () => {
    const schema = scratchSchema()
    await firstUse({ url, schema })
    await asOwner((client) =>
      client.query(`insert into ${schema}.migrations (layout, name) values (${newest + 1}, 'of tomorrow')`),
    )
    await expect(firstUse({ url, schema })).rejects.toMatchObject({
      code: 'store-postgres/newer-layout',
      details: { found: newest + 1, known: newest },
    })
  },
)

test.skipIf(!there)(
  `[OPEN10] a schema with tables of another program is refused, and left as it is${needs}`,
  async () => {
    const schema = scratchSchema()
    await asOwner((client) => client.query(`create schema ${schema}; create table ${schema}.docs (mine int)`))
    await expect(firstUse({ url, schema })).rejects.toMatchObject({
      code: 'store-postgres/not-ours',
      details: { table: 'docs' },
    })
  },
)

test.skipIf(!there)(`[OPEN11] a database in another encoding than UTF8 is refused${needs}`, async () => {
  await expect(firstUse({ url: await asciiDatabase() })).rejects.toMatchObject({
    code: 'store-postgres/not-utf8',
    details: { encoding: 'SQL_ASCII' },
  })
})

test.skipIf(!there).each([
  [true, 'on'],
  [false, 'off'],
])(
  `[OPEN12] whatever the user's settings are, durable: %s commits with synchronous_commit %s${needs}`,
  async (durable, setting) => {
    const config = { connectionString: withUrl((u) => u.searchParams.set('options', '-c synchronous_commit=off')) }
    const session = await Session.open(placeFor('unused', { config, durable }))
    const [found] = await session.query<{ is: string }>({ text: `select current_setting('synchronous_commit') as is` })
    await session.close()
    expect(found?.is).toBe(setting)
  },
)

test.skipIf(!there)(`[OPEN13] closing twice, at once or one after another, is closing once${needs}`, async () => {
  const host = postgresStore({ url, schema: scratchSchema() })
  const store = host.tenant('acme')
  store.onCommit(() => {})
  await store.commit({ writes: [put(Boxes, 'one', box('one'), 'absent')] })
  await Promise.all([host.close(), host.close()])
  await host.close()
  await expect(store.head()).rejects.toMatchObject({ code: 'store/closed' })
})

test('[OPEN14] a store that was never used is closed without ever connecting', async () => {
  await postgresStore({ url: 'postgres://ada@127.0.0.1:1/desk' }).close()
})

/** Appendix A of the Postgres manual, and the class of answer that a person needs. */
test.each([
  ['28P01', 'not-admitted'],
  ['28000', 'not-admitted'],
  ['3D000', 'no-database'],
  ['42501', 'missing-right'],
  ['53100', 'disk-full'],
  ['53300', 'too-many-connections'],
  ['25006', 'read-only'],
  ['57014', 'timed-out'],
  ['57P03', 'refused'],
  ['42601', 'failed'],
])('[OPEN15] SQLSTATE %s is told as store-postgres/%s', (state, name) => {
  const waits = { connectTimeoutMs: 1, statementTimeoutMs: 1, patienceMs: 1 }
  const place = { config: {}, server: 'ada@db:5432/desk', schema: 'desk', durable: true, ...waits }
  const error = Object.assign(new pg.DatabaseError('the server said no', 1, 'error'), { code: state })
  expect(explain(error, place)).toMatchObject({ code: `store-postgres/${name}`, hint: expect.stringMatching(/.{20}/) })
  const inTheEnd = name === 'refused' || name === 'failed' ? 'connection-lost' : name
  expect(lost(error, place, 1_000)).toMatchObject({ code: `store-postgres/${inTheEnd}` })
})

test.skipIf(!there)(
  `[OPEN16] a server that gives no more connections is named when the patience ends${needs}`,
  async () => {
    const role = await scratchRole('login connection limit 1')
    const schema = scratchSchema()
    await asOwner((client) => client.query(postgresScript({ schema, role })))
    const store = open(schema, { url: withUrl((u) => (u.username = role)), patienceMs: 200 }).tenant('acme')
    await store.head()
    await expect(store.commit({ writes: [put(Boxes, 'one', box('one'), 'absent')] })).rejects.toMatchObject({
      code: 'store-postgres/too-many-connections',
    })
  },
)

test.skipIf(!there)(`[OPEN17] the mark of a process that ended is forgotten after a day${needs}`, async () => {
  const schema = scratchSchema()
  await firstUse({ url, schema })
  await asOwner((client) =>
    client.query(`insert into ${schema}.writers (id, last, seen) values
      (gen_random_uuid(), 7, now() - interval '25 hours'), (gen_random_uuid(), 8, now() - interval '23 hours')`),
  )
  await open(schema)
    .tenant('acme')
    .commit({ writes: [put(Boxes, 'one', box('one'), 'absent')] })
  const { rows } = await asOwner((client) => client.query(`select last::int from ${schema}.writers order by last`))
  expect(rows).toEqual([{ last: 1 }, { last: 8 }])
})
