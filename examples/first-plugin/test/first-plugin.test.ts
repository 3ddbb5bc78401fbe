import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { printed } from '../../../tooling/example.ts'
import { strayFiles } from '../../../tooling/guide.ts'

const here = resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(resolve(here, file), 'utf8')

test('the first plugin prints what it says it prints', async () =>
  expect(await printed(resolve(here, 'main.ts'))).toBe(read('expected.txt')))

test('a command is refused, with the reason', async () =>
  expect(await printed(resolve(here, 'refuse.ts'))).toBe(read('refuse.txt')))

test('the guide shows the very files of this example', () =>
  expect(strayFiles(read('../../docs/writing-a-plugin.md'), here)).toEqual([]))
