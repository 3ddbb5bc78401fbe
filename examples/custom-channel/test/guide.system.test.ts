import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { follow, stepsOf } from '../../../tooling/guide.ts'
import { isBuilt } from '../../../tooling/tarballs.ts'

const guide = readFileSync(resolve(import.meta.dirname, '../../../docs/writing-a-channel.md'), 'utf8')
const scratch = mkdtempSync(join(tmpdir(), 'casewell-guide-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test.skipIf(!isBuilt)(
  'whoever follows the guide word for word, from an empty folder, has proved a channel (needs the built packages)',
  () => {
    const files = stepsOf(guide).flatMap((step) => (step.is === 'file' ? [step.name] : []))
    expect(files).toEqual(['channel.ts', 'vendor.ts', 'channel.test.ts'])
    const said = follow(guide, join(scratch, 'my-channel'))
    const [, passed] = /Tests +(\d+) passed \(/.exec(said.at(-1)?.prints ?? '') ?? []
    expect(Number(passed)).toBeGreaterThan(40)
  },
  300_000,
)
