// Installs the dependencies when the lock file asks for others than node_modules holds.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { quietly, root } from './run.mjs'

const lockFile = join(root, 'package-lock.json')
const stampFile = join(root, 'node_modules', '.casewell-lock')
const npmsOwnRecord = join(root, 'node_modules', '.package-lock.json')

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

/** Does npm's own record of node_modules hold every package of the lock file? So after an install by hand. */
function holds(installed, wanted) {
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const found = installed[path]
    return path === '' || (found ? found.version === version : optional === true)
  })
}

/** Node's platform belongs to the stamp: binaries of another one do not run here. */
function stampOf(lock) {
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`
}

function upToDate(stamp) {
  const last = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : stamp
  const samePlatform = last.split(' ')[1] === stamp.split(' ')[1]
  if (existsSync(stampFile) && last === stamp) return true
  return samePlatform && existsSync(npmsOwnRecord) && holds(packagesOf(npmsOwnRecord), packagesOf(lockFile))
}

/** Makes node_modules what the lock file says. Resolves to an exit code; says nothing when nothing is missing. */
export async function install() {
  const stamp = stampOf(readFileSync(lockFile))
  if (upToDate(stamp)) return keep(stamp)
  console.error('Installing the dependencies …')
  const npmCi = () => quietly('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  let { code, output } = await npmCi()
  // An npm that was interrupted may still be tidying up behind our back; the second attempt finds its work finished.
  if (code !== 0) ({ code, output } = await npmCi())
  if (code === 0) return keep(stamp)
  console.error(`${output.trim()}\n\nThe dependencies could not be installed (npm ci, exit code ${code}).`)
  console.error('Is the npm registry within reach? `npm ping` tells. Then run the same command again.')
  return code
}

function keep(stamp) {
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) writeFileSync(stampFile, stamp)
  return 0
}
