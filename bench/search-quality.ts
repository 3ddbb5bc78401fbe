// How good the first ten are (nDCG@10) on nine collections in four languages, against six search engines.
import { createSearch } from '@casewell/search'
import { learnMeaning } from '@casewell/search/meaning'
import { bench, type Report } from './harness.ts'
import { type Collection, readCollection } from './search/collection.ts'
import { collections } from './search/collections.ts'
import type { Language } from './search/engine.ts'
import { casewell } from './search/engines/ours.ts'
import { quality } from './search/ndcg.ts'
import { references } from './search/references.ts'

/** By engine, its nDCG@10. */
type Figures = Readonly<Record<string, number>>

interface Measured {
  readonly name: string
  readonly language: Language
  readonly ours: number
  /** Words and their stems alone. */
  readonly lexical: number
  readonly theirs: Figures
}

function measure(collection: Collection, language: Language): Measured {
  const { name, documents } = collection
  const of = (make: (typeof references)[string]): number => quality(collection, make(documents, language).rank)
  const theirs = Object.fromEntries(Object.entries(references).map(([engine, make]) => [engine, of(make)]))
  return { name, language, ours: of(casewell()), lexical: of(casewell({ fuzzy: false })), theirs }
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length

/** The best of the others: its name and its figure. */
const best = (theirs: Figures): readonly [string, number] =>
  Object.entries(theirs).reduce((a, b) => (b[1] > a[1] ? b : a), ['none', 0] as const)

async function compare(report: Report, what: string, ours: number, theirs: Figures, goals = {}): Promise<void> {
  const [reference, value] = best(theirs)
  await report.ratio(
    { what, unit: 'nDCG@10', reference, ...goals },
    () => ours,
    () => value,
  )
}

/** Means over the collections of one language, of ours and of each other engine. */
function means(all: readonly Measured[], language: Language) {
  const some = all.filter((one) => one.language === language)
  const theirs = Object.keys(references).map((engine) => [engine, mean(some.map((one) => one.theirs[engine] ?? 0))])
  return { ours: mean(some.map(({ ours }) => ours)), theirs: Object.fromEntries(theirs) as Figures } // pairs of the two
}

/** With the meaning that the entries themselves teach. */
async function withMeaning(collection: Collection): Promise<number> {
  const search = createSearch({ fields: { title: 3, text: 1 } })
  search.put(collection.documents)
  const meaning = await learnMeaning(search)
  return quality(collection, (text, limit) => search.find(text, { limit, meaning }).hits.map(({ id }) => id))
}

export default bench('search-quality', async (report) => {
  const all: Measured[] = []
  for (const [name, language] of Object.entries(collections)) all.push(measure(readCollection(name), language))
  for (const language of ['en', 'zh'] as const) {
    const { ours, theirs } = means(all, language)
    await compare(report, `mean ${language}`, ours, theirs, { bar: 1 })
    const listed = Object.entries(theirs).map(([engine, value]) => `${engine} ${value.toFixed(4)}`)
    report.note(`mean ${language}: casewell ${ours.toFixed(4)}, ${listed.join(', ')}`)
  }
  for (const { name, ours, theirs } of all) await compare(report, name, ours, theirs)
  const goals = { unit: 'nDCG@10', hope: 0.71 }
  const scifact = all.find(({ name }) => name === 'scifact_train')?.lexical ?? 0
  report.row({ ...goals, what: 'scifact_train, words and stems alone', bar: 0.69 }, scifact)
  report.row({ ...goals, what: 'scifact_train, with meaning' }, await withMeaning(readCollection('scifact_train')))
  report.row({ unit: 'nDCG@10', what: 'cranfield, with meaning' }, await withMeaning(readCollection('cranfield')))
  report.row({ unit: 'nDCG@10', what: 'cisi, with meaning' }, await withMeaning(readCollection('cisi')))
  report.note('The reference is the best of the six in the row. Ours knows neither collection nor language.')
})
