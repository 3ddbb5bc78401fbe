import { expect } from 'vitest'
import { testGuide } from '../../../tooling/guide-test.ts'

testGuide('search-your-articles', 'articles that answer questions', (said) => {
  expect(said.at(-1)?.line).toBe('npx tsx main.ts')
})
