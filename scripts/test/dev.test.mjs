// The one command, in a small house: what a newcomer types, sees and interrupts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { benches, listing, sentence } from '../dev/benches.mjs'
import { tooOld } from '../dev/node-version.mjs'
import { house, root } from './house.mjs'

const example = { name: '@casewell/example-mailbox', version: '0.0.0' }
const lock = JSON.stringify({
  name: 'house',
  lockfileVersion: 3,
  packages: {
    '': { name: 'house', workspaces: ['examples/*'] },
    'examples/mailbox': example,
    'node_modules/@casewell/example-mailbox': { resolved: 'examples/mailbox', link: true },
  },
})

/** A house whose main job is the text `main`; `installed` is npm's own record of its node_modules. */
function houseThatRuns(main, installed = lock) {
  const home = house({
    'package.json': JSON.stringify({
      name: 'house',
      private: true,
      packageManager: 'npm@11.19.1',
      workspaces: ['examples/*'],
    }),
    'package-lock.json': lock,
    'examples/mailbox/package.json': JSON.stringify({ ...example, type: 'module' }),
    'examples/mailbox/main.ts': main,
  })
  home.furnish('scripts', 'turbo.json')
  mkdirSync(join(home.dir, 'node_modules'))
  for (const name of readdirSync(join(root, 'node_modules')).filter(
    (entry) => !entry.startsWith('.') || entry === '.bin',
  )) {
    symlinkSync(join(root, 'node_modules', name), join(home.dir, 'node_modules', name))
  }
  if (installed) home.write('node_modules/.package-lock.json', installed)
  return home
}

const start = (home, ...args) => home.run(process.execPath, ['scripts/dev.mjs', 'start', ...args])

/** Starts a command, does something to it once it has spoken, and resolves to what it said and how it ended. */
async function interrupted(home, [command, ...args], interrupt) {
  const env = { ...process.env, npm_lifecycle_event: 'start' }
  const child = spawn(command, args, { cwd: home.dir, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    if (said === '') interrupt(child)
    said += text
  })
  const [code] = await once(child, 'close')
  return { code, said }
}

const draining = `
let heard = 0
const drain = (signal: string) => {
  if (++heard === 1) setTimeout(() => { console.log('drained on ' + heard + ' ' + signal); process.exit(7) }, 300)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, drain)
setInterval(() => {}, 1000)
console.log('listening')
`
const dev = [process.execPath, 'scripts/dev.mjs', 'start']

describe('npm start', () => {
  test('says nothing of its own, hands its arguments on and keeps the exit code', () => {
    const main = 'console.log(JSON.stringify(process.argv.slice(2) satisfies string[]))\nprocess.exitCode = 3\n'
    expect(start(houseThatRuns(main), '--once', '--mailbox', 'a b')).toMatchObject({
      code: 3,
      stdout: '["--once","--mailbox","a b"]\n',
    })
  })

  test.each(['SIGINT', 'SIGTERM'])('lets the example drain on %s', async (signal) => {
    expect(await interrupted(houseThatRuns(draining), dev, (child) => child.kill(signal))).toEqual({
      code: 7,
      said: `listening\ndrained on 1 ${signal}\n`,
    })
  })

  test('takes a Ctrl-C that arrives twice, from the terminal and from npm, for one', async () => {
    const twice = (child) => {
      child.kill('SIGINT')
      setTimeout(() => child.kill('SIGINT'), 20)
    }
    expect((await interrupted(houseThatRuns(draining), dev, twice)).said).toBe('listening\ndrained on 1 SIGINT\n')
  })

  test('drains when the shell that npm started it in is told to stop', async () => {
    const shell = ['sh', '-c', `${dev.map((word) => `'${word}'`).join(' ')}; true`]
    const { said } = await interrupted(houseThatRuns(draining), shell, (child) => child.kill('SIGTERM'))
    expect(said).toBe('listening\ndrained on 1 SIGTERM\n')
  })
})

describe('what is missing', () => {
  /** An npm that notes each call and fails as often as it is told. */
  const withNpm = (home, failures) => {
    home.write(
      'bin/npm',
      `#!/bin/sh\necho "$@" >> calls\nif [ $(wc -l < calls) -le ${failures} ]; then echo no route to the registry; exit 9; fi\n`,
    )
    chmodSync(join(home.dir, 'bin/npm'), 0o755)
    const env = { ...process.env, PATH: `${join(home.dir, 'bin')}:${process.env.PATH}` }
    return (...args) => home.run(process.execPath, ['scripts/dev.mjs', ...args], { env })
  }
  const hello = "console.log('hello')\n"
  const npmCi = 'ci --no-audit --no-fund --loglevel=error'

  test('is installed once, with one line about it', () => {
    const home = houseThatRuns(hello, '')
    const dev = withNpm(home, 0)
    const first = dev('start')
    expect(first).toMatchObject({ code: 0, stdout: 'hello\n' })
    expect(first.lines).toContain('Installing the dependencies …')
    expect(dev('start').lines).not.toContain('Installing the dependencies …')
    expect(home.read('calls').trim().split('\n')).toEqual([npmCi])
  })

  test('is installed when the lock file asks for something else', () => {
    const home = houseThatRuns(hello)
    const dev = withNpm(home, 0)
    dev('start')
    expect(existsSync(join(home.dir, 'calls'))).toBe(false)
    const changed = JSON.parse(lock)
    changed.packages['node_modules/zod'] = { version: '4.6.7' }
    home.write('package-lock.json', JSON.stringify(changed))
    dev('start')
    expect(home.read('calls').trim()).toBe(npmCi)
  })

  test('is installed after its folder was deleted', () => {
    const home = houseThatRuns(hello)
    const dev = withNpm(home, 1000)
    dev('start')
    rmSync(join(home.dir, 'node_modules'), { recursive: true })
    expect(dev('start').code).toBe(9)
  })

  test('is tried twice', () => {
    const home = houseThatRuns(hello, '')
    expect(withNpm(home, 1)('start')).toMatchObject({ code: 0 })
    expect(home.read('calls').trim().split('\n')).toHaveLength(2)
  })

  test('that cannot be had ends with npm’s words, a hint and npm’s exit code', () => {
    const { code, lines } = withNpm(houseThatRuns(hello, ''), 2)('start')
    expect(code).toBe(9)
    expect(lines).toContain('no route to the registry')
    expect(lines.at(-1)).toBe('Is the npm registry within reach? `npm ping` tells. Then run the same command again.')
  })
})

describe('a word of advice', () => {
  test('meets those whose Node is too old', () => {
    expect(tooOld('18.20.4')).toBe(
      'Node 18.20.4 is too old: Casewell needs Node 20.19 or later (https://nodejs.org/en/download).',
    )
    expect(tooOld('20.18.1')).toBeDefined()
    for (const version of ['20.19.0', '21.0.0', '22.3.0', '26.10.0']) expect(tooOld(version)).toBeUndefined()
  })

  test('meets those who ask for a job, a gate, a benchmark or an experiment that does not exist', () => {
    const home = houseThatRuns('')
    home.write('bench/bus.ts', '// How fast the bus is.\n')
    const dev = (...args) => home.run(process.execPath, ['scripts/dev.mjs', ...args])
    expect(dev('stop')).toMatchObject({
      code: 2,
      lines: [
        'There is no job "stop". Say one of: start, test, test:nodes, check, bench, faults, build, format, renew, docs.',
      ],
    })
    expect(dev('check', 'nonsense')).toMatchObject({ code: 2 })
    expect(dev('bench', 'tram')).toMatchObject({
      code: 2,
      lines: ['There is no benchmark "tram". There are:', 'bus  How fast the bus is.'],
    })
    expect(dev('bench')).toMatchObject({ code: 0, lines: ['bus  How fast the bus is.'] })
    home.write('bench/faults/flood.ts', '/** Water comes in. It rises. */\n')
    expect(dev('faults', 'fire')).toMatchObject({
      code: 2,
      lines: ['There is no experiment "fire". There are:', 'flood  Water comes in.'],
    })
    expect(dev('faults')).toMatchObject({ code: 0, lines: ['flood  Water comes in.'] })
  })
})

describe('the list of benchmarks', () => {
  test('takes the first sentence of each file', () => {
    expect(sentence('// How fast the bus is.\n// And why.\nimport a')).toBe('How fast the bus is.')
    expect(sentence('/**\n * How fast\n * the bus is. And why.\n */\n')).toBe('How fast the bus is.')
    expect(sentence("import { a } from 'b'\n")).toBe('(does not say what it measures)')
  })

  test('is empty in a new house', () => {
    expect(listing([])).toBe('There is no benchmark yet.')
    const home = house({ 'bench/harness.ts': '', 'bench/bus.ts': '// How fast.\n', 'bench/data.json': '' })
    expect(benches(join(home.dir, 'bench'))).toEqual([{ name: 'bus', measures: 'How fast.' }])
  })
})

describe('npm run check', () => {
  test('runs what it is asked for, tells what each gate saw and which one did not open', () => {
    const home = houseThatRuns('')
    home.write('packages/bus/package.json', '{"name":"@casewell/bus","exports":{}}')
    home.write('packages/bus/src/index.ts', "import '@casewell/core'\n")
    home.write('packages/bus/SPEC.md', '- **BUS1** is.')
    home.write('packages/bus/test/bus.test.ts', '[BUS1]')
    const { code, lines } = home.run(process.execPath, ['scripts/dev.mjs', 'check', 'rules', 'storeys'])
    expect(code).toBe(1)
    expect(lines[0]).toMatch(/^ok {6}rules +\d+\.\d s {2}1 packages, 1 rules, each quoted by a test$/)
    expect(lines[1]).toMatch(/^FAILED {2}storeys +\d+\.\d s$/)
    expect(lines.slice(2)).toEqual([
      '    packages/bus/src/index.ts:1 imports @casewell/core: core is above bus',
      '    1 problem',
      'gates that failed: storeys',
    ])
  })
})
