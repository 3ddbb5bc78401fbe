import { newArticle } from '@casewell/knowledge'
import pg from 'pg'
import { expect, test } from 'vitest'
import { badSchemas, deadPort, scratchRole, silentPort, unreadable, withUrl } from '../../postgres/test/server.ts'
import { openWire, type Wire } from '../../postgres/test/wire.ts'
import { explain } from '../src/connect/fault.ts'
import { type PostgresKnowledgeOptions, postgresKnowledge, postgresKnowledgeScript } from '../src/index.ts'
import { stateTags } from '../src/reading/states.ts'
import { layout } from '../src/schema/layout.ts'
import { coach, everyone, put } from './corpus.ts'
import { asOwner, needs, open, scratchSchema, there, url } from './database.ts'

const run = test.skipIf(!there)
const newest = layout.migrations.length

/** The first question to a knowledge base, which is when it connects. */
async function firstUse(options: PostgresKnowledgeOptions): Promise<unknown> {
  const store = postgresKnowledge(options)
  try {
    return await store.get('a1', coach)
  } finally {
    await store.close()
  }
}

const lamp = newArticle('lamp', 'en', { title: 'The lamp flickers' }, { state: everyone })

test.each(badSchemas)('[OPEN1] %j is refused as a schema', (schema) => {
  const refused = expect.objectContaining({ code: 'knowledge-postgres/bad-schema' })
  expect(() => postgresKnowledge({ schema })).toThrow(refused)
  expect(() => postgresKnowledgeScript({ schema })).toThrow(refused)
})

test.each(unreadable)('[OPEN2] a URL that cannot be read is refused without repeating it: %s', (ending) => {
  expect(() => postgresKnowledge({ url: `postgres://ada:${ending}/db` })).toThrow(
    expect.objectContaining({ code: 'knowledge-postgres/bad-url', message: expect.not.stringMatching(/s3|cret|12/) }),
  )
})

test('[OPEN3] a port where nobody listens is named at once', async () => {
  const port = await deadPort()
  await expect(firstUse({ url: `postgres://ada:s3cret@127.0.0.1:${port}/desk` })).rejects.toMatchObject({
    code: 'knowledge-postgres/refused',
    details: { server: `ada@127.0.0.1:${port}/desk` },
  })
})

test('[OPEN4] a server that takes the call and says nothing is given up after the time-out', async () => {
  const silent = { url: `postgres://ada@127.0.0.1:${await silentPort()}/desk`, connectTimeoutMs: 100 }
  await expect(firstUse(silent)).rejects.toMatchObject({
    code: 'knowledge-postgres/too-slow-to-connect',
    details: { waitedMs: 100 },
  })
})

run(`[OPEN5] a schema that a newer release has opened is refused, and left as it is${needs}`, async () => {
  const schema = scratchSchema()
  await firstUse({ url, schema })
  await asOwner((client) =>
    client.query(`insert into ${schema}.knowledge_migrations (layout, name) values (${newest + 1}, 'of tomorrow')`),
  )
  await expect(firstUse({ url, schema })).rejects.toMatchObject({
    code: 'knowledge-postgres/newer-layout',
    details: { found: newest + 1, known: newest },
  })
})

run(`[OPEN6] a schema with tables of another program is refused, and left as it is${needs}`, async () => {
  const schema = scratchSchema()
  await asOwner((client) => client.query(`create schema ${schema}; create table ${schema}.articles (mine int)`))
  await expect(firstUse({ url, schema })).rejects.toMatchObject({
    code: 'knowledge-postgres/not-ours',
    details: { table: 'articles' },
  })
  const tables = `select relname from pg_class where relnamespace = '${schema}'::regnamespace and relkind = 'r'`
  const { rows } = await asOwner((client) => client.query<{ relname: string }>(tables))
  expect(rows).toEqual([{ relname: 'articles' }])
})

run(`[OPEN7] a user without the right to make the schema is told what is missing${needs}`, async () => {
  const role = await scratchRole()
  const schema = scratchSchema()
  const limited = withUrl((u) => (u.username = role))
  await expect(firstUse({ url: limited, schema })).rejects.toMatchObject({
    code: 'knowledge-postgres/missing-right',
    details: { schema },
  })
})

/** Appendix A of the Postgres manual, and the class of answer that a person needs. */
test.each([
  ['28P01', 'not-admitted'],
  ['3D000', 'no-database'],
  ['42501', 'missing-right'],
  ['53100', 'disk-full'],
  ['53300', 'too-many-connections'],
  ['25006', 'read-only'],
  ['57014', 'timed-out'],
  ['57P01', 'connection-lost'],
  ['57P03', 'refused'],
  ['42601', 'failed'],
])('[OPEN8] SQLSTATE %s is told as knowledge-postgres/%s', (state, name) => {
  const waits = { connectTimeoutMs: 1, statementTimeoutMs: 1 }
  const place = { config: {}, server: 'ada@db:5432/desk', schema: 'desk', connections: 1, ...waits }
  const error = Object.assign(new pg.DatabaseError('the server said no', 1, 'error'), { code: state })
  expect(explain(error, place)).toMatchObject({
    code: `knowledge-postgres/${name}`,
    hint: expect.stringMatching(/.{20}/),
  })
})

/** The first message with these words arrives, and its answer does not. */
function deafenOnce(words: string): Wire['onSent'] {
  let isDone = false
  return (text) => {
    if (isDone || !text.includes(words)) return 'pass'
    isDone = true
    return 'deafen'
  }
}

run(`[OPEN9] a lock that is not let go ends in timed-out, and nothing was written${needs}`, async () => {
  const schema = scratchSchema()
  const store = open(schema, { statementTimeoutMs: 1_500 })
  await put(store, lamp)
  await asOwner(async (client) => {
    await client.query(`begin; select from ${schema}.totals for update`)
    const refused = put(store, { ...lamp, owner: 'ada' }, 1)
    await expect(refused).rejects.toMatchObject({ code: 'knowledge-postgres/timed-out', details: { waitedMs: 1_500 } })
    expect((await store.search({ query: 'lamp', viewer: coach })).hits).toHaveLength(1) // readers wait for nobody
    await client.query('rollback')
  })
  expect((await put(store, { ...lamp, owner: 'ada' }, 1)).revision).toBe(2)
})

run(`[OPEN10] a question whose connection was cut is asked again on another one${needs}`, async () => {
  const wire = await openWire()
  const store = open(scratchSchema(), { url: wire.url, connections: 1 })
  await put(store, lamp)
  expect((await store.search({ query: 'lamp', viewer: coach })).hits).toHaveLength(1)
  const before = wire.calls()
  wire.onSent = deafenOnce('look')
  expect((await store.search({ query: 'lamp', viewer: coach })).hits).toHaveLength(1)
  expect(wire.calls()).toBe(before + 1)
})

run(
  `[OPEN10] a change whose connection was cut says so, and its conflict says that it was written${needs}`,
  async () => {
    const wire = await openWire()
    const store = open(scratchSchema(), { url: wire.url })
    await put(store, lamp)
    wire.onSent = deafenOnce('commit')
    await expect(put(store, { ...lamp, owner: 'ada' }, 1)).rejects.toMatchObject({
      code: 'knowledge-postgres/connection-lost',
    })
    await expect(put(store, { ...lamp, owner: 'ada' }, 1)).rejects.toMatchObject({ code: 'knowledge/conflict' })
    expect((await store.get('lamp', coach))?.owner).toBe('ada')
  },
)

run(`[OPEN11] closing twice is closing once, and finishes what is under way${needs}`, async () => {
  const store = postgresKnowledge({ url, schema: scratchSchema(), connections: 1 })
  const puts = ['a', 'b', 'c'].map((id) => put(store, { ...lamp, id }))
  const search = store.search({ query: 'lmap', viewer: coach })
  await Promise.all([store.close(), store.close()])
  await store.close()
  expect((await Promise.all(puts)).map(({ revision }) => revision)).toEqual([1, 1, 1])
  expect((await search).hits).toBeDefined()
  await expect(store.get('a', coach)).rejects.toMatchObject({ code: 'knowledge-postgres/closed' })
  await expect(put(store, { ...lamp, id: 'd' })).rejects.toMatchObject({ code: 'knowledge-postgres/closed' })
})

test('[OPEN12] a knowledge base that was never used is closed without ever connecting', async () => {
  await postgresKnowledge({ url: 'postgres://ada@127.0.0.1:1/desk' }).close()
})

test('[OPEN13] the byte that stands for a state never changes its meaning', () => {
  expect(stateTags).toHaveLength(33)
  expect([stateTags[0], stateTags[1], stateTags[2], stateTags[3]]).toEqual([
    ...['', 'wip/internal/experience', 'wip/internal/compliance', 'wip/partner/experience'],
  ])
  expect([stateTags[9], stateTags[23], stateTags[32]]).toEqual([
    ...['not-validated/internal/experience', 'validated/public/experience', 'archived/public/compliance'],
  ])
})

run(
  `[OPEN14] with what the script grants a role runs a knowledge base, and may make or drop no table${needs}`,
  async () => {
    const [role, schema] = [await scratchRole(), scratchSchema()]
    await asOwner((client) => client.query(postgresKnowledgeScript({ schema, role })))
    const store = open(schema, { url: withUrl((u) => (u.username = role)) })
    await put(store, lamp)
    await put(store, { ...lamp, owner: 'ada' }, 1)
    await store.learn?.('lamp', { case: 'c1', words: 'it blinks in the evening' })
    const { hits } = await store.search({ query: 'the lapm blinks', viewer: coach })
    expect(hits.map(({ article }) => article)).toEqual(['lamp'])
    expect(await store.complete?.('lam', coach)).toEqual(['lamp'])
    expect(await store.history?.('lamp', coach)).toHaveLength(2)
    for (const deed of [`create table ${schema}.mine ()`, `drop table ${schema}.articles`])
      await expect(asOwner((client) => client.query(`set role ${role}; ${deed}`))).rejects.toMatchObject({
        code: '42501',
      })
  },
)
