import { eventType } from '@casewell/bus'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import {
  applyRetention,
  collection,
  memoryStore,
  put,
  type RetentionOutcome,
  retention,
  runRetention,
} from '../src/index.ts'

const day = 86_400_000
const today = Date.UTC(2026, 5, 1)

const Letters = collection(
  'letters',
  z.object({ at: z.number(), isHeld: z.boolean(), case: z.string(), photos: z.array(z.string()) }),
  { version: 1, indexes: { at: (letter) => [letter.at] }, blobs: (letter) => letter.photos },
)
const Cases = collection('cases', z.object({ closedAt: z.string().nullable() }), { version: 1, indexes: {} })
const Posted = eventType('letter.posted', z.undefined())

const letter = (daysAgo: number, given: object = {}) => ({
  at: today - daysAgo * day,
  isHeld: false,
  case: 'none',
  photos: [],
  ...given,
})

const openStore = (now = () => today) => {
  const host = memoryStore({ now })
  return { host, store: host.tenant('acme') }
}

test('[RETENTION1] what is older than its days is erased, on the day and not before; the log stands', async () => {
  const { host, store } = openStore()
  await using _ = host
  const writes = [29, 30, 31].map((days) => put(Letters, `d${days}`, letter(days), 'absent'))
  await store.commit({ writes, events: [Posted('d31')] })
  const rule = retention(Letters, { keepDays: 30, since: ({ doc }) => doc.at })
  expect(await applyRetention(store, [rule])).toEqual([{ collection: 'letters', looked: 3, gone: 2 }])
  expect((await store.all(Letters, { limit: 10 })).map(({ id }) => id)).toEqual(['d29'])
  expect((await store.head()).position).toBe(1)
  const again = put(Letters, 'd31', letter(0), 'absent')
  await expect(store.commit({ writes: [again] })).rejects.toMatchObject({ details: { actual: 'erased' } })
})

test('[RETENTION2] along an index only what is due is read; both ways take away the same', async () => {
  const ages = fc.array(fc.record({ days: fc.integer({ min: 0, max: 60 }), isHeld: fc.boolean() }), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(ages, async (all) => {
      const outcomes: { left: readonly string[]; looked: number }[] = []
      for (const index of ['at', undefined] as const) {
        const { host, store } = openStore()
        await using _ = host
        await store.commit({
          writes: all.map(({ days, isHeld }, i) => put(Letters, `l${i}`, letter(days, { isHeld }), 'absent')),
        })
        const since = ({ doc }: { doc: { at: number; isHeld: boolean } }) => (doc.isHeld ? undefined : doc.at)
        const rule = retention(Letters, { keepDays: 30, since, ...(index && { index }) })
        const [{ looked } = { looked: 0 }] = await applyRetention(store, [rule])
        outcomes.push({ left: (await store.all(Letters, { limit: 100 })).map(({ id }) => id).sort(), looked })
      }
      const young = all.flatMap(({ days, isHeld }, i) => (days < 30 || isHeld ? [`l${i}`] : []))
      for (const { left } of outcomes) expect(left).toEqual(young.sort())
      expect(outcomes[0]?.looked ?? 0).toBeLessThanOrEqual(outcomes[1]?.looked ?? 0)
    }),
    { numRuns: 40 },
  )
})

test('[RETENTION2] a thousand young documents behind one old one are not read', async () => {
  const { host, store } = openStore()
  await using _ = host
  const old = put(Letters, 'old', letter(400), 'absent')
  await store.commit({
    writes: [old, ...Array.from({ length: 1000 }, (_v, i) => put(Letters, `y${i}`, letter(1), 'absent'))],
  })
  const rule = retention(Letters, { keepDays: 365, since: ({ doc }) => doc.at, index: 'at' })
  expect(await applyRetention(store, [rule])).toEqual([{ collection: 'letters', looked: 2, gone: 1 }])
})

test('[RETENTION3] a rule may ask the store: the letters of a case are kept while it is open', async () => {
  const { host, store } = openStore()
  await using _ = host
  await store.commit({
    writes: [
      put(Cases, 'open', { closedAt: null }, 'absent'),
      put(Cases, 'closed', { closedAt: new Date(today - 100 * day).toISOString() }, 'absent'),
      put(Letters, 'a', letter(500, { case: 'open' }), 'absent'),
      put(Letters, 'b', letter(500, { case: 'closed' }), 'absent'),
    ],
  })
  const rule = retention(Letters, {
    keepDays: 90,
    since: async ({ doc }, reader) => (await reader.get(Cases, doc.case))?.doc.closedAt ?? undefined,
  })
  await applyRetention(store, [rule])
  expect((await store.all(Letters, { limit: 10 })).map(({ id }) => id)).toEqual(['a'])
})

test('[RETENTION4] a document that is changed meanwhile is left for the next time, the others go', async () => {
  const { host, store } = openStore()
  await using _ = host
  await store.commit({ writes: ['a', 'b', 'c'].map((id) => put(Letters, id, letter(90), 'absent')) })
  let isFirst = true
  const rule = retention(Letters, {
    keepDays: 30,
    by: 'remove',
    async since({ id, doc }) {
      if (id === 'c' && isFirst) await store.commit({ writes: [put(Letters, 'b', letter(90), 'any')] })
      if (id === 'c') isFirst = false
      return doc.at
    },
  })
  expect(await applyRetention(store, [rule])).toEqual([{ collection: 'letters', looked: 3, gone: 2 }])
  expect((await store.all(Letters, { limit: 10 })).map(({ id }) => id)).toEqual(['b'])
  expect(await applyRetention(store, [rule])).toEqual([{ collection: 'letters', looked: 1, gone: 1 }])
  await store.commit({ writes: [put(Letters, 'a', letter(0), 'absent')] }) // removed, not erased: the id is free
})

test('[RETENTION5] bytes that only such documents named go too', async () => {
  let now = today
  const { host, store } = openStore(() => now)
  await using _ = host
  const { blob } = await store.blobs.write(Buffer.from('a photo'))
  await store.commit({ writes: [put(Letters, 'a', letter(0, { photos: [blob] }), 'absent')] })
  now += 31 * day
  await applyRetention(store, [retention(Letters, { keepDays: 30, since: ({ doc }) => doc.at })])
  expect(await store.blobs.has(blob)).toBe(false)
})

test('[RETENTION6] it runs at once and again and again, also when several processes run it, and after trouble', async () => {
  const { host, store } = openStore()
  await using _ = host
  const rule = retention(Letters, { keepDays: 30, since: ({ doc }) => doc.at })
  const wrong = retention(Letters, {
    keepDays: 30,
    since() {
      throw new Error('a rule with a mistake')
    },
  })
  const errors: unknown[] = []
  const outcomes: RetentionOutcome[] = []
  const gone = () => outcomes.reduce((sum, outcome) => sum + outcome.gone, 0)
  const running = [[rule], [rule], [wrong]].map((rules) =>
    runRetention(store, rules, {
      everyMs: 1,
      onDone: (done) => outcomes.push(...done),
      onError: (error) => errors.push(error),
    }),
  )
  for (const round of [1, 2]) {
    const ids = Array.from({ length: 300 }, (_v, i) => `r${round}-${i}`)
    await store.commit({ writes: ids.map((id) => put(Letters, id, letter(90), 'absent')) })
    await expect.poll(gone).toBe(round * 300)
  }
  for (const one of running) await one.stop()
  expect(String(errors[0])).toContain('a rule with a mistake')
})
