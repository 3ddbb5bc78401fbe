import { expect, test } from 'vitest'
import { ServerClock } from '../src/clock.ts'

/** A server and a process whose clocks a test sets. */
function clocks() {
  const at = { server: 1_000_000, here: 0, asked: 0 }
  const clock = new ServerClock(
    async () => {
      at.asked++
      return at.server
    },
    () => at.here,
  )
  return { at, clock }
}

test("[CLOCK1] the clock is the server's, counted on here between two readings", async () => {
  const { at, clock } = clocks()
  expect(await clock.now()).toBe(1_000_000)
  at.here += 1_500.7
  expect(await clock.now()).toBe(1_001_500)
  expect(at.asked).toBe(1)
})

test('[CLOCK2] a reading older than five seconds is taken again', async () => {
  const { at, clock } = clocks()
  await clock.now()
  at.here += 5_001
  at.server += 7_000
  expect(await clock.now()).toBe(1_007_000)
  expect(at.asked).toBe(2)
})

test("[CLOCK3] the clock never moves back, whatever the server's does", async () => {
  const { at, clock } = clocks()
  await clock.now()
  clock.note(1_000_000 - 3_600_000)
  expect(await clock.now()).toBe(1_000_000)
  at.here += 60_000
  at.server = 1_000_001
  expect(await clock.now()).toBe(1_000_001)
})
