import { expect, test } from 'vitest'
import clock from '../faults/clock.ts'
import { broken, patient } from './broken.ts'

test('wall clocks that differ and jump disturb neither order nor leases nor timers', patient, async () => {
  expect(await broken(clock, 'sqlite')).toBe(true)
})
