// `npm run release:rehearse`: the whole release but for the world. What is committed is copied, versioned and published to
// a registry on loopback; a stranger installs it from there. Nothing is changed in the house, nothing leaves the machine.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../dev/run.mjs'
import { packages } from '../packages.mjs'
import { openRegistry } from './registry.mjs'
import { createsADesk, opensEveryDoor, runsTheReadme } from './stranger.mjs'

const say = (what) => console.log(`\n== ${what}`)
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()

/** What is committed, with what was built of it, and the tools beside it. */
function copyTo(folder) {
  const changes = git('status', '--porcelain')
  if (changes !== '') throw new Error(`commit first, for a release is what is committed:\n${changes}`)
  execFileSync('git', ['clone', '--quiet', root, folder])
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const { dir } of packages()) {
    if (!existsSync(join(root, dir, 'dist'))) throw new Error(`${dir} is not built: npm run build`)
    cpSync(join(root, dir, 'dist'), join(folder, dir, 'dist'), { recursive: true })
  }
}

function step(command, args, how) {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...how })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`)
}

/** npm as it is for somebody who knows this registry only, with a cache and settings of its own. */
function npmFor(registry, folder) {
  const userconfig = join(folder, 'npmrc')
  writeFileSync(userconfig, `registry=${registry}\n//${new URL(registry).host}/:_authToken=rehearsal\n`)
  const mine = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))
  const settings = { userconfig, cache: join(folder, 'cache'), audit: 'false', fund: 'false', update_notifier: 'false' }
  const more = Object.entries(settings).map(([name, value]) => [`npm_config_${name}`, value])
  return Object.fromEntries([...mine, ...more])
}

async function rehearse(folder) {
  const house = join(folder, 'house')
  say('versions, in a copy')
  copyTo(house)
  step(process.execPath, [join(root, 'node_modules/@changesets/cli/bin.js'), 'version'], { cwd: house })
  mkdirSync(join(folder, 'registry'))
  const registry = await openRegistry(join(folder, 'registry'))
  try {
    const env = npmFor(registry.url, folder)
    say(`publishing to ${registry.url}`)
    step(process.execPath, ['scripts/release/publish.mjs'], { cwd: house, env })
    process.chdir(house)
    const all = packages()
    process.chdir(root)
    say('a stranger')
    runsTheReadme(join(folder, 'readme'), env)
    opensEveryDoor(join(folder, 'doors'), env, all)
    createsADesk(join(folder, 'create'), env)
    return all
  } finally {
    await registry.close()
  }
}

process.chdir(root)
const started = performance.now()
const folder = mkdtempSync(join(tmpdir(), 'casewell-rehearsal-'))
try {
  const all = await rehearse(folder)
  say(`rehearsed in ${((performance.now() - started) / 1000).toFixed(0)} s: ${all.length} packages would be published`)
  for (const { manifest } of all) console.log(`${manifest.name}@${manifest.version}`)
} catch (error) {
  console.error(`\nThe rehearsal failed: ${error.message}`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
