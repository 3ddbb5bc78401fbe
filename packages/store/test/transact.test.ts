import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { collection, erase, memoryStore, put, type Store, transact } from '../src/index.ts'

const Counters = collection('counters', z.object({ n: z.number(), label: z.string().optional() }), {
  version: 1,
  indexes: { label: { unique: (c) => [c.label] } },
})

const freshStore = (): Store => memoryStore().tenant('acme')

describe('transact', () => {
  test('[TX1] runs again from the start after a lost race, and has its effects once', async () => {
    const store = freshStore()
    let runs = 0
    const count = () =>
      transact(store, async (unit) => {
        runs++
        const n = ((await unit.get(Counters, 'visits'))?.doc.n ?? 0) + 1
        unit.put(Counters, 'visits', { n })
        return n
      })
    const numbers = await Promise.all(Array.from({ length: 30 }, count))
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
    expect((await store.get(Counters, 'visits'))?.doc.n).toBe(30)
    expect(runs).toBeGreaterThan(30)
  })

  test('[TX2] throws what the function throws, and writes nothing', async () => {
    const store = freshStore()
    const refusal = new Error('not on a Sunday')
    const refused = transact(store, (unit) => {
      unit.put(Counters, 'visits', { n: 1 })
      throw refusal
    })
    await expect(refused).rejects.toBe(refusal)
    expect(await store.head()).toEqual({ commit: 0, position: 0 })
  })

  test('[TX3] gives up at once on an erased id: deciding again would change nothing', async () => {
    const store = freshStore()
    await store.commit({ writes: [erase(Counters, 'gone', 'any')] })
    let runs = 0
    const writing = transact(store, (unit) => {
      runs++
      unit.put(Counters, 'gone', { n: 1 })
    })
    await expect(writing).rejects.toMatchObject({ code: 'store/conflict', details: { actual: 'erased' } })
    expect(runs).toBeLessThanOrEqual(2)
  })

  test('[TX3] tells a claim that its id was erased, and lets deletions pass', async () => {
    const store = freshStore()
    await store.commit({ writes: [erase(Counters, 'gone', 'any')] })
    const outcome = await transact(store, async (unit) => {
      unit.remove(Counters, 'gone')
      unit.put(Counters, 'other', { n: 1 })
      return unit.claim(Counters, 'gone', { n: 1 })
    })
    expect(outcome).toBe(false)
    expect((await store.get(Counters, 'other'))?.doc.n).toBe(1)
  })

  test('[TX4] lets a function that looks for the holder of a unique key decide again, and gives up on one that does not', async () => {
    const store = freshStore()
    const take = (id: string, doLook: boolean) =>
      transact(store, async (unit) => {
        const { items } = doLook
          ? await unit.find(Counters, { index: 'label', equals: ['L'], limit: 1 })
          : { items: [] }
        const holder = items[0]
        if (holder) return holder.id
        unit.put(Counters, id, { n: 1, label: 'L' })
        return id
      })
    expect(await Promise.all([take('a', true), take('b', true), take('c', true)])).toEqual(['a', 'a', 'a'])
    await expect(take('d', false)).rejects.toMatchObject({
      code: 'store/conflict',
      details: { id: 'd', index: 'label', holder: 'a' },
    })
  })

  test('[TX5] says after fifty lost races which one it was', async () => {
    const store = freshStore()
    let runs = 0
    const hopeless = transact(store, async (unit) => {
      const n = (await unit.get(Counters, 'visits'))?.doc.n ?? 0
      await store.commit({ writes: [put(Counters, 'visits', { n: ++runs }, 'any')] })
      unit.put(Counters, 'visits', { n })
    })
    await expect(hopeless).rejects.toMatchObject({
      code: 'store/contended',
      message: expect.stringContaining('lost 50 races in a row') as string,
      details: { attempts: 50 },
    })
    expect(runs).toBe(50)
  })
})
