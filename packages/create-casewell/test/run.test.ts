import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn, folder, type } from './world.ts'

const [enter, space, down, ctrlC] = ['\r', ' ', '\u001b[B', '\u0003']
const manifestIn = (path: string) =>
  JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { name: string; version: string } // npm's shape

describe('without questions', () => {
  test('[NEW10] makes what the command line says', async () => {
    const cwd = folder()
    const line = ['my-desk', '--store', 'postgres', '--channels', 'webhook,email', '--features', 'none', '--yes']
    const { code, stdout } = await type(line, { cwd })
    expect(code).toBe(0)
    expect(stdout).toBe('my-desk: postgres, email, webhook\n\n  cd my-desk\n  npm install\n  npm test\n  npm start\n')
    expect(manifestIn(join(cwd, 'my-desk')).name).toBe('my-desk')
    expect(filesIn(cwd)).toHaveLength(12)
  })

  test('[NEW10] takes the usual with --yes: SQLite, e-mail, no features, my-desk', async () => {
    const cwd = folder()
    expect((await type(['--yes'], { cwd })).stdout.split('\n')[0]).toBe('my-desk: sqlite, email')
  })

  test('[NEW10] asks nobody who is not there, and says what is open', async () => {
    const { code, stderr } = await type(['my-desk', '--store', 'memory'], { cwd: folder() })
    expect(code).toBe(2)
    expect(stderr).toContain('to be asked for channels, features')
  })

  test('[NEW11] refuses what it does not know and says what it knows', async () => {
    const cwd = folder()
    const wrong = await type(['my-desk', '--store', 'oracle', '--yes'], { cwd })
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('--store does not know "oracle"; it knows sqlite, postgres, memory.')
    expect((await type(['my-desk', '--channels', 'email,fax', '--yes'], { cwd })).stderr).toContain('"fax"')
    expect((await type(['my-desk', '--colour', 'red'], { cwd })).code).toBe(2)
    expect((await type(['one', 'two', '--yes'], { cwd })).code).toBe(2)
    expect(filesIn(cwd)).toEqual([])
  })

  test('[NEW9] refuses a folder whose name is no name of a package', async () => {
    const cwd = folder()
    for (const name of ['My Desk', '.desk', 'node_modules', 'http', 'a'.repeat(215)]) {
      const { code, stderr } = await type([name, '--yes'], { cwd })
      expect(code, name).toBe(2)
      expect(stderr, name).toContain('cannot be the name of a package')
    }
    expect(filesIn(cwd)).toEqual([])
  })

  test('[NEW13] shows help and version', async () => {
    expect((await type(['--help'], { cwd: '.' })).stdout).toContain(
      '--features <names>   knowledge, surveys, scores, assets',
    )
    const { version } = manifestIn(join(import.meta.dirname, '..'))
    expect(await type(['--version'], { cwd: '.' })).toMatchObject({ code: 0, stdout: `${version}\n` })
  })

  test('[NEW13] prints what the README shows', async () => {
    const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
    const [, line = '', shown = ''] = /^npm create casewell (.*)\n```\n\n```\n([\s\S]*?)```/m.exec(readme) ?? []
    const argv = line.split(/\s+/).filter((word) => word !== '--')
    expect((await type(argv, { cwd: folder() })).stdout).toBe(shown)
  })
})

describe('a folder', () => {
  test('[NEW8] that has anything in it is refused and left as it is', async () => {
    const cwd = folder()
    mkdirSync(join(cwd, 'my-desk'))
    writeFileSync(join(cwd, 'my-desk/letters.txt'), 'dear')
    const { code, stderr } = await type(['my-desk', '--yes'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toMatch(/is not empty: it holds letters\.txt \(1 in all\)\.\n.*another name/)
    expect(filesIn(cwd)).toEqual(['my-desk/letters.txt'])
  })

  test('[NEW8] that is a file is refused', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'my-desk'), '')
    expect((await type(['my-desk', '--yes'], { cwd })).stderr).toContain('my-desk is a file.')
  })

  test('[NEW8] that is empty is taken, also the one that one stands in', async () => {
    const cwd = folder()
    mkdirSync(join(cwd, 'desk-of-ours'))
    const { code, stdout } = await type(['.', '--yes'], { cwd: join(cwd, 'desk-of-ours') })
    expect([code, stdout]).toEqual([0, 'desk-of-ours: sqlite, email\n\n  npm install\n  npm test\n  npm start\n'])
    expect(filesIn(cwd)).toHaveLength(12)
  })

  test('[NEW8] deep down is made with those above it', async () => {
    const cwd = folder()
    expect((await type(['apps/support/desk', '--yes'], { cwd })).stdout).toContain('cd apps/support/desk')
  })
})

describe('with questions', () => {
  test('[NEW12] asks for what is open, and for nothing else', async () => {
    const cwd = folder()
    const keys = [down, enter, down, space, enter, space, enter] // Postgres; e-mail and the application; knowledge
    const { code, stdout } = await type(['my-desk'], { cwd, keys })
    expect(code).toBe(0)
    expect(stdout).toContain('my-desk: postgres, email, webhook, knowledge\n')
    expect(stdout).not.toContain('Which folder?')
  })

  test('[NEW12] proposes a folder', async () => {
    const cwd = folder()
    const line = ['--store', 'memory', '--channels', 'none', '--features', 'none']
    const { stdout } = await type(line, { cwd, keys: [enter] })
    expect(stdout).toContain('my-desk: memory\n')
  })

  test('[NEW8] asks again for a folder at once, if the one that was said has anything in it', async () => {
    const cwd = folder()
    mkdirSync(join(cwd, 'my-desk'))
    writeFileSync(join(cwd, 'my-desk/letters.txt'), 'dear')
    const { code, stdout } = await type([], { cwd, keys: [enter, 'desk-2', enter, enter, enter, enter] })
    expect(stdout).toContain('is not empty')
    expect([code, existsSync(join(cwd, 'desk-2/package.json'))]).toEqual([0, true])
  })

  test('[NEW12] writes nothing after Ctrl-C, at whichever question', async () => {
    const cwd = folder()
    for (const before of [[], [enter], [enter, enter], [enter, enter, enter]]) {
      const { code, stderr } = await type([], { cwd, keys: [...before, ctrlC] })
      expect([code, stderr]).toEqual([130, 'cancelled.\nNothing was written: start again when you like.\n'])
    }
    expect(filesIn(cwd)).toEqual([])
  })
})
