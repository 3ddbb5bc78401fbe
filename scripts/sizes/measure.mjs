// What each door weighs in somebody's bundle: minified, and compressed as servers do. bench/bundle.ts measures single
// names in the same way.
import { relative, sep } from 'node:path'
import { build } from 'esbuild'
import { tsImport } from 'tsx/esm/api'

const { gzipped, weighed } = await tsImport('../../tooling/weight.ts', import.meta.url)

const nameOf = (specifier) => specifier.replace('@', '').replaceAll('/', '~')

/** Bundles of all doors at once, each for itself; what is `external` is not counted, nor what belongs to Node. */
async function bundles(specifiers, external) {
  const { outputFiles } = await build({
    absWorkingDir: process.cwd(),
    entryPoints: specifiers.map((specifier) => ({ in: specifier, out: nameOf(specifier) })),
    outdir: 'bundles', // only a name
    external: ['node:*', ...external],
    ...weighed,
  })
  const byName = new Map(
    outputFiles.map(({ path, contents }) => [relative('bundles', path).split(sep).at(-1), contents]),
  )
  return (specifier) => {
    const contents = byName.get(`${nameOf(specifier)}.js`)
    return { min: contents.length, gzip: gzipped(contents) }
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
