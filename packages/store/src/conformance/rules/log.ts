import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { eventType } from '@casewell/bus'
import * as z from 'zod'
import type { News, Store } from '../../store.ts'
import { put } from '../../write.ts'
import { Boxes, box, opened } from '../boxes.ts'
import { eventually, idsOf, refused, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

/** Each commit puts two boxes of one colour, and says so in two events. */
async function writePairs(store: Store, writer: string, commits: number): Promise<void> {
  for (const n of upTo(commits)) {
    const colour = `${writer}-${n}`
    const pair = [`${colour}-a`, `${colour}-b`]
    await store.commit({
      writes: pair.map((id) => put(Boxes, id, box({ colour }), 'absent')),
      events: pair.map((id) => opened(id, colour)),
    })
    await setImmediate() // an engine in memory answers at once: let readers have their turn
  }
}

/** Follows the log as a subscriber does, and looks up what each event tells of. */
async function follow(store: Store, until: number): Promise<void> {
  const deadline = performance.now() + 20_000
  for (let after = 0; after < until; ) {
    assert.ok(performance.now() < deadline, `after twenty seconds a reader has seen ${after} of ${until} events`)
    const events = await store.readLog({ after, limit: 7 })
    for (const { position, subject, data } of events) {
      assert.equal(position, ++after, 'a reader saw a gap')
      const { colour } = data as { colour: string } // the kit's own event
      assert.ok(await store.get(Boxes, subject), `an event was seen before the document of its commit: ${subject}`)
      const pair = await idsOf(store, Boxes, { index: 'colour', equals: [colour] })
      assert.equal(pair.length, 2, 'half a commit was seen')
    }
    const { position } = await store.head()
    assert.ok(position >= after, 'the head was behind the log')
    await setImmediate()
  }
}

const V1 = eventType('kit.moved', z.object({ place: z.string() }))
const V2 = eventType('kit.moved', z.object({ places: z.array(z.string()) }), {
  upcasters: [(v1: { place: string }) => ({ places: [v1.place] })],
})

/** The log: one order for everybody. */
export const logRules: readonly Rule[] = [
  rule({
    id: 'ST42',
    says: 'The log is read from any position on, in order, of all subjects or of one.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({ events: upTo(30).map((n) => opened(n % 3 === 0 ? 'three' : `${n}`)) })
      const read = async (after: number, limit: number, subject?: string) =>
        (await store.readLog({ after, limit, ...(subject !== undefined && { subject }) })).map((e) => e.position)
      assert.deepEqual(await read(0, 5), [1, 2, 3, 4, 5])
      assert.deepEqual(await read(28, 100), [29, 30])
      assert.deepEqual(await read(30, 100), [])
      assert.deepEqual(await read(1_000_000, 100), [])
      assert.deepEqual(await read(0, 3, 'three'), [3, 6, 9])
      assert.deepEqual(await read(9, 100, 'three'), [12, 15, 18, 21, 24, 27, 30])
      assert.deepEqual(await read(0, 100, 'thre'), [])
    },
  }),
  rule({
    id: 'ST43',
    says: 'An event tells who, what, when, why and whose; what its draft leaves open, the commit says.',
    async check({ host }) {
      const store = host.tenant('acme')
      const before = (await store.now()).getTime()
      const at = Date.UTC(2020, 1, 29, 12, 30, 15, 250)
      await store.commit({
        events: [
          opened('one'),
          { ...opened('two'), at, by: { actor: 'agent:ada' } },
          { ...opened('three'), data: undefined },
        ],
        by: { actor: 'system:kit', cause: 'c-1', correlation: 'r-1' },
      })
      const after = (await store.now()).getTime()
      const [one, two, three] = await store.readLog({ after: 0, limit: 3 })
      assert.deepEqual(one, {
        id: one?.id,
        type: 'box.opened',
        version: 1,
        source: one?.source,
        subject: 'one',
        time: one?.time,
        position: 1,
        tenant: 'acme',
        actor: 'system:kit',
        cause: 'c-1',
        correlation: 'r-1',
        data: { colour: 'red' },
      })
      const instant = Date.parse(one?.time ?? '')
      assert.ok(instant >= before && instant <= after, `${one?.time} is not when it was committed`)
      assert.deepEqual([two?.time, two?.actor, two?.cause], ['2020-02-29T12:30:15.250Z', 'agent:ada', undefined])
      assert.equal(three?.data, undefined)
      assert.equal(new Set([one?.id, two?.id, three?.id]).size, 3)
    },
  }),
  rule({
    id: 'ST44',
    says: 'A reader never sees a gap, half a commit, or an event before its documents, while many write.',
    async check({ host }) {
      const store = host.tenant('acme')
      const writers = upTo(8).map((n) => writePairs(store, `w${n}`, 25))
      await Promise.all([...writers, ...upTo(3).map(() => follow(store, 400))])
    },
  }),
  rule({
    id: 'ST45',
    says: 'Nor does a reader in another process.',
    needs: ['another'],
    async check({ host, another }) {
      const [here, there] = [host.tenant('acme'), (await another()).tenant('acme')]
      const writers = upTo(6).map((n) => writePairs(n % 2 === 0 ? here : there, `w${n}`, 20))
      await Promise.all([...writers, follow(here, 240), follow(there, 240)])
      assert.deepEqual(await there.readLog({ after: 0, limit: 1000 }), await here.readLog({ after: 0, limit: 1000 }))
    },
  }),
  rule({
    id: 'ST46',
    says: 'Events of an older version of their type are read as the version of today; those of a newer one are refused.',
    async check({ host }) {
      const [store, other] = [host.tenant('acme'), host.tenant('other')]
      for (const one of [store, other]) await one.commit({ events: [V1('one', { place: 'Ulm' })] })
      await store.prepare({ events: [V2] })
      await store.commit({ events: [V2('one', { places: ['Bonn', 'Kiel'] })] })
      const read = (await store.readLog({ after: 0, limit: 2 })).map(({ version, data }) => [version, data])
      assert.deepEqual(read, [
        [2, { places: ['Ulm'] }],
        [2, { places: ['Bonn', 'Kiel'] }],
      ])
      await other.commit({ events: [V2('one', { places: [] })] })
      await other.prepare({ events: [V1] })
      assert.deepEqual((await other.readLog({ after: 0, limit: 1 }))[0]?.data, { place: 'Ulm' })
      await refused(other.readLog({ after: 1, limit: 1 }), 'bus/newer-version')
    },
  }),
  rule({
    id: 'ST47',
    says: 'Whoever listens to commits is told of each one that was made, with position, collections and types, until they stop.',
    async check({ host }) {
      const store = host.tenant('acme')
      const heard: News[] = []
      const off = store.onCommit((news) => heard.push(news))
      const own = () => heard.filter(({ position }) => position !== undefined)
      await store.commit({ writes: [put(Boxes, 'one', box(), 'absent')], events: [opened('one'), opened('two')] })
      assert.deepEqual(own(), [
        { position: 2, collections: new Set(['kit.boxes']), types: ['box.opened', 'box.opened'] },
      ])
      await store.commit({ writes: [put(Boxes, 'one', box(), 'absent')] }).catch(() => {})
      await store.commit({ events: [opened('three')] })
      assert.deepEqual(own().slice(1), [{ position: 3, collections: new Set(), types: ['box.opened'] }])
      off()
      await store.commit({ events: [opened('four')] })
      assert.equal(own().length, 2)
    },
  }),
  rule({
    id: 'ST48',
    says: 'Whoever listens also hears, within two seconds, that another process has committed.',
    needs: ['another'],
    async check({ host, another }) {
      const [here, there] = [host.tenant('acme'), (await another()).tenant('acme')]
      for (const n of upTo(3)) {
        let isHeard = false
        const off = here.onCommit(() => (isHeard = true))
        await there.commit({ events: [opened('one')] })
        await eventually('the other process was heard', () => isHeard, 2)
        off()
        assert.equal((await here.readLog({ after: n - 1, limit: 10 })).length, 1)
      }
    },
  }),
]
