import { newArticle } from '@casewell/knowledge'
import { allStates, type KnowledgePolicy, knowledgePolicy, type Viewer } from '@casewell/knowledge/contract'
import { expect, test } from 'vitest'
import { coach, customer, dice, everyone, put, team } from './corpus.ts'
import { needs, open, scratchSchema, there } from './database.ts'

const run = test.skipIf(!there)

/** Words that stand in articles of some states only, and words that all may have. */
const secrets = ['zyxwort', 'quorvex', 'plomtig', '秘密词', 'vrankel', 'skibbel']
const common = ['lamp', 'router', 'update', 'sound', 'drops', '声音', 'the', 'no']
const places = ['title', 'issue', 'resolution', 'cause', 'label', 'product', 'case']
const viewers = (['partner', 'customer', 'public', 'internal'] as const).map(
  (audience): Viewer => ({ audience, proficiency: 'reader' }),
)

type Roll = ReturnType<typeof dice>
const pick = <T>(roll: Roll, all: readonly [T, ...T[]] | readonly T[]): T => {
  const one = all[roll(all.length)]
  if (one === undefined) throw new Error('there is nothing to pick from')
  return one
}
const some = (roll: Roll): string => Array.from({ length: 1 + roll(6) }, () => pick(roll, common)).join(' ')

/** An article with a secret somewhere in it, in any state. */
async function putSecret(store: ReturnType<typeof open>, id: string, roll: Roll) {
  const [word, state, where] = [pick(roll, secrets), pick(roll, allStates), pick(roll, places)]
  const text = (part: string): string => (where === part ? `${word} ${some(roll)}` : some(roll))
  const texts = { title: text('title'), issue: text('issue'), resolution: text('resolution'), cause: text('cause') }
  const appliesTo =
    where === 'product' ? { products: [{ product: word, versions: null }], settings: {}, excludes: {} } : null
  await put(store, newArticle(id, 'en', texts, { state, appliesTo, labels: where === 'label' ? [word] : [] }))
  if (where === 'case') await store.learn?.(id, { case: 'c1', words: word })
  return { word, state }
}

/** A secret as somebody might come near it, whole, cut short, misspelt, among other words. */
function guess(roll: Roll): string {
  const whole = pick(roll, secrets)
  const short = whole.slice(0, Math.max(1, whole.length - roll(4)))
  const swapped = short.length > 3 && roll(2) === 0 ? short.charAt(1) + short.charAt(0) + short.slice(2) : short
  return roll(2) === 0 ? swapped : `${some(roll)} ${swapped}`
}

run.each([1, 2, 3, 4])(
  `[EYE1] no answer tells a word of what the viewer may not see (base %i)${needs}`,
  async (seed) => {
    const [store, roll] = [open(scratchSchema()), dice(seed * 7919)]
    const made = []
    for (let i = 0; i < 10; i++) made.push(await putSecret(store, `a${i}`, roll))
    for (let i = 0; i < 100; i++) {
      const [viewer, query] = [pick(roll, viewers), guess(roll)]
      const visible = made.filter(({ state }) => knowledgePolicy('find', viewer, state))
      const hidden = secrets.filter((word) => !visible.some((article) => article.word === word))
      const answer = await store.search({ query, viewer, facets: true, prefix: roll(2) === 0, limit: 50 })
      const completed = (await store.complete?.(query, viewer, 50)) ?? []
      const said = JSON.stringify([answer, completed])
      for (const word of hidden) expect(said.includes(word) && !query.includes(word), `${word} in ${said}`).toBe(false)
      expect(answer.hits.length).toBeLessThanOrEqual(visible.length)
      expect(answer.total).toBeLessThanOrEqual(visible.length)
    }
  },
)

run(`[EYE2] a policy of one's own decides who reads and who finds${needs}`, async () => {
  const policy: KnowledgePolicy = (deed, viewer, state) =>
    deed === 'read' ? viewer.audience === 'customer' : state.confidence === 'wip'
  const store = open(scratchSchema(), { policy })
  await put(store, newArticle('open', 'en', { title: 'The lamp' }, { state: everyone }))
  await put(store, newArticle('draft', 'en', { title: 'The lamp' }, { state: team }))
  const found = await store.search({ query: 'lamp', viewer: customer })
  expect(found.hits.map(({ article }) => article)).toEqual(['draft'])
  expect((await store.list(customer, { limit: 5 })).items.map(({ id }) => id)).toEqual(['draft', 'open'])
  expect([await store.get('open', coach), (await store.list(coach, { limit: 5 })).items]).toEqual([undefined, []])
  expect([await store.history?.('open', coach), (await store.history?.('open', customer))?.length]).toEqual([[], 1])
})
