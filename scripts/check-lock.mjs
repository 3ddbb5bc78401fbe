// Lists optional dependencies that a lock file names but does not hold (npm ci then fails with "Missing: x@ from lock file"), and registry hosts.
import { readFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8')).packages
let bad = 0
const find = (from, name) => {
  for (let at = from; ; at = at.replace(/(^|\/)[^/]*$/, '')) {
    const key = `${at ? `${at}/` : ''}node_modules/${name}`
    if (lock[key]) return key
    if (!at) return undefined
  }
}
for (const [key, p] of Object.entries(lock)) {
  if (p.resolved && /^https?:/.test(p.resolved)) {
    bad++
    console.log('host:', key, p.resolved)
  }
  const missing = Object.keys(p.optionalDependencies ?? {}).filter((n) => !find(key, n))
  if (missing.length) {
    bad++
    console.log(
      `${key}@${p.version} lacks ${missing.length}/${Object.keys(p.optionalDependencies).length}: ${missing.slice(0, 4).join(' ')}…`,
    )
  }
}
console.log(bad ? `${bad} problems` : 'lock file complete')
process.exitCode = bad ? 1 : 0
