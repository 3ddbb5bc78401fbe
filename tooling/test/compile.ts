import { execFile } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Stranger } from './stranger.ts'

const modules = resolve(import.meta.dirname, '../../node_modules')

/** The compilers that people have: the last of each line. The house has two; the oldest is the stranger's own. */
export const compilers = {
  '5.9': 'node_modules/typescript/bin/tsc',
  '6': join(modules, 'typescript/bin/tsc6'),
  '7': join(modules, '@typescript/native/bin/tsc'),
} as const
export type Compiler = keyof typeof compilers

/** Each way to find a package's types, with the `module` that goes with it. A bundler has no CommonJS of its own. */
export const resolutions = {
  bundler: { module: 'preserve', include: ['*.ts', '*.mts'] },
  node16: { module: 'node16', include: ['*.ts', '*.mts', '*.cts'] },
  nodenext: { module: 'nodenext', include: ['*.ts', '*.mts', '*.cts'] },
} as const
export type Resolution = keyof typeof resolutions

const projectOf = (resolution: Resolution): string => `tsconfig.${resolution}.json`

/** Writes what is compiled: `use.ts` in three kinds of module, and an import of every door in each. */
export function writeProjects({ folder, doors }: Stranger): void {
  const all = `export const doors = [${doors.map((_, i) => `door${i}`).join(', ')}]\n`
  const imports = doors.map((door, i) => `import * as door${i} from '${door}'\n`).join('')
  const requires = doors.map((door, i) => `import door${i} = require('${door}')\n`).join('')
  writeFileSync(join(folder, 'doors.ts'), imports + all)
  writeFileSync(join(folder, 'doors.mts'), imports + all)
  writeFileSync(join(folder, 'doors.cts'), requires + all)
  for (const kind of ['mts', 'cts']) copyFileSync(join(folder, 'use.ts'), join(folder, `use.${kind}`))
  for (const resolution of Object.keys(resolutions) as Resolution[]) writeProject(folder, resolution)
}

function writeProject(folder: string, resolution: Resolution): void {
  const { module, include } = resolutions[resolution]
  const compilerOptions = {
    strict: true,
    skipLibCheck: false, // ours and everybody's declarations are looked into
    noEmit: true,
    target: 'ES2022',
    lib: ['ES2023', 'ESNext.Disposable'],
    types: ['node'],
    module,
    moduleResolution: resolution,
  }
  writeFileSync(
    join(folder, projectOf(resolution)),
    JSON.stringify({ compilerOptions, include, exclude: ['in-a-page.ts'] }),
  )
}

/** What a compiler has to say, in lines; nothing when it is content. */
export function compile({ folder }: Stranger, compiler: Compiler, resolution: Resolution): Promise<readonly string[]> {
  const args = [compilers[compiler], '-p', projectOf(resolution), '--pretty', 'false']
  const isThorough = compiler === '7' || resolution === 'nodenext'
  if (!isThorough) args.push('--skipLibCheck') // the older compilers take minutes to look into every library three times
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`.trim()
      done(said === '' ? (error ? [error.message] : []) : said.split('\n'))
    })
  })
}
