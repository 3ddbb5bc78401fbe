import assert from 'node:assert/strict'
import type { StoreHost } from '../../host.ts'
import type { Store } from '../../store.ts'
import { subscription } from '../../subscription/subscription.ts'
import { runTimers } from '../../timer/run-timers.ts'
import { transact } from '../../transact.ts'
import { erase, put } from '../../write.ts'
import { Boxes, BoxOpened, box, opened } from '../boxes.ts'
import { conflicts, eventually, idsOf, refused } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

/** Names that one could take for each other. */
const names = ['acme', 'acme2', 'acme.eu', 'acm', 'a-c_m.e', '0']

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const storesOf = (host: StoreHost): readonly [string, Store][] => names.map((name) => [name, host.tenant(name)])

/** Tenants share an engine, and nothing else. */
export const tenantRules: readonly Rule[] = [
  rule({
    id: 'ST49',
    says: 'Tenants never meet: not in documents, indexes, counts, claims, unique keys, persons, tombstones.',
    async check({ host }) {
      for (const [name, store] of storesOf(host)) {
        await store.commit({
          writes: [put(Boxes, 'one', box({ colour: name, label: 'L', owners: ['ada'] }), 'absent')],
        })
        await store.commit({ writes: [put(Boxes, 'gone', box(), 'absent')] })
      }
      const [[, first]] = storesOf(host) as readonly [[string, Store]] // there are six
      await first.commit({ writes: [erase(Boxes, 'gone', 2)] })
      for (const [name, store] of storesOf(host)) {
        assert.deepEqual((await store.get(Boxes, 'one'))?.doc.colour, name)
        assert.deepEqual(await idsOf(store, Boxes, { index: 'label' }), ['one'])
        assert.equal(await store.count(Boxes, { index: 'colour' }, 100), name === 'acme' ? 1 : 2)
        assert.deepEqual(await store.about('ada', { limit: 10 }), ['kit.boxes/one'])
        assert.equal((await store.get(Boxes, 'gone'))?.version, name === 'acme' ? undefined : 2)
      }
    },
  }),
  rule({
    id: 'ST50',
    says: 'Each tenant has its own log, its own numbers, its own listeners.',
    async check({ host }) {
      const heard: string[] = []
      for (const [name, store] of storesOf(host)) store.onCommit(({ position }) => position && heard.push(name))
      await Promise.all(
        storesOf(host).flatMap(([name, store], i) =>
          names.slice(i).map(() => store.commit({ events: [opened(name), opened('same')] })),
        ),
      )
      for (const [i, [name, store]] of storesOf(host).entries()) {
        const commits = names.length - i
        assert.deepEqual(await store.head(), { commit: commits, position: 2 * commits })
        const log = await store.readLog({ after: 0, limit: 100 })
        assert.deepEqual(
          log.map(({ position }) => position),
          log.map((_, p) => p + 1),
        )
        assert.equal(log.length, 2 * commits)
        assert.ok(log.every(({ tenant, subject }) => tenant === name && (subject === name || subject === 'same')))
        assert.equal((await store.readLog({ after: 0, limit: 100, subject: 'same' })).length, commits)
        assert.equal(heard.filter((one) => one === name).length, commits)
      }
    },
  }),
  rule({
    id: 'ST51',
    says: 'Subscriptions, timers and blobs belong to one tenant; an error tells nothing of another.',
    async check({ host }) {
      const [here, there] = [host.tenant('acme'), host.tenant('acme2')]
      const heard: string[] = []
      const listening = [here, there].map((store) =>
        subscription(store, { name: 'same', events: [BoxOpened], handle: (event) => void heard.push(event.tenant) }),
      )
      for (const one of listening) one.start()
      const { blob } = await here.blobs.write(bytes('secret'))
      await transact(here, (unit) => unit.schedule(unit.now, opened('due'), 'same'))
      const timers = runTimers(there, () => {})
      await there.commit({ events: [opened('mine')] })
      for (const one of listening) await one.caughtUp()
      await timers.stop()
      for (const one of listening) await one.stop()
      assert.deepEqual(heard, ['acme2'])
      assert.equal(await there.blobs.has(blob), false)
      await refused(there.blobs.read(blob)[Symbol.asyncIterator]().next(), 'store/no-blob')
      await here.commit({ writes: [put(Boxes, 'one', box({ label: 'L' }), 'absent')] })
      await there.commit({ writes: [put(Boxes, 'one', box(), 'absent')] })
      const [conflict] = await conflicts(there.commit({ writes: [put(Boxes, 'one', box(), 99)] }))
      assert.equal(conflict?.actual, (await there.get(Boxes, 'one'))?.version)
      const firing = runTimers(here, () => {})
      await eventually('the timer fired where it belongs', async () => (await here.head()).position === 1)
      await firing.stop()
    },
  }),
  rule({
    id: 'ST52',
    says: 'A host names every tenant that ever committed, and no other.',
    async check({ host }) {
      for (const [, store] of storesOf(host).slice(1)) await store.commit({ events: [opened('one')] })
      await host.tenant('acme').get(Boxes, 'one')
      await conflicts(host.tenant('acme').commit({ writes: [put(Boxes, 'one', box(), 7)] }))
      const found: string[] = []
      for await (const name of host.tenants()) found.push(name)
      assert.deepEqual(found.sort(), names.slice(1).sort())
    },
  }),
  rule({
    id: 'ST53',
    says: 'What cannot be the name of a tenant is refused.',
    async check({ host }) {
      for (const name of ['', 'A', 'a/b', '../a', 'a b', '-a', '.', 'ä', 'a\u0000', 'a'.repeat(64), '$about'])
        await refused(
          Promise.resolve().then(() => host.tenant(name)),
          'store/bad-id',
        )
      await host.tenant('a'.repeat(63)).commit({ events: [opened('one')] })
    },
  }),
]
