// What one installs: packed tarballs of core, store-sqlite and channel-email, against vercel's chat with one adapter, each into an empty folder.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { bench } from './harness.ts'

const root = resolve(import.meta.dirname, '..')
const wanted = ['errors', 'bus', 'store', 'store-sqlite', 'core', 'channel', 'channel-email']
const peer = ['chat@4.41.1', '@chat-adapter/slack@4.41.1']

interface Installed {
  readonly packages: number
  readonly megabytes: number
  readonly seconds: number
}

function install(what: readonly string[], folder: string): Installed {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const begun = performance.now()
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...what], {
    cwd: folder,
    stdio: 'pipe',
  })
  const seconds = (performance.now() - begun) / 1000
  const paths = execFileSync('npm', ['ls', '--all', '--parseable'], { cwd: folder, encoding: 'utf8' })
    .trim()
    .split('\n')
  return { packages: paths.length - 1, megabytes: bytesIn(join(folder, 'node_modules')) / 1e6, seconds }
}

function bytesIn(folder: string): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) bytes += bytesIn(path)
    else if (entry.isFile()) bytes += statSync(path).size
  }
  return bytes
}

export default bench('install', async (report) => {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-install-'))
  const pack = (name: string): string =>
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: join(root, 'packages', name),
      encoding: 'utf8',
    }).trim()
  const tarballs = wanted.map((name) => join(folder, pack(name)))
  const [ours, theirs] = [install(tarballs, join(folder, 'ours')), install(peer, join(folder, 'theirs'))]
  const reference = peer.join(' + ')
  await report.ratio(
    { what: 'packages', unit: 'packages', reference, better: 'lower', bar: 1, hope: 0.5 },
    () => ours.packages,
    () => theirs.packages,
  )
  await report.ratio(
    { what: 'size', unit: 'MB', reference, better: 'lower' },
    () => ours.megabytes,
    () => theirs.megabytes,
  )
  await report.ratio(
    { what: 'time', unit: 's', reference, better: 'lower' },
    () => ours.seconds,
    () => theirs.seconds,
  )
  report.note(
    'Counted once: an install has no spread but that of the network. Ours includes core, store-sqlite and channel-email with all they need; libsql, which Node 20 needs besides, is one more package and its binary.',
  )
  rmSync(folder, { recursive: true, force: true })
})
