// Publishes every package whose version the registry has not got yet, each after those that it needs. Stops at the first
// that is refused; the next run goes on where this one stopped. Arguments go to `npm publish`, such as --provenance.
//   node scripts/release/publish.mjs [--dry-run] [--provenance] [--tag next]
import { spawnSync } from 'node:child_process'
import { packages } from '../packages.mjs'
import { inOrder } from './order.mjs'

const npm = (...args) => spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' })

/** Does the registry have this version already? Any answer but "no such thing" is passed on. */
function isOut({ name, version }) {
  const { status, stdout, stderr } = npm('view', `${name}@${version}`, 'version', '--json')
  if (status === 0) return stdout.trim() !== ''
  if (/E404/.test(stdout + stderr)) return false
  throw new Error(`the registry does not tell whether it has ${name}@${version}:\n${stderr.trim()}`)
}

function publish({ dir, manifest }, options) {
  const label = `${manifest.name}@${manifest.version}`
  if (isOut(manifest)) return console.log(`is out     ${label}`)
  const { status, stderr } = npm('publish', `./${dir}`, '--access', 'public', '--loglevel=error', ...options)
  if (status !== 0) throw new Error(`${label} was refused:\n${stderr.trim()}`)
  console.log(`published  ${label}`)
}

const all = inOrder(packages())
const unversioned = all.filter(({ manifest }) => manifest.version === '0.0.0')
try {
  if (unversioned.length > 0) throw new Error('the packages have no version yet: npm run version')
  for (const pkg of all) publish(pkg, process.argv.slice(2))
  console.log(`${all.length} packages are out`)
} catch (error) {
  console.error(
    `${error.message}\nNothing after it was tried. Mend the cause and run the same again: what is out is left alone.`,
  )
  process.exitCode = 1
}
