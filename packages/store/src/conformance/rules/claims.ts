import assert from 'node:assert/strict'
import { erase, put, remove } from '../../write.ts'
import { Boxes, box } from '../boxes.ts'
import { conflicts, idsOf, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

/** How an id is taken, freed, and taken for ever. */
export const claimRules: readonly Rule[] = [
  rule({
    id: 'ST13',
    says: "'absent' is won once, also by callers who ask in the same moment; the losers learn the winner's version.",
    async check({ host }) {
      const store = host.tenant('acme')
      const claims = upTo(100).map((n) => store.commit({ writes: [put(Boxes, 'one', box({ size: n }), 'absent')] }))
      const outcomes = await Promise.allSettled(claims)
      const won = outcomes.filter(({ status }) => status === 'fulfilled')
      assert.equal(won.length, 1, `${won.length} callers won the same id`)
      for (const [i, { status }] of outcomes.entries()) {
        const claim = claims[i]
        if (status === 'fulfilled' || !claim) continue
        assert.deepEqual(await conflicts(claim), [
          { collection: 'kit.boxes', id: 'one', expected: 'absent', actual: 1 },
        ])
      }
      assert.deepEqual(await store.head(), { commit: 1, position: 0 })
    },
  }),
  rule({
    id: 'ST14',
    says: "'absent' is won once by all processes together.",
    needs: ['another'],
    async check({ host, another }) {
      const stores = [host.tenant('acme'), (await another()).tenant('acme')]
      for (const round of upTo(10)) {
        const claim = (n: number) => put(Boxes, `b${round}`, box({ size: n }), 'absent')
        const claims = upTo(10).flatMap((n) => stores.map((store) => store.commit({ writes: [claim(n)] })))
        const won = (await Promise.allSettled(claims)).filter(({ status }) => status === 'fulfilled')
        assert.equal(won.length, 1, `${won.length} callers won the same id`)
      }
      for (const store of stores) assert.equal((await store.head()).commit, 10)
    },
  }),
  rule({
    id: 'ST15',
    says: 'A deletion frees the id: it can be claimed again.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({ writes: [put(Boxes, 'one', box({ label: 'L', owners: ['ada'] }), 'absent')] })
      await store.commit({ writes: [remove(Boxes, 'one', 1)] })
      assert.equal(await store.get(Boxes, 'one'), undefined)
      assert.deepEqual(await idsOf(store, Boxes, { index: 'colour' }), [])
      assert.deepEqual(await store.about('ada', { limit: 1 }), [])
      await store.commit({ writes: [put(Boxes, 'one', box({ colour: 'blue' }), 'absent')] })
      assert.deepEqual(await store.get(Boxes, 'one'), { id: 'one', doc: box({ colour: 'blue' }), version: 3 })
    },
  }),
  rule({
    id: 'ST16',
    says: 'An erased document is gone from everywhere, and its id is taken for ever.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({ writes: [put(Boxes, 'one', box({ label: 'L', tags: ['t'], owners: ['ada'] }), 'absent')] })
      await store.commit({ writes: [erase(Boxes, 'one', 1)] })
      assert.equal(await store.get(Boxes, 'one'), undefined)
      for (const index of ['colour', 'label', 'tag'] as const) {
        assert.deepEqual(await idsOf(store, Boxes, { index }), [])
        assert.equal(await store.count(Boxes, { index }, 10), 0)
      }
      assert.deepEqual(await store.about('ada', { limit: 10 }), [])
      for (const expected of ['absent', 'any', 1, 2] as const)
        assert.deepEqual(await conflicts(store.commit({ writes: [put(Boxes, 'one', box(), expected)] })), [
          { collection: 'kit.boxes', id: 'one', expected, actual: 'erased' },
        ])
      await conflicts(store.commit({ writes: [remove(Boxes, 'one', 'any')] }))
      await store.commit({ writes: [put(Boxes, 'two', box({ label: 'L' }), 'absent')] }) // its unique key is free
    },
  }),
  rule({
    id: 'ST17',
    says: "With 'any', deleting what is absent changes nothing, erasing what is absent takes the id, erasing twice is once.",
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({ writes: [remove(Boxes, 'one', 'any')] })
      await store.commit({ writes: [put(Boxes, 'one', box(), 'absent')] })
      await store.commit({ writes: [erase(Boxes, 'two', 'any')] })
      await conflicts(store.commit({ writes: [put(Boxes, 'two', box(), 'absent')] }))
      await store.commit({ writes: [erase(Boxes, 'two', 'any')] })
      await conflicts(store.commit({ writes: [put(Boxes, 'two', box(), 'absent')] }))
      await conflicts(store.commit({ writes: [remove(Boxes, 'three', 1)] }))
    },
  }),
]
