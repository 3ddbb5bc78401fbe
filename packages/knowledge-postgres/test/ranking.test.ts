import { memoryKnowledge, newArticle } from '@casewell/knowledge'
import { expect, test } from 'vitest'
import { coach, customer, dice, drafts, everyone, labels, put, putAll, queries, sentence, team } from './corpus.ts'
import { needs, open, scratchSchema, there } from './database.ts'
import { figures, figuresOf, inMemory } from './reference.ts'

const run = test.skipIf(!there)

run(`[RANK1] order, scores and shares are those of the engine in memory, over several blocks${needs}`, async () => {
  const store = open(scratchSchema(), { typos: false })
  const search = inMemory(await putAll(store, drafts(400, 7)))
  for (const query of queries(80, 11)) {
    const { hits } = await store.search({ query, viewer: coach, snippets: false })
    expect(figures(hits), query).toEqual(figuresOf(search.find(query, { fuzzy: false })))
  }
})

/** Headlines that ask something, in the languages whose questions the engine knows. */
const questions = [
  'How do I reset my password?',
  'Wie setze ich mein Passwort zurück',
  '¿Dónde está mi factura?',
  'où est ma facture',
  '如何重置密码',
  'пароль не подходит？',
  'Can I share my calendar',
  'Delivery times',
  '配对码已过期',
]

run.each([0, 40, 240])(
  `[RANK2] they are so among %i other headlines and frequent questions, with synonyms${needs}`,
  async (others) => {
    const synonyms = [
      ['vpn', 'virtual private network'],
      ['invoice', 'bill'],
    ]
    const store = open(scratchSchema(), { typos: false, synonyms })
    const asked = Array.from({ length: 45 }, (_, i) => {
      const title = questions[i % questions.length] ?? ''
      return newArticle(`q${i}`, 'en', { title, resolution: sentence(dice(i + 1), 12) }, { state: everyone })
    })
    const vpn = newArticle('vpn', 'en', { title: 'A virtual private network, and its bill' }, { state: everyone })
    const search = inMemory(await putAll(store, [...asked, vpn, ...drafts(others, 3)]), {}, synonyms)
    for (const query of [...questions, 'my vpn', 'invoice lost', '密码', ...queries(20, 5)]) {
      const { hits } = await store.search({ query, viewer: coach, snippets: false })
      expect(figures(hits), query).toEqual(figuresOf(search.find(query, { fuzzy: false })))
    }
  },
)

run(`[RANK3] they are so after edits, withdrawals, merges and words of cases${needs}`, async () => {
  const store = open(scratchSchema(), { typos: false })
  const articles = new Map((await putAll(store, drafts(80, 1))).map((article) => [article.id, article]))
  const other = drafts(80, 2)
  for (const draft of other.slice(0, 30)) articles.set(draft.id, await put(store, draft, 1))
  for (const draft of other.slice(30, 40)) await put(store, { ...draft, supersededBy: 'a0' }, 1)
  for (const draft of other.slice(30, 40)) articles.delete(draft.id)
  for (const draft of other.slice(40, 45)) await put(store, { ...draft, state: { ...team, confidence: 'archived' } }, 1)
  for (const draft of other.slice(40, 45)) articles.set(draft.id, await put(store, draft, 2))
  const told = ['strobe disco light', 'my lamp', 'the sound']
  for (const [i, words] of told.entries()) await store.learn?.('a3', { case: `c${i}`, words })
  await store.learn?.('a3', { case: 'c1', words: null })

  const search = inMemory([...articles.values()], { a3: [told[0] ?? '', told[2] ?? ''] })
  for (const query of ['disco lamp', ...queries(40, 13)]) {
    const { hits } = await store.search({ query, viewer: coach, snippets: false })
    expect(figures(hits), query).toEqual(figuresOf(search.find(query, { fuzzy: false })))
  }
})

run(`[RANK4] a page, its labels and its facets are those of the index in memory${needs}`, async () => {
  const store = open(scratchSchema(), { typos: false })
  const search = inMemory(await putAll(store, drafts(300, 17)))
  for (const query of queries(12, 19)) {
    const where = { label: [labels[0], labels[2]] }
    const [limit, offset] = [7, 7]
    const found = search.find(query, { fuzzy: false, limit, offset, where, facets: ['label', 'product'] })
    const answer = await store.search({ query, viewer: coach, limit, offset, labels: where.label, facets: true })
    expect(figures(answer.hits), query).toEqual(figuresOf(found))
    expect([answer.total, answer.facets?.labels, answer.facets?.products]).toEqual([
      found.total,
      found.facets?.label,
      found.facets?.product,
    ])
  }
})

run(`[RANK4] what fits, what is being typed and how a hit looks are those of the index in memory${needs}`, async () => {
  const memory = memoryKnowledge()
  const store = open(scratchSchema())
  const texts = { issue: '灯一直在闪，重启以后还是这样。', resolution: '请更换电源。' }
  for (const [i, title] of ['灯在闪', '灯不亮了', '电源坏了', '灯和电源'].entries()) {
    const appliesTo = { products: [{ product: `p${i % 3}`, versions: null }], settings: {}, excludes: {} }
    const draft = newArticle(`z${i}`, 'zh', { title, ...texts }, { state: everyone, appliesTo })
    for (const each of [memory, store]) await put(each, draft)
  }
  const applies = (to: { products: readonly { product: string }[] }) =>
    (({ p0: 'yes', p1: 'unknown', p2: 'no' }) as const)[to.products[0]?.product ?? ''] ?? 'yes'
  for (const query of ['灯闪', '电源', '灯']) {
    const request = { query, viewer: customer, applies, prefix: true, facets: true }
    expect(await store.search(request)).toEqual(await memory.search(request))
  }
})

run(`[RANK4] what fits moves up past what nobody knows to fit, onto the first page${needs}`, async () => {
  const [store, memory] = [open(scratchSchema()), memoryKnowledge()]
  const to = (product: string) => ({ products: [{ product, versions: null }], settings: {}, excludes: {} })
  const drafts = [
    newArticle('unknown', 'en', { title: 'The lamp flickers' }, { state: everyone, appliesTo: to('unknown') }),
    newArticle('yes', 'en', { title: 'The lamp flickers again' }, { state: everyone, appliesTo: to('yes') }),
  ]
  for (const each of [store, memory]) for (const draft of drafts) await put(each, draft)
  const request = { query: 'lamp', viewer: coach, limit: 1 }
  const applies = (given: { products: readonly { product: string }[] }) =>
    given.products[0]?.product === 'yes' ? 'yes' : 'unknown'
  const first = async (wish: object) => (await store.search({ ...request, ...wish })).hits.map(({ article }) => article)
  expect([await first({}), await first({ applies })]).toEqual([['unknown'], ['yes']])
  expect(await store.search({ ...request, applies })).toEqual(await memory.search({ ...request, applies }))
})

run(`[RANK5] equals come in the order of their ids, page by page${needs}`, async () => {
  const store = open(scratchSchema())
  const ids = ['é', 'b', 'a', 'B', '10', '9', '声']
  await putAll(
    store,
    ids.map((id) => newArticle(id, 'en', { title: 'The lamp' }, { state: everyone })),
  )
  const pages = [0, 2, 4, 6].map((offset) => store.search({ query: 'lamp', viewer: coach, limit: 2, offset }))
  const shown = (await Promise.all(pages)).flatMap(({ hits }) => hits.map(({ article }) => article))
  expect(shown).toEqual([...ids].sort())
})

run(`[RANK6] what is misspelt is found, and repaired to what the viewer may see${needs}`, async () => {
  const store = open(scratchSchema())
  const text = { title: 'The bluetooth connection is lost', issue: 'I pair them, and the connection drops.' }
  await put(store, newArticle('open', 'en', text, { state: everyone }))
  for (const id of ['hidden', 'hidden too'])
    await put(store, newArticle(id, 'en', { title: 'The bluetoots recall' }, { state: team }))
  const said = async (query: string, viewer: typeof coach | typeof customer) => {
    const { hits, didYouMean } = await store.search({ query, viewer })
    return [hits.map(({ article }) => article), didYouMean]
  }
  expect(await said('my bluetoths conection', coach)).toEqual([
    ['open', 'hidden', 'hidden too'],
    'my bluetoots connection',
  ])
  expect(await said('my bluetoths conection', customer)).toEqual([['open'], 'my bluetooth connection'])
  const [hit] = (await store.search({ query: 'conection', viewer: customer })).hits
  expect(hit?.highlights.map(({ start, end }) => hit.snippet.slice(start, end))).toEqual(['connection'])
  expect(await said('recal', customer)).toEqual([[], undefined])
  expect(await said('xkcdq', coach)).toEqual([[], undefined])
})
