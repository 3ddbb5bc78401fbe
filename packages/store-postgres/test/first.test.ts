import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deadLetters, lagOf, memoryStore, put } from '@casewell/store'
import { expect, test } from 'vitest'
import { programsIn } from '../../../tooling/programs.ts'
import { idOf, Letters, Lost, many, Posted, strange } from '../../store/test/engines/post-office.ts'
import { Posted as PostedNow, secondLetters } from '../../store/test/engines/second-release.ts'
import { asOwner, needs, open, scratchSchema, there, url } from './database.ts'

const start = await programsIn(join(import.meta.dirname, 'programs'))

const fixture = readFileSync(join(import.meta.dirname, 'first/first.sql'), 'utf8')

/** A schema with what the first release wrote. */
async function copyOfFirst(): Promise<string> {
  const schema = scratchSchema()
  await asOwner((client) => client.query(fixture.replaceAll('first_release', schema)))
  return schema
}

async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

test.skipIf(!there)(
  `[FIRST1] the fixture is a schema of layout 1${needs}`,
  async () => {
    const schema = await copyOfFirst()
    const layouts = await asOwner((client) =>
      client.query<{ layout: number }>(`select layout from ${schema}.migrations`),
    )
    expect(layouts.rows[0]).toEqual({ layout: 1 })
  },
  60_000,
)

test.skipIf(!there)(
  `[FIRST1] what the first release wrote is all there: documents, keys, tombstones, log, bytes, letters of the dead${needs}`,
  async () => {
    const host = open(await copyOfFirst())
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
  },
  60_000,
)

test.skipIf(!there)(
  `[FIRST2] documents and events of the first release are read in the shape of today${needs}`,
  async () => {
    const store = open(await copyOfFirst()).tenant('acme')
    const Now = secondLetters()
    expect((await store.get(Now, idOf(7)))?.doc).toEqual({ first: 'ada', last: 'lovelace7', label: 'L7', photos: [] })
    await store.prepare({ events: [PostedNow] })
    expect((await store.readLog({ after: 6, limit: 1 }))[0]).toMatchObject({ version: 2, data: { cents: 560 } })
    await store.prepare({ collections: [Now] })
    expect(await store.count(Now, { index: 'last', equals: ['lovelace7'] }, 1000)).toBe(26)
    expect(await store.count(Letters, { index: 'to' }, 1000)).toBe(0)
  },
  60_000,
)

test.skipIf(!there)(
  `[FIRST3] an upgrade that is killed goes on where it stopped${needs}`,
  async () => {
    const schema = await copyOfFirst()
    const first = start('upgrade', url, schema, 'L230')
    expect(await first.ended()).toBe(null)
    const again: string[] = []
    const Now = secondLetters((label) => again.push(label))
    const store = open(schema).tenant('acme')
    await store.prepare({ collections: [Now] })
    expect(again).toHaveLength(many - 201) // the first step, 200 letters without the erased one, was not done again
    expect(again).toContain('L230')
    expect(await store.count(Now, { index: 'last' }, 1000)).toBe(many - 1)
    expect(await store.count(Letters, { index: 'to' }, 1000)).toBe(0)
  },
  60_000,
)

test.skipIf(!there)(
  `[FIRST4] a backup of it can be restored, and upgraded there${needs}`,
  async () => {
    const host = open(await copyOfFirst())
    await using other = memoryStore()
    await other.restore(host.backup())
    const Now = secondLetters()
    await other.tenant('acme').prepare({ collections: [Now], events: [PostedNow] })
    expect(await other.tenant('acme').count(Now, { index: 'last' }, 1000)).toBe(many - 1)
    expect(await other.tenant('acme').readLog({ after: 0, limit: 1000 })).toHaveLength(many + 1)
  },
  60_000,
)
