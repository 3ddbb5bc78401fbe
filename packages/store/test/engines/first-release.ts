import { deadLetters, lagOf, put, type Store, type StoreHost } from '@casewell/store'
import { expect } from 'vitest'
import { idOf, Letters, Lost, many, Posted, strange } from './post-office.ts'
import { Posted as PostedNow, secondLetters } from './second-release.ts'

async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** All that the post office has written: documents, keys, tombstones, log, bytes, letters of the dead. */
export async function holdsWhatItHeld(host: StoreHost): Promise<void> {
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
}

/** Its documents and events come in the shape of today, and are found by the indexes of today. */
export async function readsAsToday(store: Store): Promise<void> {
  const Now = secondLetters()
  expect((await store.get(Now, idOf(7)))?.doc).toEqual({ first: 'ada', last: 'lovelace7', label: 'L7', photos: [] })
  await store.prepare({ events: [PostedNow] })
  expect((await store.readLog({ after: 6, limit: 1 }))[0]).toMatchObject({ version: 2, data: { cents: 560 } })
  await store.prepare({ collections: [Now] })
  expect(await store.count(Now, { index: 'last', equals: ['lovelace7'] }, 1000)).toBe(26)
  expect(await store.count(Letters, { index: 'to' }, 1000)).toBe(0)
}

/** An upgrade that was killed at the letter 230 goes on where it stopped. */
export async function goesOnUpgrading(store: Store): Promise<void> {
  const again: string[] = []
  const Now = secondLetters((label) => again.push(label))
  await store.prepare({ collections: [Now] })
  expect(again).toHaveLength(many - 201) // the first step, 200 letters without the erased one, was not done again
  expect(again).toContain('L230')
  expect(await store.count(Now, { index: 'last' }, 1000)).toBe(many - 1)
  expect(await store.count(Letters, { index: 'to' }, 1000)).toBe(0)
}

/** A backup of it can be restored into another store, and upgraded there. */
export async function isUpgradedElsewhere(host: StoreHost, other: StoreHost): Promise<void> {
  await other.restore(host.backup())
  const Now = secondLetters()
  await other.tenant('acme').prepare({ collections: [Now], events: [PostedNow] })
  expect(await other.tenant('acme').count(Now, { index: 'last' }, 1000)).toBe(many - 1)
  expect(await other.tenant('acme').readLog({ after: 0, limit: 1000 })).toHaveLength(many + 1)
}
