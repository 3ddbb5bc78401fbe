import { expect } from 'vitest'
import { testGuide } from '../../../tooling/guide-test.ts'

testGuide('writing-a-store', 'a store and its proof', (said) => {
  expect(said.at(-1)?.prints).toMatch(/Tests +\d\d passed/)
})
