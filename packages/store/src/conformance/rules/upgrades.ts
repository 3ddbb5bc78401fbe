import assert from 'node:assert/strict'
import * as z from 'zod'
import { collection } from '../../collection.ts'
import type { Store } from '../../store.ts'
import { put } from '../../write.ts'
import { idsOf, refused, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

const V1 = collection('kit.crates', z.object({ name: z.string() }), { version: 1, indexes: { name: (c) => [c.name] } })

const Named = z.object({ first: z.string(), last: z.string() })

/** A later release of the same collection: another shape, another index. */
function secondVersion(upgrade: (doc: unknown) => unknown = split) {
  return collection('kit.crates', Named, { version: 2, indexes: { last: (c) => [c.last] }, upgrade })
}

function split(doc: unknown): unknown {
  const [first, last] = (doc as { name: string }).name.split(' ') // what version 1 has stored
  return { first, last }
}

const idOf = (n: number): string => `c${String(n).padStart(4, '0')}`

async function furnish(store: Store, crates: number): Promise<void> {
  await store.commit({
    writes: upTo(crates).map((n) => put(V1, idOf(n), { name: `first${n} last${n % 10}` }, 'absent')),
  })
}

/** What a new release finds. */
export const upgradeRules: readonly Rule[] = [
  rule({
    id: 'ST60',
    says: 'A document of an older schema version is read in the shape of today, and written in it.',
    async check({ host }) {
      const store = host.tenant('acme')
      const V2 = secondVersion()
      await furnish(store, 1)
      const read = await store.get(V2, idOf(1))
      assert.deepEqual(read, { id: idOf(1), doc: { first: 'first1', last: 'last1' }, version: 1 })
      await store.commit({ writes: [put(V2, idOf(1), { first: 'a', last: 'b' }, 1)] })
      await refused(store.get(V1, idOf(1)), 'store/newer-schema')
    },
  }),
  rule({
    id: 'ST61',
    says: 'After prepare, every document is found by the indexes of today and by no others.',
    async check({ host }) {
      const store = host.tenant('acme')
      const V2 = secondVersion()
      await furnish(store, 450)
      await store.prepare({ collections: [V2] })
      assert.equal(await store.count(V2, { index: 'last', equals: ['last7'] }, 1000), 45)
      assert.equal((await idsOf(store, V2, { index: 'last' }, 100)).length, 450)
      assert.deepEqual(await idsOf(store, V1, { index: 'name' }), [])
      const { commit } = await store.head()
      await store.prepare({ collections: [V2] })
      assert.equal((await store.head()).commit, commit, 'what is up to date was written again')
    },
  }),
  rule({
    id: 'ST62',
    says: 'A prepare that was interrupted goes on where it stopped.',
    async check({ host }) {
      const store = host.tenant('acme')
      let isBroken = true
      const V2 = secondVersion((doc) => {
        if (isBroken && (doc as { name: string }).name.startsWith('first700 ')) throw new Error('the power went out')
        return split(doc)
      })
      await furnish(store, 900)
      await assert.rejects(store.prepare({ collections: [V2] }), /the power went out/)
      const done = await store.get(V2, idOf(1))
      assert.ok(done && done.version > 1, 'nothing was done before the interruption')
      isBroken = false
      await store.prepare({ collections: [V2] })
      assert.equal(await store.count(V2, { index: 'last' }, 1000), 900)
      assert.deepEqual(await store.get(V2, idOf(1)), done)
    },
  }),
  rule({
    id: 'ST63',
    says: 'A document that does not fit the new version is named, and stays as it was.',
    async check({ host }) {
      const store = host.tenant('acme')
      await furnish(store, 3)
      const Wrong = secondVersion((doc) => ({ first: (doc as { name: string }).name, last: 7 }))
      await refused(store.get(Wrong, idOf(2)), 'store/bad-document')
      await refused(store.prepare({ collections: [Wrong] }), 'store/bad-document')
      assert.deepEqual(await store.get(V1, idOf(2)), { id: idOf(2), doc: { name: 'first2 last2' }, version: 1 })
    },
  }),
  rule({
    id: 'ST64',
    says: 'A process that knows only the older version is refused, from the moment the upgrade began.',
    needs: ['another'],
    async check({ host, another }) {
      const store = host.tenant('acme')
      await furnish(store, 3)
      await store.prepare({ collections: [secondVersion()] })
      const older = (await another()).tenant('acme')
      await refused(older.prepare({ collections: [V1] }), 'store/newer-schema')
      await refused(older.get(V1, idOf(1)), 'store/newer-schema')
    },
  }),
  rule({
    id: 'ST65',
    says: 'Two different collections of one name are refused.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.prepare({ collections: [V1] })
      await store.prepare({ collections: [V1] })
      await refused(store.prepare({ collections: [secondVersion()] }), 'store/same-name')
    },
  }),
]
