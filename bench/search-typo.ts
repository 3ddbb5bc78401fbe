// What is left of search quality when three words in ten are misspelt, and what a query costs then.
import { bench, type Report } from './harness.ts'
import { type Collection, readCollection } from './search/collection.ts'
import { cpuMs } from './search/cpu.ts'
import type { Engine, MakeEngine } from './search/engine.ts'
import { minisearch } from './search/engines/minisearch.ts'
import { casewell } from './search/engines/ours.ts'
import { misspeller } from './search/misspell.ts'
import { quality } from './search/ndcg.ts'

/** The first so many queries of each collection, as in the published figures of others. */
const QUERIES = 300

interface Figures {
  readonly clean: number
  readonly misspelt: number
  /** CPU milliseconds a misspelt query, asked for the first time. */
  readonly cpu: number
}

function measure(collection: Collection, misspelt: Collection, { rank }: Engine): Figures {
  const clean = quality(collection, rank)
  let found = 0
  const cpu = cpuMs(() => {
    found = quality(misspelt, rank)
  })
  return { clean, misspelt: found, cpu: cpu / misspelt.queries.length }
}

function tell(report: Report, what: string, { clean, misspelt, cpu }: Figures, goals: readonly object[] = []): void {
  report.row({ unit: 'share', what: `${what}: kept of the clean nDCG`, ...goals[0] }, misspelt / clean)
  report.row({ unit: 'nDCG@10', what: `${what}: misspelt` }, misspelt)
  report.row({ unit: 'CPU ms', what: `${what}: a misspelt query`, ...goals[1] }, cpu)
}

const goals = [
  { bar: 0.93, hope: 0.97 },
  { bar: 1, better: 'lower' },
] as const

export default bench('search-typo', (report) => {
  for (const name of ['xquad_en', 'insuranceqa_dup_dev', 'scifact_train', 'xquad_de', 'xquad_es'] as const) {
    const whole = readCollection(name)
    const collection = { ...whole, queries: whole.queries.slice(0, QUERIES) }
    const misspell = misspeller()
    const misspelt = {
      ...collection,
      queries: collection.queries.map((query) => ({ ...query, text: misspell(query.text) })),
    }
    const language = name.startsWith('xquad_') ? (name.slice(-2) as 'de' | 'en' | 'es') : 'en' // as they are named
    const of = (make: MakeEngine): Figures => measure(collection, misspelt, make(collection.documents, language))
    tell(report, name, of(casewell()), goals)
    if (name !== 'xquad_en' && name !== 'insuranceqa_dup_dev') continue
    tell(report, `${name}, minisearch fuzzy 0.2`, of(minisearch({ fuzzy: 0.2, prefix: true })))
  }
  report.note('One edit in 30 % of the words of four letters and more; 300 queries; each misspelt query is asked once.')
})
