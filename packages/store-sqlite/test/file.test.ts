import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { erase, put } from '@casewell/store'
import { expect, test } from 'vitest'
import { Boxes, box } from '../../store/test/engines/boxes.ts'
import { findSqlite } from '../src/connection/find.ts'
import { migrations } from '../src/file/migrations.ts'
import { openFile } from '../src/file/open.ts'
import { type SqliteOptions, sqliteStore } from '../src/index.ts'
import { scratchFile, scratchFolder } from './scratch.ts'
import { canMount, smallDisk } from './small-disk.ts'

const sqlite = findSqlite()
const threads = ['same', 'worker'] as const

test('[FILE1] a commit waits for the disk: WAL and synchronous=FULL, read back from the connection', () => {
  const connection = openFile(sqlite, { file: scratchFile(), busyTimeoutMs: 1_000 })
  const setting = (name: string): unknown =>
    Object.values(connection.prepare<Record<string, unknown>>(`PRAGMA ${name}`).all([])[0] ?? {})[0]
  expect([setting('journal_mode'), setting('synchronous'), setting('secure_delete')]).toEqual(['wal', 2, 1])
  connection.close()
})

test('[FILE1] a file that cannot have a WAL is refused', () => {
  const stubborn = { ...sqlite, open: (file: string) => withoutWal(sqlite.open(file)) }
  expect(() => openFile(stubborn, { file: scratchFile(), busyTimeoutMs: 1_000 })).toThrow(
    expect.objectContaining({
      code: 'store-sqlite/not-durable',
      details: expect.objectContaining({ setting: 'journal_mode', found: 'delete', needed: 'wal' }),
    }),
  )
})

/** As on a network file system: one asks for WAL and gets what there was. */
function withoutWal(connection: ReturnType<typeof sqlite.open>): typeof connection {
  return { ...connection, prepare: (sql) => connection.prepare(sql.replace('journal_mode = WAL', 'journal_mode')) }
}

test.each(threads)('[FILE2] what was committed is there after a restart (%s thread)', async (thread) => {
  const file = scratchFile()
  const before = sqliteStore({ file, thread })
  await before.tenant('acme').commit({ writes: [put(Boxes, 'one', box('one'), 'absent')] })
  await before.close()
  await before.close()
  expect(existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0).toBe(false)
  await using after = sqliteStore({ file, thread })
  expect(await after.tenant('acme').get(Boxes, 'one')).toMatchObject({ version: 1, doc: { label: 'one' } })
  await expect(before.tenant('acme').get(Boxes, 'one')).rejects.toMatchObject({ code: 'store/closed' })
})

test('[FILE3] what is erased is not in the file any more', async () => {
  const file = scratchFile()
  const secret = 'the maiden name of her grandmother'
  const host = sqliteStore({ file, thread: 'same' })
  const store = host.tenant('acme')
  await store.commit({ writes: [put(Boxes, 'one', box(secret, secret), 'absent')] })
  await store.commit({ writes: [erase(Boxes, 'one', 1)] })
  await host.close()
  expect(readFileSync(file).includes(secret)).toBe(false)
})

test('[FILE4] the database of another program is refused and stays as it is', () => {
  const file = scratchFile()
  const theirs = sqlite.open(file)
  theirs.exec('CREATE TABLE songs (title TEXT); PRAGMA application_id = 7')
  theirs.close()
  const before = readFileSync(file)
  expect(() => sqliteStore({ file })).toThrow(
    expect.objectContaining({ code: 'store-sqlite/not-ours', details: { file, application: 7 } }),
  )
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('[FILE5] a file of a newer layout is refused and stays as it is', async () => {
  const file = scratchFile()
  await sqliteStore({ file, thread: 'same' }).close()
  const newer = sqlite.open(file)
  newer.exec("INSERT INTO migrations VALUES (99, 'from the future', 0)")
  newer.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([])
  newer.close()
  const before = readFileSync(file)
  expect(() => sqliteStore({ file })).toThrow(
    expect.objectContaining({
      code: 'store-sqlite/newer-file',
      details: { file, found: 99, known: migrations.length },
    }),
  )
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('[FILE5] layouts are numbered in order, and the file says which it has', async () => {
  const file = scratchFile()
  await sqliteStore({ file, thread: 'same' }).close()
  const connection = sqlite.open(file)
  const found = connection.prepare<{ layout: number }>('SELECT layout FROM migrations ORDER BY layout').all([])
  connection.close()
  expect(found.map(({ layout }) => layout)).toEqual(migrations.map(({ layout }) => layout))
  expect(migrations.map(({ layout }) => layout)).toEqual(migrations.map((_, i) => i + 1))
})

test('[FILE6] a path without a folder, a folder, and a file that is no database are told apart', () => {
  const folder = scratchFolder()
  const missing = join(folder, 'missing')
  expect(() => sqliteStore({ file: join(missing, 'desk.db') })).toThrow(
    expect.objectContaining({
      code: 'store-sqlite/no-folder',
      details: { file: join(missing, 'desk.db'), folder: missing },
    }),
  )
  for (const misspelt of [{ fiel: 'desk.db' }, { file: '' }] as unknown as SqliteOptions[])
    expect(() => sqliteStore(misspelt)).toThrow(expect.objectContaining({ code: 'store-sqlite/no-file' }))
  expect(() => sqliteStore({ file: folder })).toThrow(expect.objectContaining({ code: 'store-sqlite/cannot-open' }))
  const letter = join(folder, 'letter.db')
  writeFileSync(letter, 'Dear Sir or Madam, this is not a database. '.repeat(200))
  expect(() => sqliteStore({ file: letter })).toThrow(expect.objectContaining({ code: 'store-sqlite/not-a-database' }))
  expect(readFileSync(letter, 'utf8')).toMatch(/^Dear Sir/)
})

test('[FILE6] a damaged file is named as damaged', async () => {
  const file = scratchFile()
  const host = sqliteStore({ file, thread: 'same' })
  const store = host.tenant('acme')
  for (let i = 0; i < 40; i++)
    await store.commit({ writes: [put(Boxes, `box-${i}`, box(`label ${i}`.repeat(20)), 'absent')] })
  await host.close()
  const bytes = readFileSync(file)
  bytes.fill(0xa5, 4096) // all pages but the first
  writeFileSync(file, bytes)
  const look = async () => {
    await using damaged = sqliteStore({ file, thread: 'same' })
    await damaged.tenant('acme').find(Boxes, { index: 'colour', limit: 100 })
  }
  await expect(look()).rejects.toMatchObject({ code: 'store-sqlite/corrupt' })
})

const isRoot = process.getuid?.() === 0
test.skipIf(isRoot)(
  '[FILE6] a file without the right to write is named as such (needs a user who is not root)',
  async () => {
    const file = scratchFile()
    await sqliteStore({ file, thread: 'same' }).close()
    chmodSync(file, 0o444)
    expect(() => sqliteStore({ file })).toThrow(expect.objectContaining({ code: 'store-sqlite/read-only' }))
  },
)

test.skipIf(!canMount)(
  '[FILE6] a file on a disk that is read-only is named as such (needs the right to mount)',
  async () => {
    const disk = smallDisk(2_048)
    const file = join(disk.folder, 'desk.db')
    await sqliteStore({ file, thread: 'same' }).close()
    disk.freeze()
    expect(() => sqliteStore({ file })).toThrow(expect.objectContaining({ code: 'store-sqlite/read-only' }))
  },
)
