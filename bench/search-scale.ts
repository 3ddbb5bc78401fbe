// A hundred thousand documents in memory: building, asking, editing, and starting again from a snapshot.
import { createSearch, splitWords } from '@casewell/search'
import { restoreSearch, snapshotOf } from '@casewell/search/snapshot'
import { bench, type Report, spreadOf } from './harness.ts'
import { type Document, readCollection } from './search/collection.ts'
import { cpuMs } from './search/cpu.ts'

const DOCUMENTS = 100_000
const WORDS = 68
const TITLE_WORDS = 8
const QUERIES = 300
const EDITS = 300
const options = { fields: { title: 3, text: 1 } } as const
const { documents: abstracts, queries } = readCollection('scifact_train')
const asked = queries.slice(0, QUERIES)

/** Documents of words drawn from real ones, as often as they stand there; the same ones each time. */
function synthesize(): Document[] {
  const words = abstracts.flatMap(({ title, text }) => splitWords(`${title} ${text}`).map(({ word }) => word))
  let state = 1
  const draw = (): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return words[Math.floor((state / 2 ** 32) * words.length)] ?? ''
  }
  const line = (n: number): string => Array.from({ length: n }, draw).join(' ')
  return Array.from({ length: DOCUMENTS }, (_, i) => ({
    id: `d${i}`,
    title: line(TITLE_WORDS),
    text: line(WORDS - TITLE_WORDS),
  }))
}

/** Memory of this process in MB, once what is not needed has gone. */
function memory(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().rss / 1e6
}

const row = { unit: 'CPU ms', better: 'lower' } as const
const middle = (samples: readonly number[]): number => spreadOf(samples).median

type Index = ReturnType<typeof restoreSearch<'title' | 'text'>>

/** The median of the queries, each by itself, when all have been asked before. */
function reportQueries(report: Report, index: Index): void {
  for (const [what, fuzzy, goals] of [
    ['query by words alone, p50', false, {}],
    ['query with n-grams, p50', true, { bar: 2, hope: 1 }],
  ] as const) {
    let each: number[] = []
    for (let round = 0; round < 3; round++) each = asked.map(({ text }) => cpuMs(() => index.find(text, { fuzzy })))
    report.row({ ...row, ...goals, what }, middle(each))
    const sorted = each.toSorted((a, b) => a - b)
    report.row({ ...row, what: what.replace('p50', 'p99') }, sorted[Math.floor(sorted.length * 0.99)] ?? 0)
  }
}

function reportEdits(report: Report, index: Index, documents: readonly Document[]): void {
  const edits: number[] = []
  const after: number[] = []
  for (let i = 0; i < EDITS; i++) {
    const { id } = documents[(i * 331) % DOCUMENTS] ?? { id: '' }
    const { title, text } = documents[(i * 577) % DOCUMENTS] ?? { title: '', text: '' }
    edits.push(cpuMs(() => index.put({ id, title, text })))
    const query = asked[i % asked.length]?.text ?? ''
    after.push(cpuMs(() => index.find(query)))
  }
  report.row({ ...row, what: 'edit', bar: 5 }, edits)
  report.row({ ...row, what: 'edit, the longest of 300' }, Math.max(...edits))
  report.row({ ...row, what: 'first query after an edit' }, after)
}

export default bench('search-scale', (report) => {
  const documents = synthesize()
  const before = memory()
  const index: Index = createSearch(options)
  const build = cpuMs(() => index.put(documents))
  index.settle()
  for (const { text } of asked) index.find(text)
  report.row({ unit: 'CPU s', what: 'build', better: 'lower', bar: 8 }, build / 1000)
  report.row({ unit: 'MB', what: 'memory', better: 'lower', bar: 300, hope: 180 }, memory() - before)
  reportQueries(report, index)
  reportEdits(report, index, documents)
  const snapshot = snapshotOf(index)
  report.row({ unit: 'MB', what: 'snapshot' }, snapshot.length / 1e6)
  const restarts = [0, 1, 2].map(() => cpuMs(() => restoreSearch(snapshot.slice(), options).find('immune')) / 1000)
  report.row({ unit: 'CPU s', what: 'restart from it, first answer included', better: 'lower', bar: 0.5 }, restarts)
  report.note(
    `${DOCUMENTS} documents of ${WORDS} words, drawn as often as in scifact; ${QUERIES} real queries of it, k = 10.`,
  )
})
