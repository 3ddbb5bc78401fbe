import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { dirname, join } from 'node:path'

/** The machine, in one line: figures of two machines are not to be compared. */
export function machine(): string {
  const [first] = cpus()
  const memory = `${(totalmem() / 2 ** 30).toFixed(1)} GiB`
  const load = loadavg()[0]?.toFixed(1) ?? '?'
  return `${first?.model ?? 'unknown processor'}, ${cpus().length} cores, ${memory}, ${type()} ${release()}, load ${load}`
}

/** The manifest of a package, found like Node finds it, whatever doors it has. */
function versionOf(name: string, from: string): string | undefined {
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'))
      return (manifest as { version?: string }).version // a package manager has checked the manifest
    } catch {} // not in this folder
  }
  return undefined
}

/** Node and every package that a benchmark's file imports, with their versions. */
export function versions(file: string): string {
  const specifiers = readFileSync(file, 'utf8').matchAll(/\bfrom '((?:@[^/']+\/)?[^./'][^/':]*)[^':]*'/g)
  const names = [...new Set([...specifiers].flatMap(([, name]) => name ?? []))]
  const known = names.map((name) => [name, versionOf(name, join(dirname(file), 'x.js'))] as const)
  const found = known.filter(([, version]) => version !== undefined).map(([name, version]) => `${name} ${version}`)
  return [`node ${process.versions.node}`, ...found].join(', ')
}
