import { readFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineConfig } from 'tsup'

/** The source file of every door that a package's exports map names. */
function doors(): string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> }
  return Object.values(exports)
    .map((door) => (door as { '@casewell/source'?: string })['@casewell/source'])
    .filter((source) => source !== undefined)
}

/**
 * Writes a `.d.cts` next to every `.d.ts`. tsc leaves `./x.ts` in declarations, which means `x.d.ts` and with that a
 * module; in a `.d.cts` it has to be `./x.cjs`, else CommonJS would have to `require` a module to know its types.
 */
async function commonjsTypes(dir: string): Promise<void> {
  for (const file of await readdir(dir, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue
    const text = await readFile(join(dir, file), 'utf8')
    const cts = text
      .replace(/((?:from|import)\s*\(?\s*["']\.{1,2}\/[^"']*)\.[jt]s(["'])/g, '$1.cjs$2')
      .replace(/\.d\.ts\.map/g, '.d.cts.map')
    await writeFile(join(dir, file.replace(/\.d\.ts$/, '.d.cts')), cts)
    const map = JSON.parse(await readFile(join(dir, `${file}.map`), 'utf8')) as { file: string }
    map.file = map.file.replace(/\.d\.ts$/, '.d.cts')
    await writeFile(join(dir, file.replace(/\.d\.ts$/, '.d.cts.map')), JSON.stringify(map))
  }
}

export default defineConfig({
  entry: doors(),
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  dts: false,
  sourcemap: true,
  clean: ['!types/**'],
  splitting: true,
  shims: true,
  removeNodeProtocol: false, // `node:crypto` is what other runtimes than Node know, too
  silent: true,
  onSuccess: () => commonjsTypes('dist/types'),
})
