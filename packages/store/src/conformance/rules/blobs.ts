import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { BlobRef } from '../../blob/blobs.ts'
import type { Store } from '../../store.ts'
import { put, remove } from '../../write.ts'
import { Boxes, box } from '../boxes.ts'
import { refused, upTo } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

const hour = 3_600_000
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

async function readAll(store: Store, blob: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of store.blobs.read(blob)) parts.push(part)
  return Buffer.concat(parts)
}

async function* parts(whole: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let i = 0; i < whole.length; i += size) yield whole.subarray(i, i + size)
}

const naming = (id: string, { blob }: BlobRef) => put(Boxes, id, box({ blobs: [blob] }), 'any')

/** Bytes beside the documents. */
export const blobRules: readonly Rule[] = [
  rule({
    id: 'ST54',
    says: 'A blob is named by the SHA-256 of its bytes: the same bytes are one blob, and return as they were.',
    async check({ host }) {
      const store = host.tenant('acme')
      // FIPS 180-4, the example of one block
      const abc = 'sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
      assert.deepEqual(await store.blobs.write(bytes('abc')), { blob: abc, size: 3 })
      assert.deepEqual(await store.blobs.write(parts(bytes('abc'), 1)), { blob: abc, size: 3 })
      const empty = await store.blobs.write(new Uint8Array())
      assert.equal(empty.size, 0)
      for (const [{ blob }, text] of [
        [{ blob: abc }, 'abc'],
        [empty, ''],
      ] as const) {
        assert.equal(await store.blobs.has(blob), true)
        for (const _ of upTo(2)) assert.equal((await readAll(store, blob)).toString(), text)
      }
    },
  }),
  rule({
    id: 'ST55',
    says: 'Bytes are streamed in and out, and nobody who holds them can change what is kept.',
    async check({ host }) {
      const store = host.tenant('acme')
      const large = Buffer.alloc(3_000_000, 'the quick brown fox ')
      const { blob, size } = await store.blobs.write(parts(large, 65_536))
      assert.deepEqual([blob, size], [`sha256-${createHash('sha256').update(large).digest('hex')}`, large.length])
      assert.ok((await readAll(store, blob)).equals(large))
      const mine = bytes('mine')
      const kept = await store.blobs.write(mine)
      mine.fill(0)
      for await (const part of store.blobs.read(kept.blob)) part.fill(0)
      assert.equal((await readAll(store, kept.blob)).toString(), 'mine')
    },
  }),
  rule({
    id: 'ST56',
    says: 'A blob that is not there is named by an error, and so is what is no name of a blob.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.blobs.write(bytes('abc'))
      for (const blob of [`sha256-${'0'.repeat(64)}`, '', '../../etc/passwd', 'sha256-', `sha256-${'/'.repeat(64)}`]) {
        assert.equal(await store.blobs.has(blob), false)
        await refused(readAll(store, blob), 'store/no-blob')
      }
    },
  }),
  rule({
    id: 'ST57',
    says: 'A blob whose bytes were changed behind the store is found out while it is read.',
    needs: ['damage'],
    async check({ host, damage }) {
      const store = host.tenant('acme')
      const { blob } = await store.blobs.write(bytes('the original'))
      await damage('acme', blob)
      await refused(readAll(store, blob), 'store/bad-blob')
    },
  }),
  rule({
    id: 'ST58',
    says: 'A sweep deletes what no document names and nobody has written for 24 hours, and nothing else.',
    needs: ['shiftClock'],
    async check({ host, shiftClock }) {
      const store = host.tenant('acme')
      const [named, idle, again] = [
        await store.blobs.write(bytes('1')),
        await store.blobs.write(bytes('2')),
        await store.blobs.write(bytes('3')),
      ]
      await store.commit({ writes: [naming('one', named)] })
      shiftClock(23 * hour)
      await store.blobs.write(bytes('3'))
      assert.equal(await store.blobs.sweep(), 0)
      shiftClock(2 * hour)
      const young = await store.blobs.write(bytes('4'))
      assert.equal(await store.blobs.sweep(), 1)
      const left = await Promise.all([named, idle, again, young].map(({ blob }) => store.blobs.has(blob)))
      assert.deepEqual(left, [true, false, true, true])
      await store.commit({ writes: [remove(Boxes, 'one', 1)] })
      assert.equal(await store.blobs.sweep(), 1)
      await refused(readAll(store, named.blob), 'store/no-blob')
    },
  }),
  rule({
    id: 'ST59',
    says: 'Bytes that are written and named while they are swept are there afterwards.',
    needs: ['shiftClock'],
    async check({ host, shiftClock }) {
      const store = host.tenant('acme')
      for (const round of upTo(24)) {
        const content = bytes(`round ${round}`)
        const { blob } = await store.blobs.write(content)
        shiftClock(25 * hour)
        const keep = async (): Promise<void> => {
          for (const _ of upTo(round * 4)) await Promise.resolve()
          await store.commit({ writes: [naming(`b${round}`, await store.blobs.write(content))] })
        }
        await Promise.all([store.blobs.sweep(), keep(), store.blobs.sweep()])
        assert.deepEqual(await readAll(store, blob), Buffer.from(content))
      }
    },
  }),
]

/** Bytes that shall go at once. */
export const forgettingRules: readonly Rule[] = [
  rule({
    id: 'ST73',
    says: 'A blob is forgotten at once, unless a document names it or somebody has written it again meanwhile.',
    needs: ['shiftClock'],
    async check({ host, shiftClock }) {
      const store = host.tenant('acme')
      const [named, again, gone] = [
        await store.blobs.write(bytes('1')),
        await store.blobs.write(bytes('2')),
        await store.blobs.write(bytes('3')),
      ]
      await store.commit({ writes: [naming('one', named)] })
      shiftClock(hour)
      const then = await store.now()
      shiftClock(hour)
      await store.blobs.write(bytes('2'))
      const forgotten = []
      for (const { blob } of [named, again, gone, gone]) forgotten.push(await store.blobs.forget(blob, then))
      assert.deepEqual(forgotten, [false, false, true, true])
      const left = await Promise.all([named, again, gone].map(({ blob }) => store.blobs.has(blob)))
      assert.deepEqual(left, [true, true, false])
      assert.equal(await store.blobs.forget('../../etc/passwd', then), true)
    },
  }),
]
