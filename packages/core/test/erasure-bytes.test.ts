import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreHost } from '@casewell/store'
import { postgresStore } from '@casewell/store-postgres'
import { sqliteStore } from '@casewell/store-sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { asOwner, needs, scratchSchema, there, url } from '../../postgres/test/server.ts'
import { createDesk, type Desk, type FileRef, type Seat } from '../src/index.ts'
import { found, live, people, tracesOf } from './planted.ts'

const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-erasure-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** Neighbours make pages split, move and fill, and stay. */
async function neighbours(ada: Seat, round: number): Promise<void> {
  for (let i = 0; i < 12; i++) {
    const text = `neighbour ${round} ${i} ${'x'.repeat((i * 397) % 3000)}`
    const { id } = await ada.cases.open({ subject: text, from: { email: `n${round}.${i}@example.org` }, text })
    await ada.cases.reply(id, { text })
  }
}

/** Four people in four scripts, each with a case; and a fifth whose content stays. */
async function settle(desk: Desk) {
  const [ada, root] = [desk.as({ id: 'ada', role: 'agent' }), desk.as({ id: 'root', role: 'admin' })]
  const keep = async (text: string): Promise<FileRef> => {
    const { blob, size } = await desk.blobs.write(Buffer.from(text))
    return { blob, size, name: `${text}.txt`, mime: 'text/plain', cid: null }
  }
  const stays = { script: 'stays', name: 'Ottilie Bleibtreu', email: 'ottilie@bleibt.example', words: 'bleibterhalten' }
  const customers: string[] = []
  const cases: string[] = []
  for (const [round, person] of [...people, stays].entries()) {
    await neighbours(ada, round)
    const id = await live(ada, keep, person)
    cases.push(id)
    customers.push((await ada.cases.get(id)).customer)
    await ada.cases.tag(id, { tag: 'sound' })
  }
  return { ada, root, stays, customers: customers.slice(0, people.length), cases, keep }
}

const open = (store: StoreHost): Promise<Desk> => createDesk({ store })
const gone = people.flatMap(tracesOf)

const data = there ? await dataFolder() : { reason: '' }
const why = there ? ('folder' in data ? '' : ` (${data.reason})`) : needs

describe('bytes', () => {
  test('[ERASE10] nothing of a person is left in the SQLite file, its WAL and its blobs', async () => {
    const folder = scratch()
    const desk = await open(sqliteStore({ file: join(folder, 'desk.db') }))
    await desk.start()
    const { root, ada, stays, customers, cases } = await settle(desk)
    expect(found([...gone, ...tracesOf(stays)], [folder])).toEqual([...gone, ...tracesOf(stays)])
    const before = await Promise.all(cases.map((id) => ada.cases.get(id)))
    for (const customer of customers) await root.privacy.erase({ customer })
    expect(found([...gone, ...tracesOf(stays)], [folder])).toEqual(tracesOf(stays)) // the desk is still at work
    const after = await Promise.all(cases.map((id) => ada.cases.get(id)))
    expect(after.map((c) => [c.messageCount, c.tags, c.status])).toEqual(
      before.map((c) => [c.messageCount, c.tags, c.status]),
    )
    await desk.stop()
    expect(found([...gone, ...tracesOf(stays)], [folder])).toEqual(tracesOf(stays))
  }, 60_000)

  test('[ERASE10] nothing of a case, a message or a file is left, each erased alone', async () => {
    const folder = scratch()
    const desk = await open(sqliteStore({ file: join(folder, 'desk.db') }))
    await desk.start()
    const lea = desk.as({ id: 'lea', role: 'lead' })
    const { ada, cases, keep } = await settle(desk)
    const id = cases.at(-1) ?? ''
    const { message } = await ada.cases.note(id, { text: 'wort-der-nachricht' })
    const file = { ...(await keep('bytes-der-datei')), name: 'name-der-datei' }
    const other = await ada.cases.note(id, { text: 'wort-das-bleibt', files: [file] })
    const planted = ['wort-der-nachricht', 'bytes-der-datei', 'name-der-datei', 'bleibterhalten', 'wort-das-bleibt']
    expect(found(planted, [folder])).toEqual(planted)
    await lea.privacy.erase({ message })
    expect(found(planted, [folder])).toEqual(planted.slice(1))
    await lea.privacy.erase({ message: other.message, file: file.blob })
    expect(found(planted, [folder])).toEqual(planted.slice(3))
    await lea.privacy.erase({ case: id })
    // The person is still known: their name, address and account; their words are not.
    expect(found([...planted, 'Ottilie Bleibtreu'], [folder])).toEqual(['bleibterhalten', 'Ottilie Bleibtreu'])
    await desk.stop()
  }, 60_000)

  test.skipIf(why !== '')(
    `[ERASE11] nothing of a person is left in Postgres' heap, index and TOAST files after VACUUM FULL${why}`,
    async () => {
      if (!('folder' in data)) return
      const schema = scratchSchema()
      const desk = await open(postgresStore({ url, schema }))
      // What is compressed could not be found: then a scan would prove nothing.
      await asOwner((client) => client.query(`alter table ${schema}.docs alter column json set storage external`))
      await desk.start()
      const { root, stays, customers } = await settle(desk)
      const look = async (): Promise<readonly string[]> => {
        await asOwner((client) => client.query('checkpoint'))
        return found([...gone, ...tracesOf(stays)], await filesOf(schema, data.folder))
      }
      expect(await look()).toEqual([...gone, ...tracesOf(stays)])
      for (const customer of customers) await root.privacy.erase({ customer })
      await vacuumFull(schema)
      expect(await look()).toEqual(tracesOf(stays))
      await desk.stop()
    },
    120_000,
  )
})

/** The server's own folder, if it is on this machine and can be read. */
async function dataFolder(): Promise<{ folder: string } | { reason: string }> {
  try {
    const folder = await asOwner(
      async (client) =>
        (await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`)).rows[0]
          ?.folder ?? '',
    )
    accessSync(join(folder, 'base'), constants.R_OK | constants.X_OK)
    return { folder }
  } catch (error) {
    return {
      reason: `needs to read the server's data_directory: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

const relations = (schema: string): string => `
  with own as (select c.oid, c.reltoastrelid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = '${schema}'),
  toast as (select reltoastrelid as oid from own where reltoastrelid <> 0
    union select i.indexrelid from pg_index i join own on i.indrelid = own.reltoastrelid)
  select pg_relation_filepath(oid) as file from (select oid from own union select oid from toast) all_of_them
  union select pg_relation_filepath('pg_statistic'::regclass)
  union select pg_relation_filepath(reltoastrelid) from pg_class where oid = 'pg_statistic'::regclass`

/** Heap, indexes and TOAST of the schema's tables, and the planner's samples of them. */
async function filesOf(schema: string, folder: string): Promise<string[]> {
  const { rows } = await asOwner((client) => client.query<{ file: string | null }>(relations(schema)))
  const files = rows.flatMap(({ file }) => (file === null ? [] : [join(folder, file)]))
  expect(files.length).toBeGreaterThan(12)
  return files.flatMap((file) => [file, `${file}.1`])
}

async function vacuumFull(schema: string): Promise<void> {
  await asOwner(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = '${schema}'`,
    )
    for (const { name } of rows) await client.query(`vacuum (full, analyze) ${schema}.${name}`)
    await client.query('vacuum full pg_catalog.pg_statistic')
  })
}
