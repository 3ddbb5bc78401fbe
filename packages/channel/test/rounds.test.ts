import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Rounds } from '../src/inbound/rounds.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('[IN3] keeps the order of each thread, and everything around what belongs to no thread', async () => {
  const thing = fc.record({
    thread: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { nil: undefined, freq: 6 }),
    pause: fc.nat(3),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(thing, { maxLength: 60 }), async (things) => {
      const done: number[] = []
      const rounds = new Rounds<{ n: number; pause: number }>(async (group) => {
        for (const { n, pause } of group) {
          for (let i = 0; i < pause; i++) await turn()
          done.push(n)
        }
      })
      for (const [n, { thread, pause }] of things.entries()) {
        rounds.push({ n, pause }, thread)
        if (pause === 0) await turn()
      }
      await rounds.drain()
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

test('[IN3] while a round is under way, others of other threads run beside it; nothing runs beside what belongs to no thread', async () => {
  const under: string[][] = []
  const ends: (() => void)[] = []
  const rounds = new Rounds<string>(async (round) => {
    under.push([...round])
    await new Promise<void>((resolve) => ends.push(resolve))
  })
  rounds.push('a1', 'a')
  rounds.push('b1', 'b')
  await turn()
  rounds.push('a2', 'a')
  rounds.push('c1', 'c')
  await turn()
  await turn()
  rounds.push('none', undefined)
  rounds.push('d1', 'd')
  for (let i = 0; i < 5; i++) await turn()
  expect(under).toEqual([['a1', 'b1'], ['c1']])
  ends[0]?.()
  for (let i = 0; i < 5; i++) await turn()
  expect(under.slice(2)).toEqual([['a2']])
  ends[1]?.()
  ends[2]?.()
  for (let i = 0; i < 5; i++) await turn()
  expect(under.slice(3)).toEqual([['none', 'd1']])
  ends[3]?.()
  await rounds.drain()
})
