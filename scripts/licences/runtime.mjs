// Every package of others that comes along when somebody installs ours, as the lock file has it.
import { readFileSync } from 'node:fs'
import { packages } from '../packages.mjs'

/** Where npm finds a package for one that asks for it: beside it, or further up. */
function lookUp(lock, from, name) {
  for (let at = from; ; at = at.replace(/(?:^|\/)(?:node_modules\/)?(?:@[^/]+\/)?[^/]+$/, '')) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (lock[path]) return path
    if (at === '') return undefined
  }
}

/** What a package brings. Peers that may be left out are ours to list, but not those of strangers. */
function neededBy({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta = {} }, isOurs) {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => isOurs || !peerDependenciesMeta[name]?.optional)
  return [...new Set([...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers])]
}

/** The strangers below one of our packages: paths in the lock file, each with whether it can be left out. */
function below(lock, { dir, manifest }) {
  const found = new Map()
  const walk = (path, entry, mayLeaveOut, isOurs) => {
    for (const name of neededBy(entry, isOurs)) {
      const there = lookUp(lock, path, name)
      if (there === undefined || lock[there].link) continue // a neighbour: it speaks for itself
      const optional = mayLeaveOut || entry.peerDependenciesMeta?.[name]?.optional === true
      if (found.has(there) && (optional || !found.get(there))) continue
      found.set(there, optional)
      walk(there, lock[there], optional, false)
    }
  }
  walk(dir, manifest, false, true)
  return found
}

/**
 * All of them, by name and version.
 *
 * @returns `{ name, version, licence, hasInstallScript, neededBy, isOptional }`; `neededBy` names our packages
 */
export function runtime() {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
  const all = new Map()
  for (const pkg of packages()) {
    for (const [path, isOptional] of below(lock, pkg)) {
      const { version, license, hasInstallScript = false } = lock[path]
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      const key = `${name}@${version}`
      const known = all.get(key) ?? {
        name,
        version,
        licence: license,
        hasInstallScript,
        neededBy: [],
        isOptional: true,
      }
      if (!known.neededBy.includes(pkg.name)) known.neededBy.push(pkg.name)
      known.isOptional &&= isOptional
      all.set(key, known)
    }
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}
