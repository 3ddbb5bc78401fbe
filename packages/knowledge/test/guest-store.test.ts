import { describe, expect, test } from 'vitest'
import { guestBase } from '../src/base/guest-base.ts'
import { memoryKnowledge, newArticle } from '../src/index.ts'
import { scene } from './desk.ts'

describe('a store that somebody brought', () => {
  test('[GUEST1] takes the place of the own one: suggestions, answers, captures, links, words', async () => {
    const store = memoryKnowledge()
    const { desk, adaKnows, sound, ask } = await scene({ store })
    const id = await ask('Silentium', 'There is no sound since the update!')
    expect((await adaKnows.suggestions(id))?.doc.hits[0]?.article).toBe(sound)
    expect((await adaKnows.answer(id, sound)).text).toBe('Lower the output limit and raise it again.')
    await desk.settled()
    expect((await adaKnows.search('silentium')).hits.map(({ article }) => article)).toEqual([sound])
    const { article } = await adaKnows.capture(id)
    expect(await store.get(article.id, await adaKnows.viewer())).toEqual(article)
    expect((await adaKnows.links(id)).map((link) => link.article).sort()).toEqual([article.id, sound].sort())
    await desk.stop()
  })

  test('[GUEST2] a unit of work that runs again writes nothing twice', async () => {
    const store = memoryKnowledge()
    const { desk } = await scene({ store })
    const base = guestBase(store)
    const draft = newArticle('twice', 'en', { title: 'Twice' })
    const change = { expected: 0, by: 'agent:ada', at: new Date(0), kind: 'created' } as const
    const runs: string[] = []
    await desk.transact(async (work) => {
      for (let run = 0; run < 2; run++) runs.push(`${(await base.put(work, draft, change)).revision}`)
    })
    expect([runs, (await store.history?.('twice', { audience: 'internal', proficiency: 'reader' }))?.length]).toEqual([
      ['1', '1'],
      1,
    ])
    await desk.stop()
  })

  test('[GUEST3] its changes are told on the desk', async () => {
    const { desk, leaKnows, sound } = await scene({ store: memoryKnowledge() })
    await leaKnows.transition(sound, { governance: 'compliance' })
    const log = await desk.read.readLog({ after: 0, limit: 1000, subject: sound })
    expect(log.map(({ type }) => type)).toEqual(['article.created', 'article.improved', 'article.state-changed'])
    await desk.stop()
  })
})
