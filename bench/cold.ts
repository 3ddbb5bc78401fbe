// A newcomer's wait: from a bare clone with an empty npm cache to the first case on the screen, and to green tests.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { bench } from './harness.ts'

const root = resolve(import.meta.dirname, '..')

/** Seconds until the command has printed this, or has ended well where nothing is asked for. */
function secondsUntil(args: readonly string[], cwd: string, cache: string, printed?: RegExp): Promise<number> {
  const begun = performance.now()
  const env = { ...process.env, npm_config_cache: cache, CI: 'true' }
  const child = spawn('npm', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let found: number | undefined
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString()
    if (found === undefined && printed?.test(out)) found = (performance.now() - begun) / 1000
  })
  let err = ''
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString()
  })
  return new Promise((done, fail) => {
    child.once('close', (code) => {
      if (code !== 0) fail(new Error(`npm ${args.join(' ')} ended with ${code}: ${(out + err).slice(-2000)}`))
      else done(found ?? (performance.now() - begun) / 1000)
    })
  })
}

export default bench('cold', async (report) => {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-cold-'))
  const clone = (name: string): string => {
    execFileSync('git', ['clone', '--quiet', root, join(folder, name)])
    return join(folder, name)
  }
  const start = await secondsUntil(['start', '--', '--once'], clone('start'), join(folder, 'cache-1'), /CW-\w{4}-\w{4}/)
  report.row({ what: 'bare clone → first case shown', unit: 's', better: 'lower', bar: 90, hope: 45 }, start)
  const tests = await secondsUntil(['test'], clone('test'), join(folder, 'cache-2'))
  report.row({ what: 'bare clone → green tests', unit: 's', better: 'lower', bar: 240, hope: 120 }, tests)
  report.note(
    'Each in a clone of its own with an npm cache of its own, so that everything comes over the network. Without ../shared beside the clone: tests that need it are skipped.',
  )
  rmSync(folder, { recursive: true, force: true })
})
