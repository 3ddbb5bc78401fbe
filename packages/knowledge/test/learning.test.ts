import { createDesk } from '@casewell/core'
import { memoryStore } from '@casewell/store'
import { describe, expect, test } from 'vitest'
import type { LikelyHit } from '../src/finding/verdict.ts'
import { type KnowledgeOptions, knowledge, Searches } from '../src/index.ts'
import { byLinks } from '../src/learning/judge.ts'
import type { Taught } from '../src/learning/learner.ts'

/** How customers ask for four articles, in words that no article has. */
const ways = {
  speaker: ['my box stays silent', 'nothing to hear any more', 'the music is gone', 'silent box in the kitchen'],
  network: ['it keeps losing the house net', 'offline every evening', 'net is gone again', 'cannot reach my router'],
  power: ['it does not wake up', 'dead in the morning', 'the lamp stays dark', 'will not start any more'],
  bill: ['I was charged twice', 'wrong sum on my card', 'money taken two times', 'please give back what I paid'],
} as const
type Way = keyof typeof ways
const names = Object.keys(ways) as Way[] // of this very record
const when = [
  'since Monday',
  'since yesterday',
  'for a week',
  'after breakfast',
  'again',
  'today',
  'please help',
  'why',
]
const wordsFor = (way: Way, i: number): string => `${ways[way][i % 4]} ${when[(i * 3 + (i >> 2)) % 8]}, ${when[i % 8]}`

/** A desk with four articles and so many solved cases of each. */
async function house(each: number, options: KnowledgeOptions = {}, host = memoryStore()) {
  const shared = { ...host, tenant: (id: string) => host.tenant(id), close: async () => {} }
  const desk = await createDesk({ store: shared })
  const kb = desk.use(knowledge(options))
  await desk.start()
  const ada = desk.as({ id: 'ada', role: 'agent' })
  const lea = kb.as({ id: 'lea', role: 'lead' })
  const state = { confidence: 'validated', audience: 'public', governance: 'experience' } as const
  const ids: Partial<Record<Way, string>> = {}
  const solve = async (way: Way, i: number): Promise<string> => {
    const id = await ask(wordsFor(way, i))
    await lea.link(id, ids[way] ?? '')
    return id
  }
  const ask = async (text: string): Promise<string> => {
    const from = { email: `c${(await desk.read.head()).position}@example.org` }
    return (await ada.cases.open({ subject: '', text, from })).id
  }
  const cases: string[] = []
  if (each > 0) {
    for (const way of names)
      ids[way] = (await lea.create({ language: 'en', title: `Entry ${way}`, resolution: '…', state })).id
    for (let i = 0; i < each; i++) for (const way of names) cases.push(await solve(way, i))
  }
  const judged = async (text: string) => {
    const id = await ask(text)
    await desk.settled()
    const doc = (await lea.suggestions(id))?.doc
    if (!doc) throw new Error('nothing was suggested')
    return { id, ...doc }
  }
  await desk.settled()
  return { desk, kb, ada, lea, ids, cases, ask, judged, host }
}

describe('links between cases and articles', () => {
  test('[LEARN1] teach which cases are known, and which are new, with the promised share', async () => {
    const { desk, kb, ada, lea, ids, judged } = await house(30)
    const learnt = await kb.learning()
    expect(learnt).toMatchObject({ is: 'ready', links: 120, articles: 4, report: { examples: 120, labels: 4 } })
    const known = await judged('the music is gone, nothing to hear since Monday')
    expect(known).toMatchObject({ verdict: 'known', judgedBy: 'links' })
    expect(known.hits[0]).toMatchObject({ article: ids.speaker, probability: known.probability })
    expect(known.probability).toBeGreaterThan(0.9)
    expect(known.hits.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1.0001)
    const strange = await judged('Do you also sell umbrellas to zoos?')
    expect(strange).toMatchObject({ verdict: 'new', judgedBy: 'links' })
    for (const { id } of [known, strange]) await ada.cases.resolve(id, { code: 'fixed' })
    await desk.settled()
    const { knownButNotLinked, newButNotCaptured } = await lea.evolve.knownNew()
    expect([knownButNotLinked, newButNotCaptured]).toEqual([[known.id], [strange.id]])
    await desk.stop()
  })

  test('[LEARN2] teach nothing while there are too few of them, and say so', async () => {
    const { desk, kb, judged } = await house(5)
    expect(await kb.learning()).toEqual({ is: 'waiting', reason: 'too-few-links', links: 20, articles: 4 })
    expect((await judged('the music is gone')).judgedBy).toBe('search')
    await desk.stop()
    const few = await house(5, { learning: { fewest: 20 } })
    expect(await few.kb.learning()).toMatchObject({ is: 'waiting', reason: 'no-promise' }) // 20 texts promise nothing
    for (const [i, id] of few.cases.entries())
      if (i % 4 > 1) await few.lea.unlink(id, few.ids[names[i % 4] as Way] ?? '') // one of four
    expect(await few.kb.learning()).toMatchObject({ reason: 'too-few-links', links: 10, articles: 2 })
    await few.desk.stop()
    const off = await house(0, { learning: false })
    expect(await off.kb.learning()).toMatchObject({ is: 'waiting', reason: 'off' })
    await off.desk.stop()
  })

  test('[LEARN3] teach the same after a restart', async () => {
    const host = memoryStore()
    const first = await house(30, {}, host)
    await first.kb.learning()
    const text = 'my box stays silent why'
    const before = await first.judged(text)
    await first.desk.stop()
    const second = await house(0, {}, host)
    await second.kb.learning()
    const after = await second.judged(text)
    expect([after.judgedBy, after.verdict, after.probability]).toEqual(['links', before.verdict, before.probability])
    await second.desk.stop()
    await host.close()
  })

  test('[LEARN4] never tell of an article that is not laid beside cases', async () => {
    const { desk, kb, lea, ids, judged } = await house(30)
    await kb.learning()
    await lea.transition(ids.bill ?? '', { confidence: 'archived' })
    const text = 'charged twice, wrong sum on my card'
    const { hits, verdict } = await judged(text) // at once, before anything is learnt anew
    expect([hits.some(({ article }) => article === ids.bill), verdict]).toEqual([false, 'new'])
    expect(await kb.learning()).toMatchObject({ is: 'waiting', links: 90, articles: 3, reason: 'too-few-links' })
    await desk.stop()
  })

  test('[LEARN5] forget the words of erased cases', async () => {
    const { desk, kb, cases, judged } = await house(30)
    expect(await kb.learning()).toMatchObject({ links: 120 })
    const root = desk.as({ id: 'root', role: 'admin' })
    await root.cases.redact(cases[0] ?? '')
    await desk.settled()
    expect((await judged('my box stays silent')).judgedBy).toBe('search') // nothing old is asked
    expect(await kb.learning()).toMatchObject({ is: 'ready', links: 119 })
    await desk.stop()
  })

  test('[LEARN6] leave a new article to the search', async () => {
    const { desk, kb, lea, judged } = await house(30)
    await kb.learning()
    const state = { confidence: 'validated', audience: 'public', governance: 'experience' } as const
    const title = 'The turntable fell into the aquarium'
    const { id } = await lea.create({ language: 'en', title, resolution: 'Dry it.', state })
    const found = await judged('My turntable fell into the aquarium')
    expect([found.verdict, found.hits[0]?.article]).toEqual(['known', id])
    expect((await desk.read.get(Searches, (await lea.suggestions(found.id))?.id ?? ''))?.doc.judgedBy).toBe('links')
    await desk.stop()
  })

  test('[LEARN6] and the search decide together, each on its own articles', () => {
    const hit = (article: string, probability: number): LikelyHit => ({
      ...{ article, revision: 1, language: 'en', title: '', snippet: '', highlights: [], score: 1, share: 1 },
      ...{ applies: 'yes', confidence: 'validated', probability },
    })
    const thresholds = { accept: 0.75, reject: 0.35 }
    const taught = (verdict: Taught['verdict'], probability: number): Taught => ({
      ...{ verdict, label: 'old', probability, labels: [], articles: new Set(['old', 'older']) },
    })
    const say = (hits: readonly LikelyHit[], links: Taught) => {
      const { verdict, hits: rated } = byLinks(hits, links, thresholds)
      return [verdict, ...rated.map(({ article, probability }) => `${article} ${probability.toFixed(2)}`)]
    }
    expect(say([hit('older', 0.9), hit('old', 0.1)], taught('known', 0.97))).toEqual([
      'known',
      'old 0.97',
      'older 0.03',
    ])
    expect(say([hit('old', 0.7)], taught('new', 0.1))).toEqual(['new', 'old 0.10'])
    expect(say([hit('old', 0.9)], taught('new', 0.1))).toEqual(['uncertain', 'old 0.10'])
    expect(say([hit('fresh', 0.8)], taught('new', 0.1))).toEqual(['known', 'fresh 0.80'])
    expect(say([hit('fresh', 0.5)], taught('new', 0.1))).toEqual(['uncertain', 'fresh 0.50'])
    expect(say([], taught('uncertain', 0.4))).toEqual(['uncertain'])
  })
})
