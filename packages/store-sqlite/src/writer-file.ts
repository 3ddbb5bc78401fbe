import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sqliteErrors } from './errors.ts'

/** What a writer thread runs: a file, or a program as text. */
export type WriterFile = { readonly url: URL } | { readonly program: string }

/**
 * The writer's file lies beside this one: `writer.js` beside `index.js`, `writer.cjs` beside `index.cjs`.
 *
 * @throws `store-sqlite/no-writer` if a bundler has put this code into another file
 */
export function writerFile(here = import.meta.url): WriterFile {
  const url = new URL(`./writer${extname(new URL(here).pathname)}`, here)
  const file = fileURLToPath(url)
  if (!existsSync(file)) throw sqliteErrors['no-writer']({ file })
  return file.endsWith('.ts') ? { program: fromSource(file, here) } : { url }
}

/** The part of esbuild that is used here (https://esbuild.github.io/api/#build). */
interface Esbuild {
  buildSync(options: object): { readonly outputFiles: readonly { readonly text: string }[] }
}

let program: string | undefined

/** In a checkout the writer is TypeScript, which not every Node runs in a thread: the esbuild of tsx translates it, once. */
function fromSource(file: string, here: string): string {
  const tsx = createRequire(createRequire(here).resolve('tsx'))
  const esbuild = tsx('esbuild') as Esbuild // as its documentation says
  program ??= esbuild.buildSync({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    conditions: ['@casewell/source'],
    external: ['libsql'],
    define: { 'import.meta.url': JSON.stringify(here) },
  }).outputFiles[0]?.text
  return program ?? ''
}
