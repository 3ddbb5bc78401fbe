import assert from 'node:assert/strict'
import { erase, put, remove } from '../../write.ts'
import { Boxes, box, opened, Texts } from '../boxes.ts'
import { conflicts, idsOf, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

const day = 86_400_000

/** Restarts and clocks. */
export const lifeRules: readonly Rule[] = [
  rule({
    id: 'ST66',
    says: 'What was acknowledged is there after a restart: documents, tombstones, indexes, unique keys, log, blobs.',
    needs: ['reopen'],
    async check({ host, reopen }) {
      const before = host.tenant('acme')
      const { blob } = await before.blobs.write(new Uint8Array([1, 2, 3]))
      await before.commit({
        writes: upTo(20).map((n) => put(Boxes, `b${n}`, box({ label: `${n}`, size: n, owners: ['ada'] }), 'absent')),
        events: upTo(20).map((n) => opened(`b${n}`)),
      })
      await before.commit({
        writes: [erase(Boxes, 'b1', 1), remove(Boxes, 'b2', 1), put(Texts, 't', { text: '\u0000' }, 'any')],
      })
      const log = await before.readLog({ after: 0, limit: 100 })
      const found = await before.find(Boxes, { index: 'colour', limit: 100 })
      const store = (await reopen()).tenant('acme')
      assert.deepEqual(await store.head(), { commit: 2, position: 20 })
      assert.deepEqual(await store.readLog({ after: 0, limit: 100 }), log)
      assert.deepEqual(await store.find(Boxes, { index: 'colour', limit: 100 }), found)
      assert.equal((await store.get(Texts, 't'))?.doc.text, '\u0000')
      assert.equal((await store.about('ada', { limit: 100 })).length, 18)
      assert.equal(await store.blobs.has(blob), true)
      await conflicts(store.commit({ writes: [put(Boxes, 'b1', box(), 'absent')] }))
      await conflicts(store.commit({ writes: [put(Boxes, 'c', box({ label: '3' }), 'absent')] }))
    },
  }),
  rule({
    id: 'ST67',
    says: 'After a restart the numbers go on: of commits, of versions, of positions.',
    needs: ['reopen'],
    async check({ host, reopen }) {
      await host.tenant('acme').commit({ writes: [put(Boxes, 'one', box(), 'absent')], events: [opened('one')] })
      await host.tenant('acme').commit({ writes: [remove(Boxes, 'one', 1)] })
      for (const n of upTo(3)) {
        const store = (await reopen()).tenant('acme')
        const receipt = await store.commit({ writes: [put(Boxes, 'one', box(), 'absent')], events: [opened('one')] })
        assert.deepEqual(receipt, { commit: n * 2 + 1, positions: [n + 1] })
        await store.commit({ writes: [remove(Boxes, 'one', receipt.commit)] })
      }
    },
  }),
  rule({
    id: 'ST68',
    says: "The store's clock never moves back, also when the machine's does.",
    needs: ['shiftClock'],
    async check({ host, shiftClock }) {
      const store = host.tenant('acme')
      let last = 0
      for (const ms of [0, day, -2 * day, 1, -1, 5 * day, -10 * day]) {
        shiftClock(ms)
        const now = (await store.now()).getTime()
        assert.ok(now >= last, `the clock went back by ${last - now} ms`)
        last = now
        await store.commit({ events: [opened('one')] })
      }
      const times = (await store.readLog({ after: 0, limit: 10 })).map(({ time }) => time)
      assert.deepEqual(times, [...times].sort())
      assert.deepEqual(await idsOf(store, Boxes, { index: 'colour' }), [])
    },
  }),
]
