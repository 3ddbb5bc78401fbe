import type { Report } from './report.ts'

/** One benchmark: a name, which is its file's, and what it does. */
export interface Bench {
  readonly name: string
  readonly run: (report: Report) => void | Promise<void>
}

/**
 * Declares a benchmark. A file `bench/<name>.ts` exports one as its default and begins with a sentence about what it
 * measures; `npm run bench` lists these sentences, `npm run bench -- <name>` runs one.
 *
 * @example
 * ```ts
 * import { bench, perSecond } from './harness.ts'
 *
 * export default bench('sort', async (report) => {
 *   const numbers = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1000)
 *   const ours = perSecond(100, () => void [...numbers].sort((a, b) => a - b))
 *   const theirs = perSecond(100, () => void Float64Array.from(numbers).sort())
 *   await report.ratio({ what: 'sort 1000 numbers', unit: 'sorts/s', reference: 'Float64Array', bar: 0.01 }, ours, theirs)
 * })
 * ```
 */
export function bench(name: string, run: Bench['run']): Bench {
  return { name, run }
}
