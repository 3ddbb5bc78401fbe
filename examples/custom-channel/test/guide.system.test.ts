import { expect } from 'vitest'
import { stepsOf } from '../../../tooling/guide.ts'
import { guideOf, testGuide } from '../../../tooling/guide-test.ts'

testGuide('writing-a-channel', 'proved a channel', (said) => {
  const files = stepsOf(guideOf('writing-a-channel')).flatMap((step) => (step.is === 'file' ? [step.name] : []))
  expect(files).toEqual(['channel.ts', 'vendor.ts', 'channel.test.ts', 'serve.ts'])
  const testsIn = (text = ''): string | undefined => /Tests +(\d+) passed \(/.exec(text)?.[1]
  const proved = said.find(({ line }) => line.startsWith('npx vitest'))
  expect(testsIn(proved?.prints)).toBe(testsIn(guideOf('writing-a-channel')))
})
