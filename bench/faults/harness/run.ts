// Runs one experiment: node --import tsx --conditions=@casewell/source bench/faults/harness/run.ts <name> [--quick] [--only=sqlite]
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { machine } from '../../harness/machine.ts'
import type { Fault } from './fault.ts'
import { Trial } from './trial.ts'
import { table } from './verdicts.ts'

const [name = '', ...flags] = process.argv.slice(2)
const file = resolve(import.meta.dirname, '..', `${name}.ts`)
const { default: found } = (await import(pathToFileURL(file).href)) as { default?: Fault } // checked in the next line
if (found?.name !== name) throw new Error(`bench/faults/${name}.ts should export default fault('${name}', …)`)

const only = flags.find((flag) => flag.startsWith('--only='))?.slice('--only='.length)
const show = (line: string): void => void (process.stderr.isTTY && process.stderr.write(`${line}\n`))
const trial = new Trial({
  quick: flags.includes('--quick'),
  show,
  ...(only !== undefined && { only: only.split(',') }),
})
const begun = performance.now()
/** No experiment goes on for longer; the longest takes half of it on two busy processors. */
const mostMinutes = 30
const stop = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => reject(new Error(`ended by ${signal}`)))
  setTimeout(() => reject(new Error(`not done after ${mostMinutes} minutes`)), mostMinutes * 60_000)
})

try {
  await Promise.race([found.run(trial), stop])
} finally {
  await trial[Symbol.asyncDispose]()
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  console.log(
    [`${name}: node ${process.versions.node}, ${machine()}, ${seconds} s`, '', table(trial.verdicts)].join('\n'),
  )
  for (const note of trial.notes) console.log(note)
}
// What is left of an experiment that was torn off does not keep the process.
process.exit(trial.holds ? 0 : 1)
