import { expect } from 'vitest'
import { testGuide } from '../../../tooling/guide-test.ts'

testGuide('getting-started', 'a desk that answers mail', (said) => {
  expect(said.filter(({ line }) => line.startsWith('npx tsx')).length).toBe(3)
  expect(said.at(-1)).toEqual({ line: 'npx tsc', prints: '' })
})
