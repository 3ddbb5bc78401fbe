import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { collection, memoryBlobs, memoryStore, put, type Store } from '../src/index.ts'
import { SharedMemory, shiftable } from './memory-harness.ts'
import { upTo } from './opened-boxes.ts'

const Person = z.object({ name: z.string() })
const V1 = collection('people', Person, { version: 1, indexes: { name: (p) => [p.name] } })
/** The same documents, and an index that has become unique. */
const Unique = collection('people', Person, { version: 2, indexes: { name: { unique: (p) => [p.name] } } })
/** Names in capitals. */
const Loud = collection('people', Person, {
  version: 2,
  indexes: { name: (p) => [p.name] },
  upgrade: (doc) => ({ name: (doc as { name: string }).name.toUpperCase() }),
})

const furnish = (store: Store, names: readonly string[]) =>
  store.commit({ writes: names.map((name, i) => put(V1, `p${String(i).padStart(4, '0')}`, { name }, 'absent')) })

describe('an upgrade', () => {
  test('[UPG1] makes an index unique, and from then on it is', async () => {
    const store = memoryStore().tenant('acme')
    await furnish(store, ['ada', 'bob'])
    await store.prepare({ collections: [Unique] })
    const taking = store.commit({ writes: [put(Unique, 'x', { name: 'ada' }, 'absent')] })
    await expect(taking).rejects.toMatchObject({ code: 'store/conflict', details: { index: 'name', holder: 'p0000' } })
  })

  test('[UPG1] names two documents that cannot both keep their key', async () => {
    const store = memoryStore().tenant('acme')
    await furnish(store, ['ada', 'bob', 'ada'])
    const upgrading = store.prepare({ collections: [Unique] })
    await expect(upgrading).rejects.toMatchObject({
      code: 'store/conflict',
      details: { collection: 'people', id: 'p0002', index: 'name', holder: 'p0000' },
    })
  })

  test('[UPG2] may be done by several processes at once, while others write: nothing is lost, nothing done twice', async () => {
    const memory = new SharedMemory()
    const stores = upTo(3).map(() => memory.open().tenant('acme'))
    const store = memory.open().tenant('acme')
    await furnish(
      store,
      upTo(650).map((n) => `name ${n}`),
    )
    const writing = upTo(40).map(async (n) => {
      await new Promise((resolve) => setImmediate(resolve))
      await store.commit({ writes: [put(Loud, `p${String(n * 7).padStart(4, '0')}`, { name: `NEW ${n}` }, 'any')] })
    })
    await Promise.all([...stores.map((one) => one.prepare({ collections: [Loud] })), ...writing])
    expect(await store.count(Loud, { index: 'name' }, 1_000)).toBe(650)
    for (const n of upTo(40))
      expect((await store.get(Loud, `p${String(n * 7).padStart(4, '0')}`))?.doc.name).toBe(`NEW ${n}`)
    expect(await store.count(Loud, { index: 'name', from: 'a' }, 1_000)).toBe(0) // no name in small letters is left
  })
})

const hour = 3_600_000

describe('blobs in memory', () => {
  test('[BLOB1] survive a sweep that fails half-way', async () => {
    const memory = new SharedMemory()
    let isDown = false
    const store = memory
      .open({
        driver: (driver) => ({
          ...driver,
          apply: async (group) => {
            if (isDown) throw new Error('down')
            return driver.apply(group)
          },
        }),
      })
      .tenant('acme')
    const { blob } = await store.blobs.write(new Uint8Array([1, 2, 3]))
    memory.clock.shift(25 * hour)
    isDown = true
    await expect(store.blobs.sweep()).rejects.toThrow('down')
    isDown = false
    expect(await store.blobs.has(blob)).toBe(true)
    expect(await store.blobs.sweep()).toBe(1)
  })

  test('[BLOB2] that are put aside are still read, and are dropped only if nobody wrote them again', async () => {
    const { now, shift } = shiftable()
    const shelf = memoryBlobs(now)
    async function* one(): AsyncIterable<Uint8Array> {
      yield new Uint8Array([7])
    }
    const { blob } = await shelf.write('acme', one())
    shift(hour)
    expect(await shelf.setAside('acme', blob, now() - 2 * hour)).toBe(false)
    expect(await shelf.setAside('acme', blob, now())).toBe(true)
    expect(await shelf.read('acme', blob)).toBeDefined()
    await shelf.write('acme', one())
    await shelf.drop('acme', blob)
    expect(await shelf.read('acme', blob)).toBeDefined()
    shift(hour)
    expect(await shelf.setAside('acme', blob, now())).toBe(true)
    await shelf.restore('acme', blob)
    await shelf.drop('acme', blob)
    expect(await shelf.read('acme', blob)).toBeDefined()
    expect(await shelf.setAside('acme', 'sha256-0', now())).toBe(false)
  })
})
