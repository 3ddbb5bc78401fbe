import assert from 'node:assert/strict'
import { check, put, remove } from '../../write.ts'
import { Boxes, box, opened, Texts } from '../boxes.ts'
import { conflicts, idsOf, refused, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

/** What commits that are asked for in the same moment are to each other. */
export const groupRules: readonly Rule[] = [
  rule({
    id: 'ST22',
    says: 'Commits of the same moment behave as one after another, in the order in which they were asked for.',
    async check({ host }) {
      const store = host.tenant('acme')
      const receipts = await Promise.all([
        store.commit({ writes: [put(Boxes, 'one', box({ label: 'L' }), 'absent')], events: [opened('1')] }),
        store.commit({ writes: [put(Boxes, 'one', box({ label: 'M' }), 1)] }),
        store.commit({ writes: [put(Boxes, 'two', box({ label: 'L' }), 'absent')], events: [opened('3')] }),
        store.commit({ writes: [check(Boxes, 'one', 2), remove(Boxes, 'two', 3)] }),
        store.commit({ writes: [put(Boxes, 'two', box({ label: 'L', size: 5 }), 'absent')], events: [opened('5')] }),
        store.commit({ writes: [remove(Boxes, 'one', 2)], events: [opened('6')] }),
      ])
      assert.deepEqual(
        receipts.map(({ commit }) => commit),
        upTo(6),
      )
      const log = await store.readLog({ after: 0, limit: 10 })
      assert.deepEqual(
        log.map(({ subject }) => subject),
        ['1', '3', '5', '6'],
      )
      assert.deepEqual(await store.find(Boxes, { index: 'label', limit: 10 }), {
        items: [{ id: 'two', doc: box({ label: 'L', size: 5 }), version: 5 }],
      })
    },
  }),
  rule({
    id: 'ST23',
    says: 'One that conflicts does not disturb the others of its group.',
    async check({ host }) {
      const store = host.tenant('acme')
      const commits = upTo(90).map((n) => {
        const own = put(Boxes, `b${n}`, box({ size: n, label: n % 3 === 0 ? 'L' : `${n}` }), 'absent')
        const writes = n % 3 === 1 ? [own, check(Texts, 'nobody', 1)] : [own]
        return store.commit({ writes, events: [opened(`b${n}`)] })
      })
      const outcomes = await Promise.allSettled(commits)
      const good = upTo(90).filter((n) => n % 3 === 2 || n === 3)
      const made = upTo(90).filter((n) => outcomes[n - 1]?.status === 'fulfilled')
      assert.deepEqual(made, good)
      for (const [i, commit] of commits.entries()) if (!made.includes(i + 1)) await conflicts(commit)
      const names = good.map((n) => `b${n}`)
      assert.deepEqual(await idsOf(store, Boxes, { index: 'colour', equals: ['red'] }), names)
      const log = await store.readLog({ after: 0, limit: 100 })
      assert.deepEqual(
        log.map(({ subject }) => subject),
        names,
      )
    },
  }),
  rule({
    id: 'ST24',
    says: 'One that is refused hurts none of the others, and leaves no trace.',
    async check({ host }) {
      const store = host.tenant('acme')
      const circle: { text: unknown } = { text: '' }
      circle.text = circle
      const bad = [
        () => store.commit({ writes: [put(Boxes, '', box(), 'any')] }),
        () => store.commit({ writes: [put(Boxes, 'x', box({ size: Number.NaN }), 'any')] }),
        // A circle is no JSON: what a caller without types may hand in.
        () => store.commit({ writes: [put(Texts, 'x', circle as { text: string }, 'any')] }),
        () => store.commit({ writes: [put(Boxes, 'x', box(), 'any'), check(Boxes, 'x', 1)] }),
      ]
      const all = upTo(40).map((n) => {
        const wrong = n % 4 === 0 ? bad[(n / 4) % bad.length] : undefined
        return wrong ? wrong() : store.commit({ writes: [put(Boxes, `b${n}`, box({ size: n }), 'absent')] })
      })
      const outcomes = await Promise.allSettled(all)
      const made = upTo(40).filter((n) => outcomes[n - 1]?.status === 'fulfilled')
      assert.deepEqual(
        made,
        upTo(40).filter((n) => n % 4 !== 0),
      )
      assert.deepEqual(
        await idsOf(store, Boxes, { index: 'colour' }),
        made.map((n) => `b${n}`),
      )
      assert.equal((await store.head()).commit, 30)
    },
  }),
  rule({
    id: 'ST25',
    says: 'A closed store waits for the commits under way; later ones and reads are refused; closing twice is closing once.',
    async check({ host }) {
      const store = host.tenant('acme')
      const underWay = upTo(20).map((n) => store.commit({ writes: [put(Boxes, `b${n}`, box(), 'absent')] }))
      const closing = [host.close(), host.close()]
      assert.deepEqual(
        (await Promise.all(underWay)).map(({ commit }) => commit),
        upTo(20),
      )
      await Promise.all(closing)
      await host.close()
      await refused(store.commit({ writes: [put(Boxes, 'late', box(), 'absent')] }), 'store/closed')
      await refused(store.get(Boxes, 'b1'), 'store/closed')
      await refused(store.find(Boxes, { index: 'colour', limit: 1 }), 'store/closed')
      await refused(store.readLog({ after: 0, limit: 1 }), 'store/closed')
      await refused(store.blobs.write(new Uint8Array([1])), 'store/closed')
    },
  }),
]
