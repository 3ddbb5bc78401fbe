import { expect } from 'vitest'
import { testGuide } from '../../../tooling/guide-test.ts'

testGuide('score-your-surveys', 'scores with their doubt', (said) => {
  expect(said.at(-1)?.line).toBe('npx tsx main.ts')
})
