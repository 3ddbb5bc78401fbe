// A small house in a temporary folder, for gates to walk through: files as said, and the tools of the real one.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'

export const root = resolve(import.meta.dirname, '../..')

const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}` }

/** The manifest of a package with these doors and dependencies. */
export function manifest(name, { doors = {}, ...more } = {}) {
  const all = Object.entries({ '.': './src/index.ts', ...doors })
  const exports = Object.fromEntries(all.map(([path, source]) => [path, { '@casewell/source': source }]))
  return JSON.stringify({ name: `@casewell/${name}`, exports, ...more })
}

/** A package of one file: its manifest and its door. */
export const oneRoom = (name, source, more) => ({
  [`packages/${name}/package.json`]: manifest(name, more),
  [`packages/${name}/src/index.ts`]: source,
})

export function house(files) {
  const dir = mkdtempSync(join(tmpdir(), 'casewell-house-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const write = (path, text) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  const run = (command, args, options) => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: dir, encoding: 'utf8', env, ...options })
    return { code: status, stdout, lines: `${stdout}${stderr}`.trimEnd().split('\n') }
  }
  return {
    dir,
    write,
    read: (path) => readFileSync(join(dir, path), 'utf8'),
    run,
    /** Walks through a gate in this house. */
    async inspect(gate, ...args) {
      const { inspect } = await import(`../gates/${gate}.mjs`)
      const home = process.cwd()
      process.chdir(dir)
      try {
        return await inspect(...args)
      } finally {
        process.chdir(home)
      }
    },
    /** Runs a script of the real house in this one. */
    script: (name, ...args) => run(process.execPath, [join(root, 'scripts', name), ...args]),
    /** Runs a tool of the real house in this one. */
    tool: (name, ...args) => run(join(root, 'node_modules', '.bin', name), args),
    /** Gives this house a folder or file of the real one. */
    furnish: (...paths) => {
      for (const path of paths) cpSync(join(root, path), join(dir, path), { recursive: true })
    },
    /** Gives this house the dependencies of the real one. */
    tools: () => symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules')),
    /** Lets an import of a name find a folder of this house, or of the real one. */
    link: (name, folder) => {
      const path = join(dir, 'node_modules', name)
      mkdirSync(dirname(path), { recursive: true })
      symlinkSync(resolve(dir, folder), path)
    },
    git: (...args) => execFileSync('git', args, { cwd: dir, stdio: 'pipe' }),
  }
}
