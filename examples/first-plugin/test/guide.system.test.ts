import { expect } from 'vitest'
import { testGuide } from '../../../tooling/guide-test.ts'

testGuide('writing-a-plugin', 'a plugin and its test', (said) => {
  expect(said.find(({ line }) => line.startsWith('npx vitest'))?.prints).toMatch(/Tests +1 passed/)
})
