import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { printed } from '../../../tooling/example.ts'
import { strayFiles } from '../../../tooling/guide.ts'

const here = resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(resolve(here, file), 'utf8')

test('the first desk prints what it says it prints', async () =>
  expect(await printed(resolve(here, 'main.ts'))).toBe(read('expected.txt')))

test('mail comes in, and its answer goes out', async () =>
  expect(await printed(resolve(here, 'mail.ts'))).toBe(read('mail.txt')))

test('an agent sees the cases that are theirs', async () =>
  expect(await printed(resolve(here, 'views.ts'))).toBe(read('views.txt')))

test('the guide shows the very files of this example', () =>
  expect(strayFiles(read('../../docs/getting-started.md'), here)).toEqual([]))
