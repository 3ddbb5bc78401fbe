// The packages of the house, and the files in them. Paths are relative to the current folder, which is the house's.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

/** All files under a folder with one of these endings, sorted; none when there is no such folder. */
export function filesUnder(dir, ...endings) {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name).split(sep).join('/'))
    .filter((path) => !path.includes('/node_modules/') && !path.includes('/dist/'))
    .sort()
}

/** The source file of each door of a package, by its path in the exports map (`.`, `./events`). */
export function doorsOf(manifest) {
  const doors = Object.entries(manifest.exports ?? {}).filter(([path]) => path !== './package.json')
  return new Map(doors.map(([path, door]) => [path, door['@casewell/source'].replace(/^\.\//, '')]))
}

function packageIn(name) {
  const dir = `packages/${name}`
  const manifest = JSON.parse(readFileSync(`${dir}/package.json`, 'utf8'))
  return { name, dir, manifest, doors: doorsOf(manifest), sources: filesUnder(`${dir}/src`, '.ts', '.tsx') }
}

/** Every package that has begun: it has a manifest and source files. */
export function packages() {
  return readdirSync('packages')
    .sort()
    .filter((name) => existsSync(`packages/${name}/package.json`))
    .map(packageIn)
    .filter(({ sources }) => sources.length > 0)
}
