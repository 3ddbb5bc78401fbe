import assert from 'node:assert/strict'
import type { Store } from '../../store.ts'
import { check, erase, put, remove, type Write } from '../../write.ts'
import { Boxes, box, opened, Texts } from '../boxes.ts'
import { conflicts, idsOf, refused, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

/** Every way in which one write can keep a commit from happening. `one` stands at version 1, `gone` was erased. */
const failing: readonly Write[] = [
  put(Boxes, 'one', box(), 'absent'),
  put(Boxes, 'one', box(), 7),
  put(Boxes, 'three', box(), 7),
  put(Boxes, 'three', box({ label: 'L' }), 'absent'),
  put(Boxes, 'gone', box(), 'any'),
  remove(Boxes, 'one', 7),
  erase(Boxes, 'one', 7),
  check(Boxes, 'one', 'absent'),
  check(Boxes, 'three', 7),
]

async function furnish(store: Store): Promise<void> {
  await store.commit({
    writes: [put(Boxes, 'one', box({ label: 'L' }), 'absent'), put(Boxes, 'gone', box(), 'absent')],
    events: [opened('one')],
  })
  await store.commit({ writes: [erase(Boxes, 'gone', 1)] })
}

const whole = async (store: Store): Promise<unknown> => [
  await store.head(),
  await store.readLog({ after: 0, limit: 100 }),
  await store.find(Boxes, { index: 'colour', limit: 100 }),
  await store.find(Boxes, { index: 'tag', limit: 100 }),
  await store.about('ada', { limit: 100 }),
  await store.get(Boxes, 'two'),
]

/** What a commit is: everything of it or nothing, numbered, and seen at once. */
export const commitRules: readonly Rule[] = [
  rule({
    id: 'ST1',
    says: 'A commit writes its documents and its events, and its receipt says where they stand.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({ events: [opened('before')] })
      const receipt = await store.commit({
        writes: [put(Boxes, 'one', box(), 'absent'), put(Texts, 'one', { text: 'hello' }, 'absent')],
        events: [opened('one'), opened('two')],
      })
      assert.deepEqual(receipt, { commit: 2, positions: [2, 3] })
      assert.deepEqual(await store.get(Boxes, 'one'), { id: 'one', doc: box(), version: 2 })
      assert.deepEqual(await store.get(Texts, 'one'), { id: 'one', doc: { text: 'hello' }, version: 2 })
      const log = await store.readLog({ after: 1, limit: 10 })
      assert.deepEqual(
        log.map(({ position, subject }) => [position, subject]),
        [
          [2, 'one'],
          [3, 'two'],
        ],
      )
      assert.deepEqual(await store.head(), { commit: 2, position: 3 })
    },
  }),
  rule({
    id: 'ST2',
    says: 'A commit that conflicts leaves no trace: no document, no index row, no event, no number.',
    async check({ host }) {
      const store = host.tenant('acme')
      await furnish(store)
      const before = await whole(store)
      const good = put(Boxes, 'two', box({ tags: ['t'], owners: ['ada'] }), 'absent')
      for (const bad of failing) {
        await conflicts(store.commit({ writes: [good, bad], events: [opened('two')] }))
        await conflicts(store.commit({ writes: [bad, good], events: [opened('two')] }))
        assert.deepEqual(await whole(store), before)
      }
      const { commit, positions } = await store.commit({ writes: [good], events: [opened('two')] })
      assert.deepEqual([commit, positions], [3, [2]])
    },
  }),
  rule({
    id: 'ST3',
    says: 'Positions are dense from 1, in the order of the commits.',
    async check({ host }) {
      const store = host.tenant('acme')
      const receipts = await Promise.all(
        upTo(60).map((n) =>
          store
            .commit({
              writes: n % 5 === 0 ? [check(Boxes, 'nobody', 1)] : [],
              events: upTo(n % 4).map(() => opened(`${n}`)),
            })
            .catch(() => undefined),
        ),
      )
      const made = receipts.filter((receipt) => receipt !== undefined)
      assert.equal(made.length, 48)
      made.sort((a, b) => a.commit - b.commit)
      const positions = made.flatMap((receipt) => receipt.positions)
      assert.deepEqual(positions, upTo(positions.length))
      const log = await store.readLog({ after: 0, limit: 1000 })
      assert.deepEqual(
        log.map(({ position }) => position),
        positions,
      )
    },
  }),
  rule({
    id: 'ST4',
    says: 'Commits are numbered densely from 1, and the version of a document is the number of the commit that wrote it.',
    async check({ host }) {
      const store = host.tenant('acme')
      for (const n of upTo(5)) {
        assert.equal((await store.commit({ writes: [put(Boxes, `b${n}`, box(), 'absent')] })).commit, n)
        await conflicts(store.commit({ writes: [put(Boxes, 'b1', box(), 'absent')] }))
        assert.equal((await store.get(Boxes, `b${n}`))?.version, n)
      }
      assert.equal((await store.commit({ writes: [put(Boxes, 'b2', box(), 2)] })).commit, 6)
      assert.equal((await store.get(Boxes, 'b2'))?.version, 6)
      assert.equal((await store.get(Boxes, 'b3'))?.version, 3)
      assert.equal((await store.head()).commit, 6)
    },
  }),
  rule({
    id: 'ST5',
    says: 'A document is written over the version that was expected, and over no other.',
    async check({ host }) {
      const store = host.tenant('acme')
      const first = (await store.commit({ writes: [put(Boxes, 'one', box({ size: 1 }), 'absent')] })).commit
      const second = (await store.commit({ writes: [put(Boxes, 'one', box({ size: 2 }), first)] })).commit
      for (const stale of [first, second + 1, 0]) {
        const [conflict] = await conflicts(store.commit({ writes: [put(Boxes, 'one', box({ size: 9 }), stale)] }))
        assert.deepEqual(conflict, { collection: 'kit.boxes', id: 'one', expected: stale, actual: second })
      }
      for (const write of [remove(Boxes, 'one', first), erase(Boxes, 'one', first), put(Boxes, 'two', box(), first)])
        await conflicts(store.commit({ writes: [write] }))
      assert.equal((await store.get(Boxes, 'one'))?.doc.size, 2)
      await store.commit({ writes: [put(Boxes, 'one', box({ size: 3 }), 'any')] })
      assert.equal((await store.get(Boxes, 'one'))?.doc.size, 3)
    },
  }),
  rule({
    id: 'ST6',
    says: 'Versions never repeat, also not after a deletion.',
    async check({ host }) {
      const store = host.tenant('acme')
      const seen = new Set<number>()
      for (const n of upTo(5)) {
        await store.commit({ writes: [put(Boxes, 'one', box({ size: n }), 'absent')] })
        const version = (await store.get(Boxes, 'one'))?.version ?? 0
        assert.ok(!seen.has(version), `version ${version} came twice`)
        for (const old of seen) await conflicts(store.commit({ writes: [put(Boxes, 'one', box(), old)] }))
        seen.add(version)
        await store.commit({ writes: [remove(Boxes, 'one', version)] })
      }
    },
  }),
  rule({
    id: 'ST7',
    says: 'A check writes nothing, and the commit fails if the document is not as expected.',
    async check({ host }) {
      const store = host.tenant('acme')
      await furnish(store)
      const holding = [check(Boxes, 'one', 1), check(Boxes, 'free', 'absent'), check(Boxes, 'other', 'missing')]
      await store.commit({
        writes: [...holding, check(Boxes, 'gone', 'missing'), put(Texts, 't', { text: '' }, 'any')],
      })
      assert.equal((await store.get(Boxes, 'one'))?.version, 1)
      assert.equal(await store.get(Boxes, 'free'), undefined)
      const broken = [
        check(Boxes, 'one', 2),
        check(Boxes, 'one', 'absent'),
        check(Boxes, 'one', 'missing'),
        check(Boxes, 'free', 1),
        check(Boxes, 'gone', 'absent'),
        check(Boxes, 'gone', 2),
      ]
      for (const write of broken)
        await conflicts(store.commit({ writes: [write, put(Texts, 'u', { text: '' }, 'absent')] }))
      assert.equal(await store.get(Texts, 'u'), undefined)
    },
  }),
  rule({
    id: 'ST8',
    says: 'A conflict names every expectation that did not hold: collection, id, expected, actual.',
    async check({ host }) {
      const store = host.tenant('acme')
      await furnish(store)
      await store.commit({ writes: [put(Texts, 'one', { text: '' }, 'absent')] })
      const found = await conflicts(
        store.commit({
          writes: [
            put(Boxes, 'one', box(), 99),
            put(Texts, 'one', { text: '' }, 'absent'),
            check(Texts, 'none', 5),
            put(Texts, 'fine', { text: '' }, 'absent'),
            put(Boxes, 'gone', box(), 'any'),
            put(Boxes, 'two', box({ label: 'L' }), 'absent'),
          ],
        }),
      )
      assert.deepEqual(found, [
        { collection: 'kit.boxes', id: 'one', expected: 99, actual: 1 },
        { collection: 'kit.texts', id: 'one', expected: 'absent', actual: 3 },
        { collection: 'kit.texts', id: 'none', expected: 5, actual: 'absent' },
        { collection: 'kit.boxes', id: 'gone', expected: 'any', actual: 'erased' },
        { collection: 'kit.boxes', id: 'two', expected: 'absent', actual: 'absent', index: 'label', holder: 'one' },
      ])
    },
  }),
  rule({
    id: 'ST9',
    says: 'Two writes to one document in one commit are refused, and nothing is written.',
    async check({ host }) {
      const store = host.tenant('acme')
      const writes = [put(Boxes, 'one', box(), 'absent'), put(Boxes, 'two', box(), 'absent')]
      for (const second of [
        put(Boxes, 'one', box(), 'any'),
        check(Boxes, 'one', 'absent'),
        remove(Boxes, 'one', 'any'),
      ])
        await refused(store.commit({ writes: [...writes, second], events: [opened('one')] }), 'store/duplicate-write')
      assert.deepEqual(await store.head(), { commit: 0, position: 0 })
      assert.deepEqual(await idsOf(store, Boxes, { index: 'colour' }), [])
    },
  }),
  rule({
    id: 'ST10',
    says: 'Whoever holds a receipt reads what was written, in every way of reading.',
    async check({ host }) {
      const store = host.tenant('acme')
      for (const n of upTo(50)) {
        const id = `b${n}`
        const { positions } = await store.commit({
          writes: [put(Boxes, id, box({ colour: id, owners: [id] }), 'absent')],
          events: [opened(id)],
        })
        const stretch = { index: 'colour', equals: [id] } as const
        assert.equal((await store.get(Boxes, id))?.doc.colour, id)
        assert.deepEqual(await idsOf(store, Boxes, stretch), [id])
        assert.equal(await store.count(Boxes, stretch, 10), 1)
        assert.deepEqual(await store.about(id, { limit: 10 }), [`kit.boxes/${id}`])
        assert.equal((await store.readLog({ after: n - 1, limit: 1 }))[0]?.subject, id)
        assert.deepEqual(await store.head(), { commit: n, position: positions[0] })
      }
    },
  }),
  rule({
    id: 'ST11',
    says: 'One commit holds 10,000 writes and 10,000 events.',
    async check({ host }) {
      const store = host.tenant('acme')
      const all = upTo(10_000)
      const first = await store.commit({
        writes: all.map((n) => put(Boxes, `b${n}`, box({ size: n }), 'absent')),
        events: all.map((n) => opened(`b${n}`)),
      })
      assert.deepEqual(first.positions, all)
      assert.equal(await store.count(Boxes, { index: 'colour', equals: ['red'] }, 20_000), 10_000)
      assert.equal((await store.readLog({ after: 9_999, limit: 10 }))[0]?.subject, 'b10000')
      await store.commit({
        writes: all.map((n) => (n % 2 === 0 ? remove(Boxes, `b${n}`, 1) : check(Boxes, `b${n}`, 1))),
      })
      assert.equal(await store.count(Boxes, { index: 'colour', equals: ['red'] }, 20_000), 5_000)
    },
  }),
  rule({
    id: 'ST12',
    says: 'A document of 1 MB, and an event as large, return equal.',
    async check({ host }) {
      const store = host.tenant('acme')
      const text = 'The printer says "离线" 🖨️. '.repeat(40_000)
      assert.ok(Buffer.byteLength(text) > 1_000_000)
      await store.commit({ writes: [put(Texts, 'large', { text }, 'absent')], events: [opened('large', text)] })
      assert.equal((await store.get(Texts, 'large'))?.doc.text, text)
      assert.deepEqual((await store.readLog({ after: 0, limit: 1 }))[0]?.data, { colour: text })
    },
  }),
]
