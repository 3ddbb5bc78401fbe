import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { reportPage, reportText } from '@casewell/scores'
import { svgFile } from '@casewell/scores/plot'
import { assumptions } from './src/assumptions.ts'
import { liveYear } from './src/live-year.ts'
import { hasRealCustomers, realCustomers } from './src/real-customers.ts'
import { simulate } from './src/simulate.ts'
import { compared } from './src/truth.ts'

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'voice-of-customer' },
    weeks: { type: 'string', default: String(assumptions.weeks) },
    seed: { type: 'string', default: 'casewell' },
    data: { type: 'string', default: resolve(import.meta.dirname, '../../../shared/data/scoring/data') },
  },
})

/** Lets a desk live through a simulated year, writes its report, and adds what real customers did where the files are. */
async function main(): Promise<void> {
  const folder = resolve(values.out)
  await mkdir(folder, { recursive: true })
  const write = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text)
  const cases = simulate(values.seed, Number(values.weeks))
  const { desk, scores, told } = await liveYear(cases)
  const from = assumptions.from
  const to = new Date(Date.parse(from) + Number(values.weeks) * 7 * 86_400_000).toISOString().slice(0, 10)
  const report = await scores.report({ period: { from, to }, by: 'agent' })
  const check = await scores.rebuild()
  await desk.stop()
  await write('report.html', reportPage(report))
  await write('report.txt', reportText(report))
  await write('report.json', `${JSON.stringify(report, null, 1)}\n`)
  console.log(reportText(report))
  console.log(compared(report, cases))
  console.log(`Told at once: ${told.atRisk} customers at risk, ${told.advocates} advocates.`)
  console.log(`Read again from ${check.position} events, ${check.differed} of the scores differ.`)
  if (hasRealCustomers(values.data)) {
    const { text, plot } = realCustomers(values.data)
    await write('real-customers.txt', text)
    await write('real-customers.svg', svgFile(plot))
    console.log(`\n${text}`)
  } else console.log(`\nNo files of real customers in ${values.data}: the report is of the simulated year alone.`)
  console.log(`Written to ${values.out}: report.html, report.txt, report.json.`)
}

await main()
