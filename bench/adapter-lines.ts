// How much an adapter's author writes: lines of code of each adapter, without comments and blank lines, as formatted.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bench } from './harness.ts'

const root = resolve(import.meta.dirname, '..')
/** Not a client of one vendor's HTTP API, but a mail system of its own. */
const notThin = new Set(['channel-email'])

/** Source files below a folder, without what is there for tests. */
function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('testing'))
    .map((name) => join(folder, name))
}

/** Lines that are neither blank nor comment. */
function codeLines(file: string): number {
  const code = readFileSync(file, 'utf8').replace(/^\s*\/\*\*[\s\S]*?\*\/\s*$/gm, '')
  return code.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length
}

const linesOf = (folder: string): number => sources(folder).reduce((sum, file) => sum + codeLines(file), 0)

export default bench('adapter-lines', (report) => {
  const adapters = readdirSync(join(root, 'packages')).filter(
    (name) => name.startsWith('channel-') && !notThin.has(name),
  )
  const counted = adapters.map((name) => ({ name, lines: linesOf(join(root, 'packages', name, 'src')) }))
  const lines = counted.map((adapter) => adapter.lines).sort((a, b) => a - b)
  for (const { name, lines: value } of counted) report.row({ what: name, unit: 'lines', better: 'lower' }, value)
  report.row(
    { what: 'median adapter', unit: 'lines', better: 'lower', bar: 150, hope: 120 },
    lines[lines.length >> 1] ?? 0,
  )
  report.note('Code only: no comments, no blank lines, no stand-in of the vendor for tests. Formatted at 120 columns.')
  return Promise.resolve()
})
