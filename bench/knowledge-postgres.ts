/** Whether a knowledge base in Postgres ranks as the engine in memory does, and how long a query takes there. */
import { randomBytes } from 'node:crypto'
import { newArticle } from '@casewell/knowledge'
import type { KnowledgeStore } from '@casewell/knowledge/contract'
import { postgresKnowledge } from '@casewell/knowledge-postgres'
import { createSearch } from '@casewell/search'
import pg from 'pg'
import { bench } from './harness.ts'
import { type Document, type Query, readCollection } from './search/collection.ts'

const url = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test'
const viewer = { audience: 'internal', proficiency: 'reader' } as const
const WARM_UP = 50
const ROUNDS = 3

interface Answered {
  readonly ids: readonly string[]
  readonly ms: number
}

async function put(store: KnowledgeStore, { id, title, text }: Document): Promise<number> {
  const started = performance.now()
  const change = { expected: 0, by: 'agent:ada', at: new Date(), kind: 'imported' } as const
  await store.put(newArticle(id, 'en', { title, resolution: text }), change)
  return performance.now() - started
}

async function ask(store: KnowledgeStore, query: string): Promise<Answered> {
  const started = performance.now()
  const { hits } = await store.search({ query, viewer })
  return { ids: hits.map(({ article }) => article), ms: performance.now() - started }
}

/** All questions one after the other. */
async function askAll(store: KnowledgeStore, queries: readonly Query[]): Promise<readonly Answered[]> {
  const answers: Answered[] = []
  for (const { text } of queries) answers.push(await ask(store, text))
  return answers
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

export default bench('knowledge-postgres', async (report) => {
  const { documents, queries } = readCollection('scifact_train')
  const schema = `bench_${randomBytes(5).toString('hex')}`
  const words = postgresKnowledge({ url, schema, typos: false })
  const whole = postgresKnowledge({ url, schema })
  try {
    const puts: number[] = []
    for (const document of documents) puts.push(await put(words, document))
    const search = createSearch({ fields: { title: 3, text: 1 } })
    search.put(documents)
    const expected = queries.map(({ text }) => search.find(text, { limit: 10, fuzzy: false }).hits.map(({ id }) => id))
    for (const store of [words, whole]) await askAll(store, queries.slice(0, WARM_UP))

    const answers = await askAll(words, queries)
    const same = answers.filter(({ ids }, i) => ids.join() === expected[i]?.join()).length / queries.length
    report.row({ what: 'queries with the same first ten as in memory', unit: 'share', bar: 1 }, same)
    const rounds = [median(answers.map(({ ms }) => ms))]
    while (rounds.length < ROUNDS) rounds.push(median((await askAll(words, queries)).map(({ ms }) => ms)))
    const time = { unit: 'ms', better: 'lower' } as const
    report.row({ ...time, what: 'p50 of a query', bar: 40, hope: 15 }, rounds)
    const repaired = await askAll(whole, queries)
    report.row({ ...time, what: 'p50 of a query, what is misspelt included' }, median(repaired.map(({ ms }) => ms)))
    report.row({ ...time, what: 'p50 of a put' }, median(puts.slice(-1000)))
  } finally {
    await words.close()
    await whole.close()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(`drop schema if exists ${schema} cascade`)
    await client.end()
  }
  report.note(
    `${documents.length} abstracts, ${queries.length} questions, one after the other; ten hits with their snippets.`,
  )
})
