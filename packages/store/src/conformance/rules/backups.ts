import assert from 'node:assert/strict'
import { eventType } from '@casewell/bus'
import * as z from 'zod'
import { collection } from '../../collection.ts'
import type { StoreHost } from '../../host.ts'
import type { Store } from '../../store.ts'
import { subscription } from '../../subscription/subscription.ts'
import { check, erase, put, remove } from '../../write.ts'
import { Boxes, box, opened, Texts } from '../boxes.ts'
import { conflicts, idsOf, refused, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

const Pairs = collection('kit.pairs', z.object({ n: z.number() }), { version: 1, indexes: {} })
const Noted = eventType('kit.noted', z.object({ text: z.string() }))

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}

/** Bytes in pieces that end in the middle of lines. */
async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let i = 0; i < bytes.length; i += 1000) yield bytes.subarray(i, i + 1000)
}

const copyOf = (tenant: string) => ({ tenants: { acme: tenant } })

/** Something of everything. */
async function furnish(store: Store): Promise<void> {
  const { blob } = await store.blobs.write(Buffer.alloc(300_000, 'the quick brown fox '))
  const strange = { text: 'NUL \u0000 lone \uD800 \u2028 "\\ 😀' }
  await store.commit({
    writes: [
      ...upTo(450).map((n) =>
        put(Boxes, `b${n}`, box({ size: n, label: `l${n}`, tags: [`t${n % 3}`], owners: ['ada'] }), 'absent'),
      ),
      put(Texts, 'strange', strange, 'absent'),
    ],
    events: upTo(450).map((n) => Noted(`b${n % 7}`, { text: `${n}\u0000\uDC00` })),
  })
  await store.commit({ writes: [put(Boxes, 'b1', box({ label: 'l1', blobs: [blob] }), 1)], events: [opened('b1')] })
  await store.commit({ writes: [remove(Boxes, 'b2', 1), erase(Boxes, 'b3', 1)] })
}

/** Everything that can be asked of a store. */
async function everything(store: Store): Promise<unknown> {
  const ids = await idsOf(store, Boxes, { index: 'colour' })
  return {
    head: await store.head(),
    docs: await Promise.all(['b1', 'b2', 'b3', ...ids].map((id) => store.get(Boxes, id))),
    strange: await store.get(Texts, 'strange'),
    byLabel: await idsOf(store, Boxes, { index: 'label', order: 'desc' }),
    tagged: await store.count(Boxes, { index: 'tag', equals: ['t1'] }, 1000),
    about: await store.about('ada', { limit: 1000 }),
    log: (await store.readLog({ after: 0, limit: 1000 })).map(({ tenant: _, ...event }) => event),
    ofOne: (await store.readLog({ after: 0, limit: 1000, subject: 'b1' })).map(({ position }) => position),
  }
}

async function tenantsOf(host: StoreHost): Promise<readonly string[]> {
  const names: string[] = []
  for await (const name of host.tenants()) names.push(name)
  return names
}

/** What is taken out of a store and brought back. */
export const backupRules: readonly Rule[] = [
  rule({
    id: 'ST74',
    says: 'A backup is one moment of the store, while others write.',
    async check({ host }) {
      const store = host.tenant('acme')
      let written = 0
      let isOver = false
      const write = async (): Promise<void> => {
        const writes = ['left', 'right'].map((id) => put(Pairs, id, { n: written + 1 }, 'any'))
        await store.commit({ writes, events: [opened('pair')] })
        written++
      }
      await store.commit({ writes: upTo(500).map((n) => put(Texts, `t${n}`, { text: 'x'.repeat(500) }, 'absent')) })
      await write()
      const writing = (async () => {
        while (!isOver) {
          await write()
          await new Promise((resolve) => setImmediate(resolve))
        }
      })()
      const backup = await bytesOf(host.backup())
      isOver = true
      await writing
      await host.restore(pieces(backup), copyOf('copy'))
      const copy = host.tenant('copy')
      const { position } = await copy.head()
      assert.ok(position < written, 'nobody wrote meanwhile: this proves nothing')
      for (const id of ['left', 'right']) assert.equal((await copy.get(Pairs, id))?.doc.n, position)
      assert.equal((await copy.readLog({ after: 0, limit: 100_000 })).length, position)
    },
  }),
  rule({
    id: 'ST75',
    says: 'A restore brings everything back as it was: documents, indexes, persons, log, numbers, bytes.',
    async check({ host }) {
      const store = host.tenant('acme')
      await furnish(store)
      const before = await everything(store)
      const backup = await bytesOf(host.backup())
      await host.restore(pieces(backup), copyOf('copy'))
      const after = (await everything(host.tenant('copy'))) as { head: { commit: number } }
      const released = { ...after, head: { ...after.head, commit: after.head.commit - 1 } } // the backup's own hold
      assert.deepEqual(released, before)
      const [blob = ''] = (await store.get(Boxes, 'b1'))?.doc.blobs ?? []
      const bytes = await bytesOf(host.tenant('copy').blobs.read(blob))
      assert.ok(bytes.equals(Buffer.alloc(300_000, 'the quick brown fox ')), 'the bytes are others')
    },
  }),
  rule({
    id: 'ST76',
    says: 'A tenant that was restored goes on where it was: numbers, claims, unique keys, subscriptions.',
    async check({ host }) {
      const store = host.tenant('acme')
      const tally = (of: Store, heard: string[]) =>
        subscription(of, { name: 'tally', events: 'all', handle: ({ subject }) => void heard.push(subject) })
      await furnish(store)
      const first = tally(store, [])
      first.start()
      await first.caughtUp()
      await first.stop()
      const original = await store.head()
      await host.restore(pieces(await bytesOf(host.backup())), copyOf('copy'))
      const copy = host.tenant('copy')
      const before = await copy.head()
      const heard: string[] = []
      const second = tally(copy, heard)
      second.start()
      const receipt = await copy.commit({ writes: [put(Boxes, 'new', box(), 'absent')], events: [opened('new')] })
      await second.caughtUp()
      await second.stop()
      assert.deepEqual([before.position, receipt.positions], [original.position, [original.position + 1]])
      assert.ok(receipt.commit > original.commit, 'a number came again')
      assert.deepEqual(heard, ['new'])
      await copy.commit({ writes: [check(Boxes, 'b4', 1), put(Boxes, 'b2', box(), 'absent')] })
      const [taken] = await conflicts(copy.commit({ writes: [put(Boxes, 'x', box({ label: 'l4' }), 'absent')] }))
      assert.deepEqual([taken?.index, taken?.holder], ['label', 'b4'])
      const [erased] = await conflicts(copy.commit({ writes: [put(Boxes, 'b3', box(), 'absent')] }))
      assert.equal(erased?.actual, 'erased')
    },
  }),
  rule({
    id: 'ST77',
    says: 'What was erased after a backup is erased again by its restore, also what the backup has never seen.',
    async check({ host }) {
      const store = host.tenant('acme')
      await furnish(store)
      const backup = await bytesOf(host.backup())
      const [blob = ''] = (await store.get(Boxes, 'b1'))?.doc.blobs ?? []
      await store.commit({ writes: [erase(Boxes, 'b1', 'any'), put(Boxes, 'late', box(), 'absent')] })
      await store.commit({ writes: [erase(Boxes, 'late', 'any')] })
      const erased = await bytesOf(host.backup({ content: 'erased' }))
      assert.ok(!erased.includes('red'), 'a list of erased ids tells what others hold')
      const done = await host.restore(pieces(backup), { ...copyOf('copy'), erased: [pieces(erased)] })
      assert.equal(done.replayed, 2)
      const copy = host.tenant('copy')
      assert.equal(await copy.get(Boxes, 'b1'), undefined)
      assert.equal(await copy.blobs.has(blob), false, 'its bytes came back')
      assert.deepEqual(await copy.about('ada', { limit: 1000 }), await store.about('ada', { limit: 1000 }))
      for (const id of ['b1', 'late']) {
        const [conflict] = await conflicts(copy.commit({ writes: [put(Boxes, id, box(), 'absent')] }))
        assert.equal(conflict?.actual, 'erased')
      }
      assert.equal((await copy.readLog({ after: 0, limit: 1000 })).length, 451, 'history was touched')
    },
  }),
  rule({
    id: 'ST78',
    says: 'A restore into a tenant that is there is refused, and changes nothing.',
    async check({ host }) {
      const store = host.tenant('acme')
      await furnish(store)
      const before = await everything(store)
      const backup = await bytesOf(host.backup())
      const { commit } = await store.head()
      await refused(host.restore(pieces(backup)), 'store/already-there')
      assert.equal((await store.head()).commit, commit)
      const { head: _now, ...now } = (await everything(store)) as { head: unknown }
      const { head: _then, ...then } = before as { head: unknown }
      assert.deepEqual(now, then)
      assert.deepEqual(await tenantsOf(host), ['acme'])
    },
  }),
  rule({
    id: 'ST79',
    says: 'A backup that was damaged or cut short is refused, and nothing of it is there.',
    async check({ host }) {
      await furnish(host.tenant('acme'))
      const backup = await bytesOf(host.backup())
      for (const part of upTo(8)) {
        const at = Math.floor((backup.length * part) / 9)
        const damaged = Buffer.from(backup)
        damaged[at] = (damaged[at] ?? 0) ^ 1
        await refused(host.restore(pieces(backup.subarray(0, at)), copyOf('copy')), 'store/bad-backup')
        await refused(host.restore(pieces(damaged), copyOf('copy')), 'store/bad-backup')
      }
      assert.deepEqual(await tenantsOf(host), ['acme'])
      assert.deepEqual(await host.tenant('copy').head(), { commit: 0, position: 0 })
      assert.equal(await host.tenant('copy').get(Boxes, 'b1'), undefined)
      await host.restore(pieces(backup), copyOf('copy'))
      assert.deepEqual(await tenantsOf(host), ['acme', 'copy'])
    },
  }),
  rule({
    id: 'ST80',
    says: 'No blob is swept while a backup that names it is being taken.',
    needs: ['shiftClock'],
    async check({ host, shiftClock }) {
      const store = host.tenant('acme')
      const { blob } = await store.blobs.write(new TextEncoder().encode('the evidence'))
      const filling = upTo(300).map((n) => put(Texts, `t${n}`, { text: 'x'.repeat(500) }, 'absent'))
      await store.commit({ writes: [...filling, put(Boxes, 'one', box({ blobs: [blob] }), 'absent')] })
      shiftClock(25 * 3_600_000)
      const reading = host.backup()[Symbol.asyncIterator]()
      const parts = [await reading.next()]
      await store.commit({ writes: [remove(Boxes, 'one', 'any')] })
      assert.equal(await store.blobs.sweep(), 0)
      while (parts.at(-1)?.done !== true) parts.push(await reading.next())
      const backup = Buffer.concat(parts.map(({ value }) => (value as Uint8Array | undefined) ?? new Uint8Array()))
      assert.equal(await store.blobs.sweep(), 1)
      const { lost } = await host.restore(pieces(backup), copyOf('copy'))
      assert.deepEqual([lost, (await bytesOf(host.tenant('copy').blobs.read(blob))).toString()], [0, 'the evidence'])
    },
  }),
]
