import { newArticle } from '@casewell/knowledge'
import { expect, test } from 'vitest'
import { coach, customer, dice, drafts, everyone, put, putAll, team } from './corpus.ts'
import { asOwner, needs, open, scratchSchema, there } from './database.ts'

const run = test.skipIf(!there)

/** Rows of a table; `at` is the transaction that wrote each. */
const rowsOf = (schema: string, table: string) =>
  asOwner(async (client) => {
    const { rows } = await client.query<Record<string, unknown>>(`select xmin::text as at, * from ${schema}.${table}`)
    return rows
  })

const found = async (store: ReturnType<typeof open>, query: string) =>
  (await store.search({ query, viewer: coach })).hits.map(({ article }) => article)

run(`[EDIT1] an edit changes the postings of the words that it changed, and no others${needs}`, async () => {
  const schema = scratchSchema()
  const store = open(schema)
  await putAll(store, drafts(40, 23))
  const text = { title: 'The lamp flickers', resolution: 'Restart the router and the lamp.' }
  await put(store, newArticle('lamp', 'en', text, { state: everyone }))
  const before = new Map((await rowsOf(schema, 'postings')).map(({ term, at }) => [term, at]))

  const better = { ...text, resolution: 'Restart the kettle and the lamp.' }
  await put(store, newArticle('lamp', 'en', better, { state: everyone }), 1)
  const after = await rowsOf(schema, 'postings')
  const changed = after.filter(({ term, at }) => before.get(term) !== at).map(({ term }) => term)
  expect(new Set(changed)).toEqual(new Set(['kettl', 'router']))

  await put(store, newArticle('lamp', 'en', better, { state: team, owner: 'ada' }), 2)
  expect(await rowsOf(schema, 'postings')).toEqual(after)
})

run(`[EDIT2] an article that is not to be found any more leaves nothing behind in the index${needs}`, async () => {
  const schema = scratchSchema()
  const store = open(schema)
  const draft = newArticle('lamp', 'en', { title: 'How does the lamp flicker?' }, { state: everyone })
  await put(store, draft)
  await store.learn?.('lamp', { case: 'c1', words: 'disco' })
  await put(store, { ...draft, supersededBy: 'other' }, 1)
  expect([await rowsOf(schema, 'postings'), await rowsOf(schema, 'tallies')]).toEqual([[], []])
  expect(await rowsOf(schema, 'totals')).toMatchObject([
    { entries: 0, lengths: '0', headline_lengths: '0', questions: 0 },
  ])
  expect(await store.complete?.('la', coach)).toEqual([])

  await put(store, draft, 2)
  expect([await found(store, 'disco'), await found(store, 'lamp')]).toEqual([['lamp'], ['lamp']])
})

run(`[EDIT3] words of any length and texts with NUL or half a character are kept, and found${needs}`, async () => {
  const store = open(scratchSchema())
  const roll = dice(29)
  const endless = Array.from({ length: 4_000 }, () => 'abcdefghijklmnopqrstuvwxyz'[roll(26)]).join('')
  const id = 'half \ud83d and \u0000 "quoted" \\u0041'
  const title = `The lamp \ud83d \u0000 ${endless}`
  const written = await put(store, newArticle(id, 'en', { title }, { state: everyone, labels: ['\u0000', 'a\ud83d'] }))
  expect(await store.get(id, coach)).toEqual(written)
  expect([await found(store, 'lamp'), await found(store, endless)]).toEqual([[id], [id]])
  expect(await found(store, endless.slice(1))).toEqual([])
  await store.learn?.(id, { case: '\u0000', words: 'strobe \u0000 \ude00' })
  const { hits, facets } = await store.search({ query: 'strobe', viewer: customer, labels: ['a\ud83d'], facets: true })
  expect([hits.length, facets?.labels.map(({ value }) => value)]).toEqual([1, ['\u0000', 'a\ud83d']])
  expect((await store.list(coach, { limit: 5 })).items).toEqual([written])
})
