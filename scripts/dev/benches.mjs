// Finds the benchmarks: the files bench/<name>.ts, each of which begins with a sentence about what it measures.
import { readdirSync, readFileSync } from 'node:fs'
import { importsOf, ours, reach } from '../imports.mjs'

const notABench = new Set(['harness.ts'])

/** The first sentence of a file's first comment. */
export function sentence(text) {
  const comment = /^\s*(?:\/\*\*([\s\S]*?)\*\/|((?:\/\/.*\n)+))/.exec(text)
  const prose = (comment?.[1] ?? comment?.[2] ?? '').replace(/^\s*(?:\*|\/\/) ?/gm, '').replace(/\s+/g, ' ')
  return prose.trim().split(/(?<=\.)\s/)[0] || '(does not say what it measures)'
}

/** Every benchmark with what it measures, by name. */
export function benches(dir = 'bench') {
  return readdirSync(dir)
    .filter((file) => file.endsWith('.ts') && !notABench.has(file))
    .map((file) => ({ name: file.slice(0, -3), measures: sentence(readFileSync(`${dir}/${file}`, 'utf8')) }))
}

/** One line a benchmark. */
export function listing(all = benches()) {
  if (all.length === 0) return 'There is no benchmark yet.'
  const width = Math.max(...all.map(({ name }) => name.length))
  return all.map(({ name, measures }) => `${name.padEnd(width)}  ${measures}`).join('\n')
}

/** The packages of the house that a benchmark needs: those that it and its own files import. */
export function packagesFor(name) {
  const rooms = [...reach(`bench/${name}.ts`)].flatMap(importsOf).map(({ specifier }) => ours(specifier)?.room)
  return [...new Set(rooms)].filter((room) => room !== undefined).map((room) => `@casewell/${room}`)
}
