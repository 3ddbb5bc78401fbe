// Runs one benchmark: node --import tsx bench/harness/run.ts <name> [--json] [--strict]
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bench } from './bench.ts'
import { machine, versions } from './machine.ts'
import { createReport } from './report.ts'
import { json, table } from './table.ts'

const [name = '', ...flags] = process.argv.slice(2)
const file = resolve(import.meta.dirname, '..', `${name}.ts`)
const { default: found } = (await import(pathToFileURL(file).href)) as { default?: Bench } // checked in the next line
if (found?.name !== name) throw new Error(`bench/${name}.ts should export default bench('${name}', …)`)

console.log(`${name}: ${versions(file)}\n${machine()}\n`)
const report = createReport((what) => process.stderr.isTTY && process.stderr.write(`measured: ${what}\n`))
await found.run(report)
console.log(table(report))
if (flags.includes('--json')) console.log(json(name, report.rows))
if (flags.includes('--strict') && report.rows.some(({ verdict }) => verdict === 'missed')) process.exitCode = 1
