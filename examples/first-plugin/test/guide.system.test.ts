import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { follow } from '../../../tooling/guide.ts'
import { isBuilt } from '../../../tooling/tarballs.ts'

const guide = readFileSync(resolve(import.meta.dirname, '../../../docs/writing-a-plugin.md'), 'utf8')
const scratch = mkdtempSync(join(tmpdir(), 'casewell-guide-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test.skipIf(!isBuilt)(
  'whoever follows the guide word for word, from an empty folder, has a plugin and its test (needs the built packages)',
  () => {
    const said = follow(guide, join(scratch, 'mine'))
    expect(said.at(-1)?.prints).toMatch(/Tests +1 passed/)
  },
  300_000,
)
