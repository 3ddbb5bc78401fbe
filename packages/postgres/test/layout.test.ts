import { layoutScript, migrate } from '@casewell/postgres'
import { expect, test } from 'vitest'
import { connect, diary, placeFor } from './diary.ts'
import { asciiDatabase, asOwner, needs, scratchRole, scratchSchema, there, withUrl } from './server.ts'

const run = test.skipIf(!there)

const columnsOf = (schema: string): Promise<readonly string[]> =>
  asOwner(async (client) => {
    const text = `select column_name as name from information_schema.columns
      where table_schema = $1 and table_name = 'pages' order by ordinal_position`
    return (await client.query<{ name: string }>(text, [schema])).rows.map(({ name }) => name)
  })

const stepsOf = (schema: string): Promise<readonly string[]> =>
  asOwner(async (client) => {
    const { rows } = await client.query<{ name: string }>(`select name from ${schema}.diary_migrations order by layout`)
    return rows.map(({ name }) => name)
  })

const broken = {
  layout: 3,
  name: 'broken',
  sql: (s: string) => `alter table ${s}.pages add torn text; drop table ${s}.nowhere;`,
}

run(`[LAYOUT1] a schema is made step by step, and goes on from the layout that it has${needs}`, async () => {
  const [old, fresh] = [placeFor(scratchSchema()), placeFor(scratchSchema())]
  const session = await connect()
  await migrate(session, old, diary(1))
  expect(await columnsOf(old.schema)).toEqual(['day', 'words'])
  await migrate(session, old, diary(2))
  await migrate(session, fresh, diary(2))
  for (const { schema } of [old, fresh]) {
    expect(await columnsOf(schema)).toEqual(['day', 'words', 'mood'])
    expect(await stepsOf(schema)).toEqual(['pages', 'moods'])
  }
})

run(`[LAYOUT2] a step that fails leaves nothing of itself, nor of those before it${needs}`, async () => {
  const place = placeFor(scratchSchema())
  const session = await connect()
  await migrate(session, place, diary(1))
  await expect(migrate(session, place, diary(2, [broken]))).rejects.toMatchObject({ code: '42P01' })
  expect(await columnsOf(place.schema)).toEqual(['day', 'words'])
  expect(await stepsOf(place.schema)).toEqual(['pages'])
})

run(`[LAYOUT2] of four who come at the same moment one makes it${needs}`, async () => {
  const place = placeFor(scratchSchema())
  const sessions = await Promise.all([1, 2, 3, 4].map(() => connect()))
  await Promise.all(sessions.map((session) => migrate(session, place, diary(2))))
  expect(await stepsOf(place.schema)).toEqual(['pages', 'moods'])
  expect(sessions.filter(({ asked }) => asked.some((sql) => sql.startsWith('create schema')))).toHaveLength(1)
})

run(`[LAYOUT3] a schema that has the newest layout is only read${needs}`, async () => {
  const place = placeFor(scratchSchema())
  await migrate(await connect(), place, diary(2))
  const session = await connect()
  await migrate(session, place, diary(2))
  for (const sql of session.asked) expect(sql).toMatch(/^select /)
})

run(`[LAYOUT4] a schema that a newer release has opened is refused${needs}`, async () => {
  const place = placeFor(scratchSchema())
  await migrate(await connect(), place, diary(2))
  await expect(migrate(await connect(), place, diary(1))).rejects.toMatchObject({
    code: 'diary/newer-layout',
    details: { found: 2, known: 1 },
  })
  expect(await stepsOf(place.schema)).toEqual(['pages', 'moods'])
})

run(`[LAYOUT5] a schema with tables of another program is refused${needs}`, async () => {
  const place = placeFor(scratchSchema())
  await asOwner((client) =>
    client.query(`create schema ${place.schema}; create table ${place.schema}.pages (mine int)`),
  )
  await expect(migrate(await connect(), place, diary(2))).rejects.toMatchObject({
    code: 'diary/not-ours',
    details: { table: 'pages' },
  })
  expect(await columnsOf(place.schema)).toEqual(['mine'])
})

run(`[LAYOUT6] who was given a schema makes the tables in it; who was not is told by the server${needs}`, async () => {
  const [role, given, other] = [await scratchRole(), placeFor(scratchSchema()), placeFor(scratchSchema())]
  await asOwner((client) => client.query(`create schema ${given.schema} authorization ${role}`))
  const session = await connect(withUrl((u) => (u.username = role)))
  await migrate(session, given, diary(2))
  expect(await stepsOf(given.schema)).toEqual(['pages', 'moods'])
  await expect(migrate(session, other, diary(2))).rejects.toMatchObject({ code: '42501' })
})

run(`[LAYOUT7] a database in another encoding than UTF8 is refused${needs}`, async () => {
  const session = await connect(await asciiDatabase())
  await expect(migrate(session, placeFor('diary'), diary(2))).rejects.toMatchObject({
    code: 'diary/not-utf8',
    details: { encoding: 'SQL_ASCII' },
  })
})

run(`[SCRIPT1] a script leaves nothing to do for who opens the schema then${needs}`, async () => {
  const place = placeFor(scratchSchema())
  await asOwner((client) => client.query(layoutScript(place, diary(2))))
  expect(await columnsOf(place.schema)).toEqual(['day', 'words', 'mood'])
  const session = await connect()
  await migrate(session, place, diary(2))
  for (const sql of session.asked) expect(sql).toMatch(/^select /)
})

run(`[SCRIPT2] its role reads and writes, and may change no table, nor the ledger${needs}`, async () => {
  const [role, place] = [await scratchRole(), placeFor(scratchSchema())]
  await asOwner((client) => client.query(layoutScript({ ...place, role }, diary(2))))
  const session = await connect(withUrl((u) => (u.username = role)))
  await migrate(session, place, diary(2))
  await session.run(`insert into ${place.schema}.pages values ('2024-05-01', 'rain', 'fine')`)
  await session.run(`update ${place.schema}.pages set mood = 'better'; delete from ${place.schema}.pages`)
  for (const deed of ['create table %.mine ()', 'drop table %.pages', 'delete from %.diary_migrations'])
    await expect(session.run(deed.replace('%', place.schema))).rejects.toMatchObject({ code: '42501' })
})

test('[SCRIPT2] a role of any name is quoted', () => {
  expect(layoutScript({ schema: 'diary', role: 'ada"; drop' }, diary(1))).toContain('to "ada""; drop";')
})
