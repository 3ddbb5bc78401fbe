import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { installTarballs, packed } from '../tarballs.ts'

/** A project outside of the house that has installed every package of ours from its tarball, without any script. */
export interface Stranger {
  readonly folder: string
  /** Every door of every package: `@casewell/bus`, `@casewell/core/case`. */
  readonly doors: readonly string[]
  /** Runs Node there; resolves to what it printed. */
  node(...args: readonly string[]): Promise<string>
  leave(): void
}

interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, unknown>>
}

/** Peers that one may leave out, and what the types of Node need. */
const others = { '@types/node': '20.19.0', imapflow: '2.1.2', libsql: '0.5.29', typescript: '5.9.3', zod: '4.6.7' }

/** Installs all tarballs into a new folder, and puts the programs of `stranger/` there. */
export function moveIn(): Stranger {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-stranger-'))
  installTarballs(folder, [...packed().keys()], others)
  cpSync(resolve(import.meta.dirname, 'stranger'), folder, { recursive: true })
  return {
    folder,
    doors: doorsIn(folder),
    node: async (...args) => {
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder })
      return stdout
    },
    leave: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function doorsIn(folder: string): readonly string[] {
  const home = join(folder, 'node_modules/@casewell')
  return readdirSync(home).flatMap((name) => {
    const manifest = JSON.parse(readFileSync(join(home, name, 'package.json'), 'utf8')) as Manifest // our own
    const doors = Object.keys(manifest.exports).filter((door) => door !== './package.json')
    return doors.map((door) => `${manifest.name}${door.slice(1)}`)
  })
}
