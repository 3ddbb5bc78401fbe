// A manifest's dependencies equal what the package imports: none missing because the root happens to have it, none left over.
import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { importsOf, isRelative, packageOf } from '../imports.mjs'
import { filesUnder, packages } from '../packages.mjs'

const isBuiltin = (specifier) => specifier.startsWith('node:') || builtinModules.includes(packageOf(specifier))

function importedBy(files, self) {
  const specifiers = files.flatMap(importsOf).map(({ specifier }) => specifier)
  const foreign = specifiers.filter((specifier) => !isRelative(specifier) && !isBuiltin(specifier))
  return new Set(foreign.map(packageOf).filter((name) => name !== self))
}

/** An optional peer is loaded by name at run time, so its name in quotes counts. */
const isNamedIn = (files, name) => files.some((file) => new RegExp(`['"]${name}['"]`).test(readFileSync(file, 'utf8')))

/** `@types/x` belongs to whoever imports `x`. */
const typed = (name) => name.replace(/^@types\//, '').replace(/^([^@].*)__/, '@$1/')

function productionOf({ dir, manifest, sources }) {
  const { dependencies = {}, peerDependencies = {} } = manifest
  const imported = importedBy(sources, manifest.name)
  const missing = [...imported].filter((name) => !(name in dependencies) && !(name in peerDependencies))
  const idle = Object.keys(dependencies).filter((name) => !imported.has(typed(name)))
  const idlePeers = Object.keys(peerDependencies).filter((name) => !imported.has(name) && !isNamedIn(sources, name))
  return [
    ...missing.map((name) => `${dir}: src imports ${name}, its dependencies do not name it`),
    ...[...idle, ...idlePeers].map((name) => `${dir}: its dependencies name ${name}, nothing in src imports it`),
  ]
}

function developmentOf({ dir, manifest }, tools) {
  const { dependencies, peerDependencies, devDependencies = {} } = manifest
  const files = ['test', 'template'].flatMap((folder) => filesUnder(`${dir}/${folder}`, '.ts', '.tsx'))
  const tests = importedBy(files, manifest.name)
  const known = { ...dependencies, ...peerDependencies, ...devDependencies, ...tools }
  const missing = [...tests].filter((name) => !(name in known) && !name.startsWith('@casewell/'))
  const idle = Object.keys(devDependencies).filter((name) => !name.startsWith('@types/') && !tests.has(name))
  return [
    ...missing.map((name) => `${dir}: test imports ${name}, its devDependencies do not name it`),
    ...idle.map((name) => `${dir}: its devDependencies name ${name}, no test imports it`),
  ]
}

export function inspect() {
  const { devDependencies: tools } = JSON.parse(readFileSync('package.json', 'utf8'))
  const all = packages()
  return {
    problems: all.flatMap((pkg) => [...productionOf(pkg), ...developmentOf(pkg, tools)]),
    summary: `${all.length} packages name what they import, and nothing else`,
  }
}
