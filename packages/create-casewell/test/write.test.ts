import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { programsIn } from '../../../tooling/programs.ts'
import { write } from '../src/write.ts'
import { filesIn, folder } from './world.ts'

const programs = await programsIn(join(import.meta.dirname, 'programs'))

test.each(['SIGINT', 'SIGTERM'])(
  '[NEW14] %s in the middle of writing waits until the project is whole',
  async (signal) => {
    const cwd = folder()
    const program = programs('signalled', join(cwd, 'my-desk'), signal)
    expect(await program.ended()).toBe(0)
    expect(program.lines).toEqual(['written'])
    expect(filesIn(cwd)).toEqual(['my-desk/second.ts', 'my-desk/src/first.ts'])
  },
)

test('[NEW14] a kill in the middle of writing leaves no project at all', async () => {
  const cwd = folder()
  expect(await programs('signalled', join(cwd, 'my-desk'), 'SIGKILL').ended()).toBe(null)
  expect(readdirSync(cwd).filter((name) => !name.startsWith('.create-casewell-'))).toEqual([])
})

test('[NEW14] a file that cannot be written takes the others with it', () => {
  const cwd = folder()
  const files = new Map([
    ['src', 'a file'],
    ['src/desk.ts', 'in a folder of the same name'],
  ])
  expect(() => write(join(cwd, 'my-desk'), files)).toThrow()
  expect(readdirSync(cwd)).toEqual([])
})

test('[NEW8] what comes into an empty folder before the project does is not overwritten', () => {
  const cwd = folder()
  function* late(): Generator<readonly [string, string], void, undefined> {
    yield ['desk.ts', 'ours']
    writeFileSync(join(cwd, 'desk.ts'), 'somebody else was here')
  }
  expect(() => write(cwd, late())).toThrow('is not empty')
  expect(filesIn(cwd)).toEqual(['desk.ts'])
})
