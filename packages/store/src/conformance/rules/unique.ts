import assert from 'node:assert/strict'
import { erase, put, remove } from '../../write.ts'
import { Boxes, box } from '../boxes.ts'
import { conflicts, idsOf, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

const labelled = (label: string | null) => box({ label })

/** Keys that one document holds and no other. */
export const uniqueRules: readonly Rule[] = [
  rule({
    id: 'ST18',
    says: 'A key of a unique index has one holder; the conflict names the index and the holder.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({ writes: [put(Boxes, 'one', labelled('L'), 'absent')] })
      await store.commit({ writes: [put(Boxes, 'two', labelled(null), 'absent')] })
      const taking = [put(Boxes, 'three', labelled('L'), 'absent'), put(Boxes, 'two', labelled('L'), 2)]
      for (const [i, write] of taking.entries()) {
        const [conflict] = await conflicts(store.commit({ writes: [write] }))
        const actual = i === 0 ? 'absent' : 2
        const { id, expect: expected } = write
        assert.deepEqual(conflict, { collection: 'kit.boxes', id, expected, actual, index: 'label', holder: 'one' })
      }
      await store.commit({ writes: [put(Boxes, 'one', box({ label: 'L', size: 2 }), 1)] }) // keeping one's own is fine
      await store.commit({
        writes: [put(Boxes, 'three', labelled('l'), 'absent'), put(Boxes, 'four', labelled('L '), 'absent')],
      })
      assert.deepEqual(await idsOf(store, Boxes, { index: 'label', equals: ['L'] }), ['one'])
    },
  }),
  rule({
    id: 'ST19',
    says: 'Nobody takes a unique key twice: not in one commit, not in two commits of the same moment.',
    async check({ host }) {
      const store = host.tenant('acme')
      const both = [put(Boxes, 'one', labelled('L'), 'absent'), put(Boxes, 'two', labelled('L'), 'absent')]
      const [conflict] = await conflicts(store.commit({ writes: both }))
      assert.deepEqual([conflict?.id, conflict?.index, conflict?.holder], ['two', 'label', 'one'])
      const taking = upTo(50).map((n) => store.commit({ writes: [put(Boxes, `b${n}`, labelled('L'), 'absent')] }))
      const won = (await Promise.allSettled(taking)).filter(({ status }) => status === 'fulfilled')
      assert.equal(won.length, 1, `${won.length} documents got the same unique key`)
      assert.equal(await store.count(Boxes, { index: 'label', equals: ['L'] }, 10), 1)
    },
  }),
  rule({
    id: 'ST20',
    says: 'One commit can swap unique keys, or hand one on.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({
        writes: [put(Boxes, 'one', labelled('A'), 'absent'), put(Boxes, 'two', labelled('B'), 'absent')],
      })
      await store.commit({ writes: [put(Boxes, 'one', labelled('B'), 1), put(Boxes, 'two', labelled('A'), 1)] })
      assert.deepEqual(await idsOf(store, Boxes, { index: 'label' }), ['two', 'one'])
      await store.commit({ writes: [put(Boxes, 'three', labelled('A'), 'absent'), remove(Boxes, 'two', 2)] })
      await store.commit({ writes: [erase(Boxes, 'one', 2), put(Boxes, 'four', labelled('B'), 'absent')] })
      assert.deepEqual(await idsOf(store, Boxes, { index: 'label' }), ['three', 'four'])
    },
  }),
  rule({
    id: 'ST21',
    says: 'A unique key is free again when its holder takes another, is deleted or erased.',
    async check({ host }) {
      const store = host.tenant('acme')
      let holder = 'b0'
      await store.commit({ writes: [put(Boxes, holder, labelled('L'), 'absent')] })
      const letGo = [
        (id: string) => put(Boxes, id, labelled('other'), 'any'),
        (id: string) => remove(Boxes, id, 'any'),
        (id: string) => erase(Boxes, id, 'any'),
        (id: string) => put(Boxes, id, labelled(null), 'any'),
      ]
      for (const [i, leave] of letGo.entries()) {
        const next = `b${i + 1}`
        await conflicts(store.commit({ writes: [put(Boxes, next, labelled('L'), 'absent')] }))
        await store.commit({ writes: [leave(holder)] })
        await store.commit({ writes: [put(Boxes, next, labelled('L'), 'absent')] })
        holder = next
      }
    },
  }),
]
