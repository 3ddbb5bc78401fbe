import { eventType } from '@casewell/bus'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import {
  collection,
  eraseAbout,
  eraseDocument,
  exportAbout,
  type Held,
  memoryStore,
  put,
  type Store,
  type StoreHost,
} from '../src/index.ts'

const Letters = collection(
  'post.letters',
  z.object({ between: z.array(z.string()), text: z.string(), photos: z.array(z.string()) }),
  { version: 3, indexes: {}, about: (letter) => letter.between, blobs: (letter) => letter.photos },
)
const Parcels = collection('parcels', z.object({ to: z.string() }), { version: 1, indexes: {}, about: (p) => [p.to] })
const Posted = eventType('letter.posted', z.object({ stamps: z.number() }))

async function heldOn(store: Store, person: string): Promise<readonly Held[]> {
  const held: Held[] = []
  for await (const document of exportAbout(store, person)) held.push(document)
  return held
}

/** Ada and Bob write to each other; Cy gets parcels; one photo is in two letters. */
async function post(host: StoreHost) {
  const store = host.tenant('acme')
  const shared = (await store.blobs.write(Buffer.from('the sea'))).blob
  const own = (await store.blobs.write(Buffer.from('a face'))).blob
  await store.commit({
    writes: [
      put(Letters, 'a/b', { between: ['ada', 'bob'], text: 'hello', photos: [own, shared] }, 'absent'),
      put(Letters, 'b-c', { between: ['bob', 'cy'], text: 'hi', photos: [shared] }, 'absent'),
      put(Parcels, 'one', { to: 'ada' }, 'absent'),
    ],
    events: [Posted('a/b', { stamps: 1 })],
  })
  return { store, shared, own }
}

test('[PERSON1] an export holds every document about a person, of any collection, and which bytes they name', async () => {
  await using host = memoryStore()
  const { store, shared, own } = await post(host)
  const text = { between: ['ada', 'bob'], text: 'hello', photos: [own, shared] }
  expect(await heldOn(store, 'ada')).toEqual([
    { collection: 'parcels', id: 'one', version: 1, schema: 1, doc: { to: 'ada' }, blobs: [] },
    { collection: 'post.letters', id: 'a/b', version: 1, schema: 3, doc: text, blobs: [own, shared] },
  ])
  expect(await heldOn(store, 'nobody')).toEqual([])
  expect(await heldOn(host.tenant('other'), 'ada')).toEqual([])
})

test('[PERSON2] an erasure leaves no document about a person and no bytes that only these named; the log stands', async () => {
  await using host = memoryStore()
  const { store, shared, own } = await post(host)
  const done = await eraseAbout(store, 'ada')
  expect(done).toEqual({ documents: ['parcels/one', 'post.letters/a/b'], blobs: [own], kept: [shared], isWiped: true })
  expect(await heldOn(store, 'ada')).toEqual([])
  expect(await store.about('bob', { limit: 10 })).toEqual(['post.letters/b-c'])
  expect([await store.blobs.has(own), await store.blobs.has(shared)]).toEqual([false, true])
  expect((await store.head()).position).toBe(1)
  const again = put(Parcels, 'one', { to: 'ada' }, 'absent')
  await expect(store.commit({ writes: [again] })).rejects.toMatchObject({ details: { actual: 'erased' } })
})

test('[PERSON2] an erasure goes on while others write to the very documents', async () => {
  await using host = memoryStore()
  const store = host.tenant('acme')
  const ids = Array.from({ length: 250 }, (_, i) => `p${i}`)
  await store.commit({ writes: ids.map((id) => put(Parcels, id, { to: 'ada' }, 'absent')) })
  let isOver = false
  const busy = (async () => {
    for (let i = 0; !isOver; i++) {
      const { version = 0 } = (await store.get(Parcels, `p${i % 250}`)) ?? {}
      await store.commit({ writes: [put(Parcels, `p${i % 250}`, { to: 'ada' }, version)] }).catch(() => {})
    }
  })()
  const told: number[] = []
  const { documents } = await eraseAbout(store, 'ada', (n) => told.push(n))
  isOver = true
  await busy
  expect(documents.length).toBe(250)
  expect(told.at(-1)).toBe(250)
  expect(await store.about('ada', { limit: 1 })).toEqual([])
})

test('[PERSON3] one document is erased by its name, and its id is taken even if nothing stands there', async () => {
  await using host = memoryStore()
  const { store } = await post(host)
  await eraseDocument(store, 'parcels/one')
  await eraseDocument(store, 'parcels/two')
  expect(await store.get(Parcels, 'one')).toBeUndefined()
  for (const id of ['one', 'two']) {
    const claim = put(Parcels, id, { to: 'x' }, 'absent')
    await expect(store.commit({ writes: [claim] })).rejects.toMatchObject({ details: { actual: 'erased' } })
  }
  await expect(eraseDocument(store, 'casewell.subscriptions/x')).rejects.toMatchObject({ code: 'store/not-content' })
  await expect(eraseDocument(store, 'parcels')).rejects.toMatchObject({ code: 'store/bad-id' })
  await expect(eraseDocument(store, 'No Name/x')).rejects.toMatchObject({ code: 'store/bad-name' })
})

test('[PERSON4] whoever is erased, what is left is what does not concern them', async () => {
  const people = fc.constantFrom('ada', 'bob', 'cy', 'dora')
  const letters = fc.array(fc.uniqueArray(people, { minLength: 1, maxLength: 3 }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(letters, people, async (all, person) => {
      await using host = memoryStore()
      const store = host.tenant('acme')
      const writes = all.map((between, i) => put(Letters, `l${i}`, { between, text: '', photos: [] }, 'absent'))
      await store.commit({ writes })
      await eraseAbout(store, person)
      const left = (await store.all(Letters, { limit: 100 })).map(({ id }) => id).sort()
      expect(left).toEqual(all.flatMap((between, i) => (between.includes(person) ? [] : [`l${i}`])).sort())
    }),
    { numRuns: 60 },
  )
})

test('[PERSON5] a document is seen as it is stored, whatever its version; all of a collection page by page', async () => {
  await using host = memoryStore()
  const { store } = await post(host)
  expect(await store.inspect('parcels/one')).toEqual({
    collection: 'parcels',
    id: 'one',
    version: 1,
    schema: 1,
    doc: { to: 'ada' },
  })
  for (const nothing of ['parcels/two', 'parcels', '', 'x/y/z']) expect(await store.inspect(nothing)).toBeUndefined()
  expect((await store.all(Letters, { limit: 1 })).map(({ id }) => id)).toEqual(['a/b'])
  expect((await store.all(Letters, { limit: 1, after: 'a/b' })).map(({ id }) => id)).toEqual(['b-c'])
  await expect(store.all(Letters, { limit: 0 })).rejects.toMatchObject({ code: 'store/bad-query' })
})
