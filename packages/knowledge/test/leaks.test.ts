import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allStates, knowledgePolicy, type Viewer } from '../src/contract/index.ts'
import { memoryKnowledge, newArticle } from '../src/index.ts'

/** Words that stand in one article only, and words that all may have. */
const secrets = ['zyxwort', 'quorvex', 'plomtig', '秘密词', 'vrankel', 'skibbel'] as const
const common = ['lamp', 'router', 'update', 'sound', 'drops', '声音', 'the', 'no'] as const
const viewers = (['partner', 'customer', 'public', 'internal'] as const).map(
  (audience): Viewer => ({ audience, proficiency: 'reader' }),
)

const articles = fc.array(
  fc.record({
    state: fc.constantFrom(...allStates),
    secret: fc.nat(secrets.length - 1),
    words: fc.array(fc.constantFrom(...common), { minLength: 1, maxLength: 6 }),
    where: fc.constantFrom('title', 'issue', 'resolution', 'cause', 'label', 'product', 'case'),
  }),
  { minLength: 1, maxLength: 8 },
)
/** A secret word as somebody might come near it: whole, cut short, misspelt. */
const guesses = fc.oneof(
  fc.constantFrom(...common),
  fc.tuple(fc.constantFrom(...secrets), fc.nat(3), fc.boolean()).map(([word, cut, swap]) => {
    const short = word.slice(0, Math.max(1, word.length - cut))
    return swap && short.length > 3
      ? `${short.charAt(0)}${short.slice(2, 3)}${short.charAt(1)}${short.slice(3)}`
      : short
  }),
)

type Made = {
  readonly state: (typeof allStates)[number]
  readonly secret: number
  readonly words: readonly string[]
  readonly where: string
}

async function filled(all: readonly Made[]) {
  const store = memoryKnowledge()
  for (const [i, { state, secret, words, where }] of all.entries()) {
    const word = secrets[secret] ?? secrets[0]
    const text = (part: string) => (where === part ? `${word} ${words.join(' ')}` : words.join(' '))
    const appliesTo =
      where === 'product' ? { products: [{ product: word, versions: null }], settings: {}, excludes: {} } : null
    const fields = { title: text('title'), issue: text('issue'), resolution: text('resolution'), cause: text('cause') }
    const draft = newArticle(`a${i}`, 'en', fields, { state, appliesTo, labels: where === 'label' ? [word] : [] })
    await store.put(draft, { expected: 0, by: 'agent:ada', at: new Date(0), kind: 'created' })
    if (where === 'case') await store.learn?.(`a${i}`, { case: 'c1', words: word })
  }
  return store
}

describe('eyes', () => {
  test('[EYE1] no answer tells a word that only articles have which the viewer may not see', async () => {
    const queries = fc.array(guesses, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
    await fc.assert(
      fc.asyncProperty(articles, queries, fc.constantFrom(...viewers), async (all, query, viewer) => {
        const store = await filled(all)
        const seen = new Set(
          all.filter(({ state }) => knowledgePolicy('find', viewer, state)).map(({ secret }) => secrets[secret]),
        )
        const hidden = secrets.filter((word) => !seen.has(word))
        const asked = query.toLowerCase()
        for (const prefix of [false, true]) {
          const answer = await store.search({ query, viewer, facets: true, prefix, limit: 50 })
          const completed = (await store.complete?.(query, viewer, 50)) ?? []
          const said = JSON.stringify([answer, completed])
          // what they typed themselves may stand in their own corrected query
          for (const word of hidden)
            expect(said.includes(word) && !asked.includes(word), `${word} in ${said}`).toBe(false)
          const visible = all.filter(({ state }) => knowledgePolicy('find', viewer, state)).length
          expect(answer.hits.length).toBeLessThanOrEqual(visible)
          expect(answer.total).toBeLessThanOrEqual(visible)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('[EYE2] archived articles are read by the team and found by nobody', () => {
    for (const viewer of viewers)
      for (const state of allStates.filter(({ confidence }) => confidence === 'archived'))
        expect([knowledgePolicy('find', viewer, state), knowledgePolicy('read', viewer, state)]).toEqual([
          false,
          viewer.audience === 'internal',
        ])
  })

  test('[EYE3] outside the team only what is validated is seen, and only what is for one or for more than one', () => {
    const sees = (audience: Viewer['audience']) =>
      allStates
        .filter((state) => knowledgePolicy('find', { audience, proficiency: 'reader' }, state))
        .map((state) => `${state.confidence} ${state.audience}`)
    expect([...new Set(sees('customer'))]).toEqual(['validated customer', 'validated public'])
    expect([...new Set(sees('partner'))]).toEqual(['validated partner', 'validated customer', 'validated public'])
    expect([...new Set(sees('public'))]).toEqual(['validated public'])
  })
})
