// What each door weighs in somebody's bundle: minified, and compressed as servers do. bench/bundle.ts measures single
// names in the same way.
import { relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const nameOf = (specifier) => specifier.replace('@', '').replaceAll('/', '~')

/** Bundles of all doors at once, each for itself; what is `external` is not counted, nor what belongs to Node. */
async function bundles(specifiers, external) {
  const { outputFiles } = await build({
    absWorkingDir: process.cwd(),
    entryPoints: specifiers.map((specifier) => ({ in: specifier, out: nameOf(specifier) })),
    outdir: 'bundles', // a name for esbuild: nothing is written
    write: false,
    bundle: true,
    minify: true,
    charset: 'utf8', // as Vite has it
    format: 'esm',
    platform: 'neutral',
    conditions: ['@casewell/source'],
    external: ['node:*', ...external],
    logLevel: 'error',
  })
  const byName = new Map(
    outputFiles.map(({ path, contents }) => [relative('bundles', path).split(sep).at(-1), contents]),
  )
  return (specifier) => {
    const contents = byName.get(`${nameOf(specifier)}.js`)
    return { min: contents.length, gzip: gzipSync(contents, { level: 9 }).length }
  }
}

/**
 * Every door with all that it needs from this house.
 *
 * @param strangers - packages of others that are never counted: a server has them beside the bundle
 * @returns by specifier `{ min, gzip, gzipWithZod }` in bytes; `gzipWithZod` only where zod is needed
 */
export async function weigh(specifiers, strangers) {
  const alone = await bundles(specifiers, ['zod', ...strangers])
  const whole = await bundles(specifiers, strangers)
  return new Map(
    specifiers.map((specifier) => {
      const { min, gzip } = alone(specifier)
      const withZod = whole(specifier)
      return [specifier, { min, gzip, ...(withZod.min > min && { gzipWithZod: withZod.gzip }) }]
    }),
  )
}
