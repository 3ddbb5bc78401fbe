// CPU time of a query on 5,183 abstracts (scifact), by words alone and with n-grams, beside minisearch.
import { createSearch } from '@casewell/search'
import { bench, type Measure } from './harness.ts'
import { readCollection } from './search/collection.ts'
import { cpuMs } from './search/cpu.ts'
import type { Engine } from './search/engine.ts'
import { minisearch } from './search/engines/minisearch.ts'
import { casewell } from './search/engines/ours.ts'

const { documents, queries } = readCollection('scifact_train')
/** Queries of one measurement: ours many times over, since it is so much quicker. */
const THEIRS = 200
const ROUNDS = 4
const WARM_UP = 3
const PAIRS = 15

let found = 0

/** CPU milliseconds a query; load on the machine lengthens them less than the time of the clock, but it does. */
const perQuery = ({ rank }: Engine, count: number, rounds: number): Measure => {
  const asked = queries.slice(0, count)
  return () =>
    cpuMs(() => {
      for (let round = 0; round < rounds; round++) for (const { text } of asked) found += rank(text, 10).length
    }) /
    asked.length /
    rounds
}

export default bench('search-speed', async (report) => {
  const lexical = perQuery(casewell({ fuzzy: false })(documents, 'en'), queries.length, ROUNDS)
  const fuzzy = perQuery(casewell()(documents, 'en'), queries.length, ROUNDS)
  const theirs = perQuery(minisearch()(documents, 'en'), THEIRS, 1)
  for (let i = 0; i < WARM_UP; i++) for (const measure of [lexical, fuzzy, theirs]) await measure()

  const times = async (measure: Measure): Promise<number[]> => {
    const each: number[] = []
    for (let i = 0; i < PAIRS; i++) each.push(await measure())
    return each
  }
  const row = { unit: 'CPU ms', better: 'lower' } as const
  report.row({ ...row, what: 'by words alone', bar: 0.15, hope: 0.08 }, await times(lexical))
  report.row({ ...row, what: 'with n-grams', bar: 0.6 }, await times(fuzzy))
  const rate =
    (measure: Measure): Measure =>
    async () =>
      1000 / (await measure())
  const beside = { unit: 'queries/CPU s', reference: 'minisearch', pairs: PAIRS }
  await report.ratio({ ...beside, what: 'by words alone', bar: 20, hope: 40 }, rate(lexical), rate(theirs))
  await report.ratio({ ...beside, what: 'with n-grams' }, rate(fuzzy), rate(theirs))
  const build: number[] = []
  const cold: number[] = []
  for (let i = 0; i < 3; i++) {
    const search = createSearch({ fields: { title: 3, text: 1 } })
    build.push(cpuMs(() => search.put(documents)))
    const engine: Engine = { rank: (text, limit) => search.find(text, { limit }).hits.map(({ id }) => id) }
    cold.push(await perQuery(engine, queries.length, 1)())
  }
  report.row({ ...row, what: 'with n-grams, on a new index' }, cold)
  report.row({ unit: 'CPU ms', what: 'build' }, build)
  report.note(`k = 10; all queries were asked before, but on the new index; ${found} answers.`)
})
