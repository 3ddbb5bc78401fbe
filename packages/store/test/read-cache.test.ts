import { eventType } from '@casewell/bus'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { collection, createHost, erase, memoryDriver, put, type StoreDriver, transact } from '../src/index.ts'
import { ReadCache } from '../src/read-cache.ts'

const Boxes = collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })
const Painted = eventType('box.painted', z.object({}))

/** Two hosts on one engine, as two processes are, and how often the first has asked it for a document. */
function twoHosts() {
  const driver = memoryDriver()
  const asked: string[] = []
  const counted: StoreDriver = {
    ...driver,
    get(tenant, name, id) {
      asked.push(id)
      return driver.get(tenant, name, id)
    },
  }
  return { asked, own: createHost(counted).tenant('acme'), other: createHost({ ...driver }).tenant('acme') }
}

test('[TX6] a document that this host has seen is not read again, and one that others have changed decides again', async () => {
  const { asked, own, other } = twoHosts()
  await own.commit({ writes: [put(Boxes, 'one', { colour: 'red' }, 'absent')] })
  await own.get(Boxes, 'one')
  asked.length = 0
  const paint = (colour: string) =>
    transact(own, async (unit) => {
      const before = (await unit.get(Boxes, 'one'))?.doc.colour
      unit.put(Boxes, 'one', { colour })
      return before
    })
  expect(await paint('blue')).toBe('red')
  expect(asked).toEqual([])
  await other.commit({ writes: [put(Boxes, 'one', { colour: 'grey' }, 'any')] })
  expect(await paint('green')).toBe('grey')
  expect(asked).toEqual(['one'])
  expect((await own.get(Boxes, 'one'))?.doc.colour).toBe('green')
})

test('[TX6] whoever refuses or writes nothing has decided on the last version', async () => {
  const { own, other } = twoHosts()
  await own.commit({ writes: [put(Boxes, 'one', { colour: 'red' }, 'absent')] })
  await own.get(Boxes, 'one')
  await other.commit({ writes: [put(Boxes, 'one', { colour: 'grey' }, 'any')] })
  expect(await transact(own, async (unit) => (await unit.get(Boxes, 'one'))?.doc.colour)).toBe('grey')
  await other.commit({ writes: [put(Boxes, 'one', { colour: 'blue' }, 'any')] })
  const refuse = transact(own, async (unit) => {
    throw new Error(`it is ${(await unit.get(Boxes, 'one'))?.doc.colour}`)
  })
  await expect(refuse).rejects.toThrow('it is blue')
})

test('[TX6] what a unit only looked at is checked like what it writes', async () => {
  const { own, other } = twoHosts()
  await own.commit({ writes: [put(Boxes, 'one', { colour: 'red' }, 'absent')] })
  await own.get(Boxes, 'one')
  await other.commit({ writes: [put(Boxes, 'one', { colour: 'grey' }, 'any')] })
  const seen: unknown[] = []
  await transact(own, async (unit) => {
    seen.push((await unit.get(Boxes, 'one'))?.doc.colour)
    unit.emit(Painted('one', {}))
  })
  expect(seen).toEqual(['red', 'grey'])
  expect((await own.head()).position).toBe(1)
})

test('[TX6] a fresh one reads everything from the engine', async () => {
  const { asked, own } = twoHosts()
  await own.commit({ writes: [put(Boxes, 'one', { colour: 'red' }, 'absent')] })
  await transact(own, (unit) => unit.get(Boxes, 'one'), { isFresh: true })
  expect(asked).toEqual(['one'])
})

test('[TX7] a claim reads nothing while ids are new, and reads after it was in vain until an id was free again', async () => {
  const { asked, own, other } = twoHosts()
  const claims: boolean[] = []
  const claim = (id: string) =>
    transact(own, async (unit) => {
      const isMine = await unit.claim(Boxes, id, { colour: 'red' })
      claims.push(isMine)
      if (isMine) unit.emit(Painted(id, {}))
      return isMine
    })
  expect(await claim('one')).toBe(true)
  expect(asked).toEqual([])
  await other.commit({ writes: [put(Boxes, 'two', { colour: 'grey' }, 'absent')] })
  expect(await claim('two')).toBe(false)
  expect(claims, 'it believed, and decided again').toEqual([true, true, false])
  expect(await claim('one')).toBe(false)
  expect(await claim('three')).toBe(true)
  expect(claims, 'it looked first').toEqual([true, true, false, false, true])
  expect(asked).toEqual(['two', 'one', 'three'])
  expect(await claim('four')).toBe(true)
  expect(asked).toHaveLength(3)
  expect((await own.get(Boxes, 'two'))?.doc.colour).toBe('grey')
  expect((await own.head()).position, 'one event for each that was free').toBe(3)
})

test('[TX7] whoever claims and refuses, or claims what was erased or has been read, has decided on what the engine holds', async () => {
  const { own, other } = twoHosts()
  await other.commit({
    writes: [put(Boxes, 'one', { colour: 'grey' }, 'absent'), put(Boxes, 'two', { colour: 'grey' }, 'absent')],
  })
  await other.commit({ writes: [erase(Boxes, 'two', 'any')] })
  const refuse = transact(own, async (unit) => {
    throw new Error(`free: ${await unit.claim(Boxes, 'one', { colour: 'red' })}`)
  })
  await expect(refuse).rejects.toThrow('free: false')
  await transact(own, (unit) => unit.claim(Boxes, 'three', { colour: 'red' })) // ids are new again
  expect(await transact(own, (unit) => unit.claim(Boxes, 'two', { colour: 'red' }))).toBe(false)
  const seen = await transact(own, async (unit) => {
    const before = await unit.get(Boxes, 'four')
    return [
      before,
      await unit.claim(Boxes, 'four', { colour: 'red' }),
      await unit.claim(Boxes, 'four', { colour: 'red' }),
    ]
  })
  expect(seen).toEqual([undefined, true, false])
})

test('[TX6] what it remembers is bounded, and an older version never replaces a newer one', () => {
  const cache = new ReadCache()
  const doc = (id: string, version: number, json = '{}') => ({ id, version, json, schema: 1 })
  for (let i = 0; i < 10_000; i++) cache.keep('acme', 'boxes', doc(String(i), 1))
  expect(cache.get('acme', 'boxes', '0')).toBeUndefined()
  expect(cache.get('acme', 'boxes', '9999')).toBeDefined()
  cache.keep('acme', 'boxes', doc('one', 7))
  cache.keep('acme', 'boxes', doc('one', 3))
  expect(cache.get('acme', 'boxes', 'one')?.version).toBe(7)
  for (let i = 0; i < 300; i++) cache.keep('acme', 'boxes', doc(`long${i}`, 1, 'x'.repeat(30_000)))
  expect(cache.get('acme', 'boxes', 'long100')).toBeUndefined()
  cache.keep('acme', 'boxes', doc('huge', 1, 'x'.repeat(100_000)))
  expect(cache.get('acme', 'boxes', 'huge')).toBeUndefined()
})
