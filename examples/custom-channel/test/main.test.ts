import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const here = resolve(import.meta.dirname, '..')

test('a custom channel takes a message in once and brings the answer back', () => {
  const args = ['--import', import.meta.resolve('tsx'), '--conditions=@casewell/source', join(here, 'main.ts')]
  const printed = execFileSync(process.execPath, args, { cwd: here, encoding: 'utf8' })
  expect(printed).toBe(readFileSync(join(here, 'expected.txt'), 'utf8'))
})

test('it is at most sixty lines', () => {
  expect(readFileSync(join(here, 'channel.ts'), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(60)
})
