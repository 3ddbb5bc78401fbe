import { eventType } from '@casewell/bus'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { check, collection, erase, memoryStore, put } from '../src/index.ts'

const Opened = eventType('box.opened', z.object({ colour: z.string() }))
const Boxes = collection('boxes', z.object({ colour: z.string(), label: z.string() }), {
  version: 1,
  indexes: { colour: (b) => [b.colour], label: { unique: (b) => [b.label] } },
})

test('a claim is given once, and the loser learns who holds it', async () => {
  await using host = memoryStore()
  const store = host.tenant('a')
  const claim = (by: string) =>
    store.commit({
      writes: [put(Boxes, 'one', { colour: 'red', label: by }, 'absent')],
      events: [Opened('one', { colour: 'red' })],
    })
  const outcomes = await Promise.allSettled([claim('x'), claim('y')])
  expect(outcomes.map((o) => o.status)).toEqual(['fulfilled', 'rejected'])
  expect(outcomes[1]).toMatchObject({
    reason: { code: 'store/conflict', details: { collection: 'boxes', id: 'one', expected: 'absent', actual: 1 } },
  })
  expect(await store.readLog({ after: 0, limit: 10, subject: 'one' })).toHaveLength(1)
  await store.commit({ writes: [erase(Boxes, 'one', 1), check(Boxes, 'two', 'absent')] })
  expect(await store.find(Boxes, { index: 'colour', equals: ['red'], order: 'desc', limit: 10 })).toEqual({ items: [] })
  // @ts-expect-error an index that was not declared does not compile
  await expect(store.find(Boxes, { index: 'size', limit: 10 })).rejects.toMatchObject({ code: 'store/bad-query' })
})
