import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { newIds } from '../src/new-ids.ts'

test('ids sort in the order in which they were made, also within a millisecond and when the clock moves back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1.7e12, max: 1.8e12 }), { minLength: 2, maxLength: 50 }), (times) => {
      let i = 0
      const ids = newIds(
        (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
        () => times[Math.floor(i++ / 3)] ?? 1.8e12,
      )
      const made = Array.from({ length: times.length * 3 }, ids)
      expect(made).toEqual([...made].sort())
      expect(new Set(made.map((id) => id.length))).toEqual(new Set([23]))
    }),
  )
})
