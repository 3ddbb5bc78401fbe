import { eventType } from '@casewell/bus'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import {
  rowsOf as allRowsOf,
  collection,
  erase,
  memoryStore,
  pagesOf,
  put,
  remove,
  type Store,
  UnitOfWork,
} from '../src/index.ts'
import { Timers } from '../src/timer/timers.ts'

const Counted = eventType('box.counted', z.object({ n: z.number() }))
const Boxes = collection('boxes', z.object({ colour: z.string(), tags: z.array(z.string()) }), {
  version: 1,
  indexes: { colour: (b) => [b.colour], tag: { each: (b) => b.tags.map((tag) => [tag]) } },
})
const red = { colour: 'red', tags: [] }
const blue = { colour: 'blue', tags: [] }

const unitOf = async (store: Store): Promise<UnitOfWork> => new UnitOfWork(store, await store.now())
const conflict = { code: 'store/conflict' }

function freshStore(): Store {
  return memoryStore().tenant('acme')
}

/** A store with a box `one` in version 1, and an erased one, `gone`. */
async function furnished(): Promise<Store> {
  const store = freshStore()
  await store.commit({ writes: [put(Boxes, 'one', red, 'absent'), put(Boxes, 'gone', red, 'absent')] })
  await store.commit({ writes: [erase(Boxes, 'gone', 1)] })
  return store
}

describe('a unit of work', () => {
  test('[UNIT1] reads its own writes, and nobody else does before the commit', async () => {
    const store = await furnished()
    const unit = await unitOf(store)
    unit.put(Boxes, 'two', blue)
    unit.remove(Boxes, 'one')
    expect((await unit.get(Boxes, 'two'))?.doc).toEqual(blue)
    expect(await unit.get(Boxes, 'one')).toBeUndefined()
    expect((await unit.find(Boxes, { index: 'colour', limit: 10 })).items.map(({ id }) => id)).toEqual(['two'])
    expect(await store.get(Boxes, 'two')).toBeUndefined()
    expect(await unit.commit()).toEqual({ commit: 3, positions: [] })
    expect((await store.get(Boxes, 'two'))?.doc).toEqual(blue)
    expect(await store.get(Boxes, 'one')).toBeUndefined()
  })

  test('[UNIT2] fails at the commit if what it got has changed, come or gone', async () => {
    for (const id of ['one', 'new']) {
      const store = await furnished()
      const unit = await unitOf(store)
      await unit.get(Boxes, id)
      unit.put(Boxes, 'elsewhere', blue)
      await store.commit({ writes: [put(Boxes, id, blue, 'any')] })
      await expect(unit.commit()).rejects.toMatchObject(conflict)
      expect(await store.get(Boxes, 'elsewhere')).toBeUndefined()
    }
    const store = await furnished()
    const unit = await unitOf(store)
    await unit.get(Boxes, 'one')
    unit.emit(Counted('one', { n: 1 }))
    await store.commit({ writes: [remove(Boxes, 'one', 1)] })
    await expect(unit.commit()).rejects.toMatchObject(conflict)
  })

  test('[UNIT2] sees one version of what it got, however often it asks, and fails if that is not the last', async () => {
    const store = await furnished()
    const unit = await unitOf(store)
    await unit.get(Boxes, 'one')
    await store.commit({ writes: [put(Boxes, 'one', blue, 1)] })
    expect((await unit.get(Boxes, 'one'))?.doc).toEqual(red)
    unit.put(Boxes, 'two', red)
    await expect(unit.commit()).rejects.toMatchObject(conflict)
  })

  test('[UNIT2] does not fail over what it only found', async () => {
    const store = await furnished()
    const unit = await unitOf(store)
    await unit.find(Boxes, { index: 'colour', limit: 10 })
    unit.put(Boxes, 'two', blue)
    await store.commit({ writes: [put(Boxes, 'one', blue, 1)] })
    await unit.commit()
    expect((await store.get(Boxes, 'two'))?.doc).toEqual(blue)
  })

  test('[UNIT3] writes over the version it got, and over whatever there is if it got none', async () => {
    const store = await furnished()
    const [careful, blind] = [await unitOf(store), await unitOf(store)]
    await careful.get(Boxes, 'one')
    careful.put(Boxes, 'one', { colour: 'careful', tags: [] })
    blind.put(Boxes, 'one', { colour: 'blind', tags: [] })
    await store.commit({ writes: [put(Boxes, 'one', blue, 1)] })
    await expect(careful.commit()).rejects.toMatchObject(conflict)
    await blind.commit()
    expect((await store.get(Boxes, 'one'))?.doc.colour).toBe('blind')
  })

  test('[UNIT3] counts on what it read also where it has written and deleted since', async () => {
    const store = freshStore()
    const unit = await unitOf(store)
    expect(await unit.claim(Boxes, 'one', red)).toBe(true)
    unit.remove(Boxes, 'one')
    unit.put(Boxes, 'two', red)
    await store.commit({ writes: [put(Boxes, 'one', blue, 'absent')] }) // somebody else claims it meanwhile
    await expect(unit.commit()).rejects.toMatchObject(conflict)
    expect((await store.get(Boxes, 'one'))?.doc).toEqual(blue)
  })

  test('[UNIT4] claims what nobody has, and learns at once when somebody has', async () => {
    const store = await furnished()
    const unit = await unitOf(store)
    expect(await unit.claim(Boxes, 'one', blue)).toBe(false)
    expect(await unit.claim(Boxes, 'two', blue)).toBe(true)
    expect(await unit.claim(Boxes, 'two', red)).toBe(false)
    unit.remove(Boxes, 'one')
    expect(await unit.claim(Boxes, 'one', blue)).toBe(true) // in this unit it was free again
    unit.erase(Boxes, 'three')
    expect(await unit.claim(Boxes, 'three', blue)).toBe(false)
    await unit.commit()
    expect((await store.get(Boxes, 'one'))?.doc).toEqual(blue)
  })

  test('[UNIT5] may read what was erased, and anything that cannot be an id, and still commits', async () => {
    const store = await furnished()
    const unit = await unitOf(store)
    expect(await unit.get(Boxes, 'gone')).toBeUndefined()
    expect(await unit.get(Boxes, 'no\nid')).toBeUndefined()
    unit.put(Boxes, 'two', blue)
    await unit.commit()
    expect((await store.get(Boxes, 'two'))?.version).toBe(3)
  })

  test('[UNIT6] keeps what it has erased: no put, no deletion brings the id back', async () => {
    const store = await furnished()
    const unit = await unitOf(store)
    unit.erase(Boxes, 'one')
    expect(() => unit.put(Boxes, 'one', blue)).toThrow(expect.objectContaining(conflict))
    unit.remove(Boxes, 'one')
    await unit.commit()
    await expect(store.commit({ writes: [put(Boxes, 'one', blue, 'absent')] })).rejects.toMatchObject(conflict)
  })

  test('[UNIT7] says of its events when it decided, and who stands behind them', async () => {
    const store = freshStore()
    const unit = new UnitOfWork(store, new Date('2026-02-28T08:00:00.000Z'))
    unit.emit(Counted('one', { n: 1 }))
    unit.author = { actor: 'system:counter', cause: 'e-1' }
    unit.emit(Counted('two', { n: 2 }))
    await unit.commit({ actor: 'agent:ada' })
    expect(await store.readLog({ after: 0, limit: 2 })).toMatchObject([
      { subject: 'one', time: '2026-02-28T08:00:00.000Z', actor: 'agent:ada' },
      { subject: 'two', time: '2026-02-28T08:00:00.000Z', actor: 'system:counter', cause: 'e-1' },
    ])
  })

  test('[UNIT8] sets one timer a key: the same key again replaces it, unschedule removes it', async () => {
    const store = freshStore()
    const at = (minute: number): Date => new Date(Date.UTC(2030, 0, 1, 0, minute))
    const unit = await unitOf(store)
    unit.schedule(at(1), Counted('one', { n: 1 }))
    unit.schedule(at(2), Counted('one', { n: 2 }))
    unit.schedule(at(3), Counted('one', { n: 3 }), 'own key')
    unit.schedule(at(4), Counted('two', { n: 4 }))
    unit.unschedule('box.counted/two')
    await unit.commit()
    const { items } = await store.find(Timers, { index: 'due', limit: 10 })
    expect(items.map(({ id, doc }) => [id, doc.draft.data])).toEqual([
      ['box.counted/one', { n: 2 }],
      ['own key', { n: 3 }],
    ])
  })

  test('[UNIT9] that only reads commits nothing', async () => {
    const store = await furnished()
    const unit = await unitOf(store)
    await unit.get(Boxes, 'one')
    expect(unit.isEmpty).toBe(true)
    expect(await unit.commit()).toBeUndefined()
    expect((await store.head()).commit).toBe(2)
  })

  test('[UNIT10] refuses a query that the store would refuse', async () => {
    const unit = await unitOf(freshStore())
    unit.put(Boxes, 'one', red)
    for (const limit of [0, 1001, Number.NaN])
      await expect(unit.find(Boxes, { index: 'colour', limit })).rejects.toMatchObject({ code: 'store/bad-query' })
    // @ts-expect-error an index that nobody declared does not compile
    await expect(unit.find(Boxes, { index: 'size', limit: 1 })).rejects.toMatchObject({ code: 'store/bad-query' })
  })
})

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const box = fc.record({
  colour: fc.constantFrom('blue', 'red', '😀', '\uFFFD'),
  tags: fc.uniqueArray(fc.constantFrom('p', 'q', 'r', 's'), { maxLength: 4, size: 'max' }),
})
const writes = fc.array(fc.record({ id, box: fc.option(box, { nil: undefined }) }), { maxLength: 8, size: 'max' })
const query = fc.record(
  {
    index: fc.constantFrom('colour' as const, 'tag' as const),
    limit: fc.integer({ min: 1, max: 5 }),
    order: fc.constantFrom('asc' as const, 'desc' as const),
    from: fc.constantFrom('blue', 'p', 'q'),
    to: fc.constantFrom('red', 'r', '😀'),
  },
  { requiredKeys: ['index', 'limit'] },
)

test('[UNIT11] a query inside a unit gives what it will give after the commit, page by page, each row once', async () => {
  await fc.assert(
    fc.asyncProperty(writes, writes, query, async (before, own, asked) => {
      await using host = memoryStore()
      const store = host.tenant('acme')
      for (const w of before)
        await store.commit({ writes: [w.box ? put(Boxes, w.id, w.box, 'any') : remove(Boxes, w.id, 'any')] })
      const unit = await unitOf(store)
      for (const w of own) w.box ? unit.put(Boxes, w.id, w.box) : unit.remove(Boxes, w.id)
      const inside = await rowsOf(unit, asked)
      await unit.commit()
      expect(inside).toEqual(await rowsOf(store, asked))
    }),
    { numRuns: 500 },
  )
})

type Asked = typeof query extends fc.Arbitrary<infer Q> ? Q : never

async function rowsOf(reader: Pick<Store, 'find'>, asked: Asked): Promise<readonly unknown[]> {
  const rows: unknown[] = []
  for (let page = {}; ; ) {
    const { items, next } = await reader.find(Boxes, { ...asked, ...page })
    expect(items.length).toBeLessThanOrEqual(asked.limit)
    rows.push(...items.map((item) => [item.id, item.doc]))
    if (next === undefined) return rows
    page = { cursor: next }
  }
}

test('[UNIT12] pages that lost many rows to the unit are short, and still lead to the last one', async () => {
  await using host = memoryStore()
  const store = host.tenant('acme')
  const ids = Array.from({ length: 1_500 }, (_, i) => `b${String(i).padStart(4, '0')}`)
  await store.commit({ writes: ids.map((one) => put(Boxes, one, red, 'absent')) })
  const unit = await unitOf(store)
  for (const one of ids.slice(0, 1_200)) unit.remove(Boxes, one)
  const first = await unit.find(Boxes, { index: 'colour', limit: 10 })
  expect([first.items, typeof first.next]).toEqual([[], 'string'])
  expect((await rowsOf(unit, { index: 'colour', limit: 10 })).length).toBe(300)
})

test('[UNIT13] all rows of a query come, each once, however many pages these are, inside a unit that rewrites them', async () => {
  await using host = memoryStore()
  const store = host.tenant('acme')
  const ids = Array.from({ length: 2_300 }, (_, i) => `b${String(i).padStart(4, '0')}`)
  await store.commit({ writes: ids.map((one) => put(Boxes, one, red, 'absent')) })
  const walked: string[] = []
  const pages: number[] = []
  for await (const { id } of allRowsOf(store, Boxes, { index: 'colour' })) walked.push(id)
  for await (const page of pagesOf(store, Boxes, { index: 'colour', limit: 1000 })) pages.push(page.length)
  expect(walked).toEqual(ids)
  expect(pages).toEqual([1000, 1000, 300])

  const unit = await unitOf(store)
  const painted: string[] = []
  for await (const { id } of allRowsOf(unit, Boxes, { index: 'colour', equals: ['red'], order: 'desc' })) {
    unit.put(Boxes, id, blue)
    painted.push(id)
  }
  expect(painted).toEqual(ids.toReversed())
  expect((await unit.find(Boxes, { index: 'colour', equals: ['red'], limit: 10 })).items).toEqual([])
})
