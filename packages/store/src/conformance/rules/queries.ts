import assert from 'node:assert/strict'
import { put, remove } from '../../write.ts'
import { Boxes, box, Keys } from '../boxes.ts'
import { idsOf, refused, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

/** What is asked of an index, and what comes back. */
export const queryRules: readonly Rule[] = [
  rule({
    id: 'ST31',
    says: 'A document stands in an index as it is now: its old rows leave, and an undefined part leaves it out.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({ writes: [put(Boxes, 'one', box({ colour: 'red', size: 1, label: 'L' }), 'absent')] })
      await store.commit({ writes: [put(Boxes, 'one', box({ colour: 'blue', size: 2 }), 1)] })
      assert.deepEqual(await idsOf(store, Boxes, { index: 'colour', equals: ['red'] }), [])
      assert.deepEqual(await idsOf(store, Boxes, { index: 'colour', equals: ['blue', 2] }), ['one'])
      assert.deepEqual(await idsOf(store, Boxes, { index: 'label' }), [])
      assert.equal(await store.count(Boxes, { index: 'colour' }, 10), 1)
      assert.deepEqual((await store.find(Boxes, { index: 'colour', limit: 1 })).items, [
        { id: 'one', doc: box({ colour: 'blue', size: 2 }), version: 2 },
      ])
    },
  }),
  rule({
    id: 'ST32',
    says: 'A document is found once under each of its several keys.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({
        writes: [
          put(Boxes, 'one', box({ tags: ['a', 'b', 'b', 'a'] }), 'absent'),
          put(Boxes, 'two', box({ tags: ['b', 'c'] }), 'absent'),
          put(Boxes, 'three', box({ tags: [] }), 'absent'),
        ],
      })
      assert.deepEqual(await idsOf(store, Boxes, { index: 'tag', equals: ['b'] }), ['one', 'two'])
      assert.deepEqual(await idsOf(store, Boxes, { index: 'tag' }, 1), ['one', 'one', 'two', 'two'])
      await store.commit({ writes: [put(Boxes, 'one', box({ tags: ['b', 'd'] }), 1)] })
      assert.deepEqual(await idsOf(store, Boxes, { index: 'tag' }), ['one', 'two', 'two', 'one'])
    },
  }),
  rule({
    id: 'ST33',
    says: 'Pages of any size give every document once, and the last one has no next.',
    async check({ host }) {
      const store = host.tenant('acme')
      const numbers = upTo(60)
      await store.commit({ writes: numbers.map((n) => put(Boxes, `b${n}`, box({ size: n % 7 }), 'absent')) })
      const expected = await idsOf(store, Boxes, { index: 'colour' })
      assert.equal(new Set(expected).size, numbers.length)
      for (const limit of [1, 2, 7, 20, 30, 59, 60, 61, 1000]) {
        assert.deepEqual(await idsOf(store, Boxes, { index: 'colour' }, limit), expected)
        const reverse = await idsOf(store, Boxes, { index: 'colour', order: 'desc' }, limit)
        assert.deepEqual(reverse, [...expected].reverse())
      }
      assert.equal((await store.find(Boxes, { index: 'colour', limit: 60 })).next, undefined)
      assert.notEqual((await store.find(Boxes, { index: 'colour', limit: 59 })).next, undefined)
      assert.deepEqual(await store.find(Boxes, { index: 'colour', equals: ['green'], limit: 5 }), { items: [] })
    },
  }),
  rule({
    id: 'ST34',
    says: 'A cursor neither skips nor repeats what stays, while other documents come and go, the one at the cursor too.',
    async check({ host }) {
      const store = host.tenant('acme')
      const id = (n: number): string => `b${String(n).padStart(3, '0')}`
      const at = (n: number) => put(Boxes, id(n), box({ size: n }), 'any')
      for (const order of ['asc', 'desc'] as const) {
        await store.commit({ writes: upTo(40).map((n) => at(n * 3)) })
        const seen: string[] = []
        for (let page = {}, round = 0; ; round++) {
          const { items, next } = await store.find(Boxes, { index: 'colour', order, limit: 4, ...page })
          seen.push(...items.map((item) => item.id))
          if (next === undefined) break
          page = { cursor: next }
          const last = items.at(-1)?.id ?? ''
          const swing = upTo(119).filter((n) => n % 3 === 1 + (round % 2) && id(n) !== last)
          await store.commit({ writes: [...swing.map(at), ...(round % 2 === 0 ? [remove(Boxes, last, 'any')] : [])] })
        }
        assert.equal(new Set(seen).size, seen.length, 'a document came twice')
        const stayed = upTo(40).map((n) => id(n * 3))
        assert.deepEqual(
          stayed.filter((one) => !seen.includes(one)),
          [],
        )
        await store.commit({ writes: upTo(120).map((n) => remove(Boxes, id(n), 'any')) })
      }
    },
  }),
  rule({
    id: 'ST35',
    says: 'A count is the number of rows of a stretch, at most its cap.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({ writes: upTo(30).map((n) => put(Keys, `k${n}`, { key: ['a', n] }, 'absent')) })
      const stretch = { index: 'key', equals: ['a'], from: 11 } as const
      for (const [cap, expected] of [
        [1, 1],
        [19, 19],
        [20, 20],
        [21, 20],
        [1_000_000, 20],
      ] as const)
        assert.equal(await store.count(Keys, stretch, cap), expected)
      assert.equal(await store.count(Keys, { index: 'key' }, 100), 30)
      assert.equal(await store.count(Keys, { index: 'key', equals: ['b'] }, 100), 0)
    },
  }),
  rule({
    id: 'ST36',
    says: 'A query that cannot be answered is refused: an index nobody declared, a limit, a cap, a cursor, a part that is none.',
    async check({ host }) {
      const store = host.tenant('acme')
      const undeclared = { index: 'toString' as 'colour', limit: 1 }
      await refused(store.find(Boxes, undeclared), 'store/bad-query')
      await refused(store.count(Boxes, undeclared, 1), 'store/bad-query')
      for (const limit of [0, -1, 1.5, 1001, Number.NaN, Number.POSITIVE_INFINITY])
        await refused(store.find(Boxes, { index: 'colour', limit }), 'store/bad-query')
      for (const cap of [0, -1, 0.5, Number.NaN])
        await refused(store.count(Boxes, { index: 'colour' }, cap), 'store/bad-query')
      for (const cursor of ['', 'x', 'bnVsbA', 'WzEsMl0'])
        await refused(store.find(Boxes, { index: 'colour', limit: 1, cursor }), 'store/bad-query')
      for (const from of [Number.NaN, Number.POSITIVE_INFINITY])
        await refused(store.find(Boxes, { index: 'colour', limit: 1, from }), 'store/bad-key')
      for (const [after, limit] of [
        [-1, 1],
        [0.5, 1],
        [0, 0],
        [0, 1.5],
        [Number.NaN, 1],
      ] as const)
        await refused(store.readLog({ after, limit }), 'store/bad-query')
      for (const limit of [0, 1001]) await refused(store.about('ada', { limit }), 'store/bad-query')
    },
  }),
  rule({
    id: 'ST37',
    says: 'Asked about a person, the store lists every document that concerns them, of any collection, page by page, as it is now.',
    async check({ host }) {
      const store = host.tenant('acme')
      const ids = upTo(25).map((n) => `b${String(n).padStart(2, '0')}`)
      await store.commit({
        writes: ids.map((id) => put(Boxes, id, box({ owners: ['ada', `${id}`, 'ada'] }), 'absent')),
      })
      await store.commit({ writes: [put(Boxes, 'c', box({ owners: ['ada lovelace', 'ad', 'ada\u0000'] }), 'absent')] })
      const pages = [...(await store.about('ada', { limit: 10 }))]
      for (const _ of upTo(2)) pages.push(...(await store.about('ada', { limit: 10, after: pages.at(-1) ?? '' })))
      assert.deepEqual(
        pages,
        ids.map((id) => `kit.boxes/${id}`),
      )
      await store.commit({ writes: [put(Boxes, 'b01', box({ owners: ['bob'] }), 1), remove(Boxes, 'b02', 1)] })
      assert.deepEqual((await store.about('ada', { limit: 1000 }))[0], 'kit.boxes/b03')
      assert.deepEqual(await store.about('bob', { limit: 10 }), ['kit.boxes/b01'])
    },
  }),
]
