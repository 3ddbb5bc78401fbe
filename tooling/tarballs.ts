import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const shelf = join(root, 'node_modules/.cache/casewell-tarballs')

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly files?: readonly string[]
}

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest // our own manifests

/** The folders of the packages that are published. */
const published = (): readonly string[] =>
  readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')) && manifestIn(folder).private !== true)

/** Whether every published package is built; what tests of tarballs are skipped without. */
export const isBuilt: boolean = published().every((folder) => existsSync(join(folder, 'dist')))

/** All that npm would put into the tarballs, as one number: what has not changed is not packed again. */
function fingerprint(folders: readonly string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders) {
    for (const part of ['package.json', 'README.md', 'LICENSE', ...(manifestIn(folder).files ?? [])]) {
      for (const file of filesIn(join(folder, part))) hash.update(file).update('\0').update(readFileSync(file))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

function filesIn(path: string): readonly string[] {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  } catch {
    return [path] // not a folder
  }
}

/** What npm would publish, by the name of the package: absolute paths of tarballs. Needs the built packages. */
export function packed(): ReadonlyMap<string, string> {
  const folders = published()
  const home = join(shelf, fingerprint(folders))
  if (!existsSync(home)) pack(folders, home)
  return new Map(folders.map((folder) => [manifestIn(folder).name, tarballIn(home, manifestIn(folder).name)]))
}

function pack(folders: readonly string[], home: string): void {
  mkdirSync(shelf, { recursive: true })
  const making = mkdtempSync(join(shelf, 'packing-'))
  const which = folders.flatMap((folder) => ['--workspace', folder])
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', making, ...which], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  try {
    renameSync(making, home)
  } catch {
    rmSync(making, { recursive: true, force: true }) // somebody else has packed the same meanwhile
  }
}

function tarballIn(home: string, name: string): string {
  const start = `${name.replace('@', '').replace('/', '-')}-`
  const file = readdirSync(home).find((entry) => entry.startsWith(start) && /^\d/.test(entry.slice(start.length)))
  if (file === undefined) throw new Error(`${name} has no tarball in ${home}: delete that folder and try again`)
  return join(home, file)
}

/** npm for a stranger's folder: no scripts of dependencies, no word that is not about the matter. */
export const quietNpm: NodeJS.ProcessEnv = {
  ...process.env,
  npm_config_ignore_scripts: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
  npm_config_prefer_offline: 'true',
}

/**
 * Makes a folder outside of the workspace a project that depends on tarballs of ours and on what else is named, and
 * installs it. The folder's `package.json` is written anew; our packages below come along as tarballs too.
 *
 * @param folder - exists, outside of the house
 * @param ours - names of our packages, `@casewell/bus`
 * @param others - other dependencies, by name and version
 */
export function installTarballs(
  folder: string,
  ours: readonly string[],
  others: Readonly<Record<string, string>> = {},
): void {
  const files = packed()
  const fileOf = (name: string): string => {
    const file = files.get(name)
    if (file === undefined) throw new Error(`there is no package ${name}`)
    return `file:${file}`
  }
  const manifest = {
    name: 'stranger',
    private: true,
    type: 'module',
    dependencies: { ...others, ...Object.fromEntries(ours.map((name) => [name, fileOf(name)])) },
    // What our packages depend on is not in a registry yet: the names stand for the tarballs there too.
    overrides: Object.fromEntries([...files.keys()].filter((n) => !ours.includes(n)).map((n) => [n, fileOf(n)])),
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  execFileSync('npm', ['install', '--silent'], { cwd: folder, env: quietNpm, stdio: ['ignore', 'ignore', 'inherit'] })
}
