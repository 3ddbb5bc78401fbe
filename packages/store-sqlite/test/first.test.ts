import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deadLetters, lagOf, put, type StoreHost } from '@casewell/store'
import { expect, onTestFinished, test } from 'vitest'
import { programsIn } from '../../../tooling/programs.ts'
import { idOf, Letters, Lost, many, Posted, strange } from '../../store/test/engines/post-office.ts'
import { Posted as PostedNow, secondLetters } from '../../store/test/engines/second-release.ts'
import { findSqlite } from '../src/connection/find.ts'
import { migrations } from '../src/file/migrations.ts'
import { sqliteStore } from '../src/index.ts'
import { scratchFile } from './scratch.ts'

const start = await programsIn(join(import.meta.dirname, 'programs'))

const fixture = join(import.meta.dirname, 'first/first.db')

/** A copy of what the first release wrote. */
function copyOfFirst(): string {
  const file = scratchFile()
  cpSync(fixture, file)
  cpSync(`${fixture}.blobs`, `${file}.blobs`, { recursive: true })
  return file
}

function open(file: string): StoreHost {
  const host = sqliteStore({ file })
  onTestFinished(() => host.close())
  return host
}

async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

test('[FIRST1] the fixture is a file of layout 1', () => {
  const connection = findSqlite().open(copyOfFirst())
  expect(connection.prepare('SELECT layout FROM migrations').all([])).toMatchObject([{ layout: 1 }])
  connection.close()
  expect(readFileSync(fixture).subarray(0, 15).toString()).toBe('SQLite format 3')
  expect(migrations[0]?.layout).toBe(1)
})

test('[FIRST1] what the first release wrote is all there: documents, keys, tombstones, log, bytes, letters of the dead', async () => {
  const host = open(copyOfFirst())
  const store = host.tenant('acme')
  await store.prepare({ collections: [Letters], events: [Posted, Lost] })
  expect(await store.get(Letters, idOf(7))).toMatchObject({ doc: { to: 'ada lovelace7', label: 'L7' }, version: 1 })
  expect(await store.count(Letters, { index: 'to' }, 1000)).toBe(many - 1)
  expect(await store.about('ada', { limit: 1000 })).toHaveLength(many - 1)
  const clash = put(Letters, 'another', { to: 'bob', label: 'L9', photos: [] }, 'absent')
  await expect(store.commit({ writes: [clash] })).rejects.toMatchObject({ details: { holder: idOf(9) } })
  const again = put(Letters, idOf(2), { to: 'bob', label: 'L2', photos: [] }, 'absent')
  await expect(store.commit({ writes: [again] })).rejects.toMatchObject({ details: { actual: 'erased' } })
  const log = await store.readLog({ after: 0, limit: 1000 })
  expect(log.map(({ position }) => position)).toEqual(Array.from({ length: many + 1 }, (_, i) => i + 1))
  expect(log.at(-1)).toMatchObject({ type: 'letter.lost', subject: strange, data: { where: strange } })
  const [photo = ''] = (await store.get(Letters, idOf(1)))?.doc.photos ?? []
  expect(await textOf(store.blobs.read(photo))).toBe('a photo')
  expect((await deadLetters(store, 'reader')).items).toMatchObject([
    { position: many + 1, error: 'nobody knows where' },
  ])
  expect(await lagOf(store, 'reader')).toBe(0)
  expect(await host.tenant('beta').head()).toEqual({ commit: 1, position: 1 })
})

test('[FIRST2] documents and events of the first release are read in the shape of today', async () => {
  const store = open(copyOfFirst()).tenant('acme')
  const Now = secondLetters()
  expect((await store.get(Now, idOf(7)))?.doc).toEqual({ first: 'ada', last: 'lovelace7', label: 'L7', photos: [] })
  await store.prepare({ events: [PostedNow] })
  expect((await store.readLog({ after: 6, limit: 1 }))[0]).toMatchObject({ version: 2, data: { cents: 560 } })
  await store.prepare({ collections: [Now] })
  expect(await store.count(Now, { index: 'last', equals: ['lovelace7'] }, 1000)).toBe(26)
  expect(await store.count(Letters, { index: 'to' }, 1000)).toBe(0)
})

test('[FIRST3] an upgrade that is killed goes on where it stopped', async () => {
  const file = copyOfFirst()
  const first = start('upgrade', file, 'L230')
  expect(await first.ended()).toBe(null)
  const again: string[] = []
  const Now = secondLetters((label) => again.push(label))
  const store = open(file).tenant('acme')
  await store.prepare({ collections: [Now] })
  expect(again).toHaveLength(many - 201) // the first step, 200 letters without the erased one, was not done again
  expect(again).toContain('L230')
  expect(await store.count(Now, { index: 'last' }, 1000)).toBe(many - 1)
  expect(await store.count(Letters, { index: 'to' }, 1000)).toBe(0)
}, 60_000)

test('[FIRST4] a backup of it can be restored, and upgraded there', async () => {
  const host = open(copyOfFirst())
  const other = open(scratchFile())
  await other.restore(host.backup())
  const Now = secondLetters()
  await other.tenant('acme').prepare({ collections: [Now], events: [PostedNow] })
  expect(await other.tenant('acme').count(Now, { index: 'last' }, 1000)).toBe(many - 1)
  expect(await other.tenant('acme').readLog({ after: 0, limit: 1000 })).toHaveLength(many + 1)
})
