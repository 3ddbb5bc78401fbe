import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lanes } from '../src/inbound/lanes.ts'

test('[IN3] keeps the order of each thread, and everything around what belongs to no thread', async () => {
  const thing = fc.record({
    thread: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { nil: undefined, freq: 6 }),
    pause: fc.nat(3),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(thing, { maxLength: 60 }), async (things) => {
      const done: number[] = []
      const lanes = new Lanes<{ n: number; pause: number }>(async (group) => {
        for (const { n, pause } of group) {
          for (let i = 0; i < pause; i++) await Promise.resolve()
          done.push(n)
        }
      })
      for (const [n, { thread, pause }] of things.entries()) {
        lanes.push({ n, pause }, thread)
        if (pause === 0) await Promise.resolve()
      }
      await lanes.drain()
      expect([...done].sort((a, b) => a - b)).toEqual(things.map((_, n) => n))
      const place = new Map(done.map((n, at) => [n, at]))
      for (const [n, { thread }] of things.entries())
        for (const [m, other] of things.entries()) {
          const isOrdered = n < m && (thread === undefined || other.thread === undefined || thread === other.thread)
          if (isOrdered) expect(place.get(n) ?? 0).toBeLessThan(place.get(m) ?? 0)
        }
    }),
    { numRuns: 200 },
  )
})
