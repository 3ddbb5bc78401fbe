import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const here = resolve(import.meta.dirname, '..')

test('the first desk prints what it says it prints', () => {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-first-'))
  // tsx is found from here; the desk's file lies where the program is run
  const args = ['--import', import.meta.resolve('tsx'), '--conditions=@casewell/source', join(here, 'main.ts')]
  const printed = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  rmSync(folder, { recursive: true, force: true })
  expect(printed).toBe(readFileSync(join(here, 'expected.txt'), 'utf8'))
})
