import { expect, test } from 'vitest'
import { chance } from '../src/chance.ts'

test('chance gives as many bytes as asked for, none of them twice', () => {
  const random = chance()
  const given = Array.from({ length: 2_000 }, (_, i) => random(8 + (i % 25)))
  expect(given.map((bytes) => bytes.length)).toEqual(given.map((_, i) => 8 + (i % 25)))
  expect(new Set(given.map((bytes) => Buffer.from(bytes).toString('hex').slice(0, 16))).size).toBe(2_000)
  expect(random(10_000)).toHaveLength(10_000)
})
