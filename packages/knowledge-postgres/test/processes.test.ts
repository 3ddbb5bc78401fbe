import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Article } from '@casewell/knowledge/contract'
import { expect, test } from 'vitest'
import { programsIn } from '../../../tooling/programs.ts'
import { coach, customer, queries } from './corpus.ts'
import { needs, open, scratchSchema, there, url } from './database.ts'
import { figures, figuresOf, inMemory } from './reference.ts'

const run = test.skipIf(!there)
const start = await programsIn(join(import.meta.dirname, 'programs'))

const found = async (store: ReturnType<typeof open>, query: string, viewer: typeof coach | typeof customer = coach) =>
  (await store.search({ query, viewer })).hits.map(({ article }) => article)

run(
  `[PROC1] of many processes that change one article none loses a change, and the index holds the last${needs}`,
  async () => {
    const schema = scratchSchema()
    const [names, times] = [['ada', 'bob', 'cy'], 12]
    const programs = names.map((name) => start('change', url, schema, name, String(times)))
    expect(await Promise.all(programs.map((program) => program.ended()))).toEqual([0, 0, 0])

    const store = open(schema, { typos: false })
    const history = (await store.history?.('shared', coach)) ?? []
    expect(history.map(({ revision }) => revision)).toEqual(
      Array.from({ length: names.length * times }, (_, i) => i + 1),
    )
    const titles = history.map(({ article }) => article.variants['en']?.title ?? '')
    const own = (name: string) => titles.filter((title) => title.startsWith(name))
    for (const name of names)
      expect(own(name)).toEqual(Array.from({ length: times }, (_, n) => `${name} wrote ${name}${n}`))
    for (const title of titles) {
      const word = title.split(' ')[2] ?? ''
      expect(await found(store, word), word).toEqual(title === titles.at(-1) ? ['shared'] : [])
    }
  },
)

run(
  `[PROC2] what another process has written is found at once, and what it has withdrawn is gone at once${needs}`,
  async () => {
    const schema = scratchSchema()
    const store = open(schema)
    expect(await found(store, 'lamp', customer)).toEqual([])
    const program = start('withdraw', url, schema)
    await program.line('put')
    expect(await found(store, 'lamp', customer)).toEqual(['lamp'])
    program.process.stdin?.write('now\n')
    await program.line('withdrawn')
    expect(await found(store, 'lamp', customer)).toEqual([])
    expect(await store.get('lamp', customer)).toBeUndefined()
    expect(await store.complete?.('lam', customer)).toEqual([])
    expect(await found(store, 'lamp')).toEqual(['lamp'])
  },
)

run(`[PROC3] processes that open one schema at the same time make it once${needs}`, async () => {
  const [schema, names] = [scratchSchema(), ['a', 'b', 'c', 'd']]
  const programs = names.map((name) => start('pour', url, schema, name))
  await Promise.all(programs.map((program) => program.line('written ')))
  for (const program of programs) program.process.kill('SIGKILL')
  await Promise.all(programs.map((program) => program.ended()))
  for (const name of names) expect(await open(schema).get(`${name}-0`, coach)).toBeDefined()
})

run(`[PROC3] so do eight knowledge bases that are asked in the same moment${needs}`, async () => {
  const schema = scratchSchema()
  const stores = Array.from({ length: 8 }, () => open(schema))
  expect(await Promise.all(stores.map((store) => store.get('nobody', coach)))).toEqual(stores.map(() => undefined))
})

run(`[PROC4] a process that is killed while it writes leaves nothing half${needs}`, async () => {
  const schema = scratchSchema()
  const store = open(schema, { typos: false })
  for (const round of [1, 2, 3]) {
    const program = start('pour', url, schema, 'x'.repeat(round))
    await program.line('written ')
    await setTimeout(41 * round)
    program.process.kill('SIGKILL')
    await program.ended()
    await store.learn?.('nobody', { case: 'c1', words: 'waits for what is under way' })

    const articles: Article[] = []
    for (let page: { cursor?: string } | undefined = {}; page; ) {
      const { items, next }: { items: readonly Article[]; next?: string } = await store.list(coach, {
        limit: 50,
        ...page,
      })
      articles.push(...items)
      page = next === undefined ? undefined : { cursor: next }
    }
    for (const line of program.lines) expect(articles.map(({ id }) => `written ${id}`)).toContain(line)
    const search = inMemory(articles)
    for (const query of queries(10, round)) {
      const { hits } = await store.search({ query, viewer: coach, snippets: false })
      expect(figures(hits), query).toEqual(figuresOf(search.find(query, { fuzzy: false })))
    }
  }
})
