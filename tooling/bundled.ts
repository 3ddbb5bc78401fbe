import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

const root = resolve(import.meta.dirname, '..')

/** Left as they are: one is native, one is what a test takes away, two are names that only other runtimes know. */
const external = ['libsql', 'imapflow', 'pg-native', 'cloudflare:sockets']

/** The writer thread of store-sqlite, which it looks for beside itself. */
const writer = resolve(root, 'packages/store-sqlite/src/writer.ts')

/** Files of the house go on to know where they are, but for the one that looks for its neighbour in the bundle. */
const whereabouts: Plugin = {
  name: 'whereabouts',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path.includes('node_modules') || path.endsWith('/writer-file.ts')) return undefined
      const told = { url: pathToFileURL(path).href, dirname: dirname(path), filename: path }
      const text = readFileSync(path, 'utf8')
      const contents = text.replace(/\bimport\.meta\.(url|dirname|filename)\b/g, (_, name: keyof typeof told) =>
        JSON.stringify(told[name]),
      )
      return contents === text ? undefined : { contents, loader: 'ts' }
    })
  },
}

/**
 * Translates programs of this house from their source, each into one file: Node starts that in a fifth of a second,
 * where the loader of tsx takes one. The files go when this process ends.
 *
 * @param entries - files in TypeScript
 * @returns the translated files, by the names of their sources without `.ts`
 */
export async function bundledAll(entries: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const cache = join(root, 'node_modules/.cache/casewell') // below the packages that stay outside
  mkdirSync(cache, { recursive: true })
  const outdir = mkdtempSync(join(cache, 'programs-'))
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }))
  const nameOf = (entry: string): string => basename(entry, '.ts')
  await build({
    entryPoints: [...entries, writer].map((entry) => ({ in: entry, out: nameOf(entry) })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    conditions: ['@casewell/source', 'module'],
    external,
    plugins: [whereabouts],
    logLevel: 'error',
    // CommonJS inside of a module asks for these.
    banner: {
      js: `import { createRequire as houseRequire } from 'node:module'\nconst require = houseRequire(import.meta.url)`,
    },
  })
  return new Map(entries.map((entry) => [nameOf(entry), join(outdir, `${nameOf(entry)}.mjs`)]))
}

/** One program, translated; resolves to the file that Node starts. */
export const bundled = async (entry: string): Promise<string> => [...(await bundledAll([entry])).values()][0] ?? ''
