import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const here = resolve(import.meta.dirname, '..')
const guide = readFileSync(resolve(here, '../../docs/writing-a-channel.md'), 'utf8')

test('the guide shows the very files of this example', () => {
  for (const file of ['channel.ts', 'vendor.ts', 'serve.ts'])
    expect(guide).toContain(readFileSync(resolve(here, file), 'utf8'))
  const proof = readFileSync(resolve(here, 'test/custom-channel.test.ts'), 'utf8')
  expect(guide).toContain(proof.replace("'../vendor.ts'", "'./vendor.ts'")) // in the guide they lie side by side
})
