import { describe, expect, test } from 'vitest'
import { scene } from './desk.ts'

describe('an article', () => {
  test('[ART1] keeps every revision: who, when, by what kind of change', async () => {
    const { desk, leaKnows, sound, advance } = await scene()
    advance(60_000)
    await leaKnows.adjust(sound, { labels: ['radio'], expected: 2 })
    expect((await leaKnows.history(sound)).map(({ revision, by, kind, at }) => [revision, by, kind, at])).toEqual([
      [1, 'lead:lea', 'created', '2026-01-05T09:00:00.000Z'],
      [2, 'lead:lea', 'translated', '2026-01-05T09:00:00.000Z'],
      [3, 'lead:lea', 'owned', '2026-01-05T09:01:00.000Z'],
    ])
    await desk.stop()
  })

  test('[ART2] is changed by whoever saw its newest revision; others get it as it is now', async () => {
    const { desk, adaKnows, leaKnows, ask } = await scene()
    const { article } = await adaKnows.capture(await ask('Hum', 'It hums.'))
    await leaKnows.improve(article.id, { title: 'A hum', expected: 1 })
    const attempt = adaKnows.improve(article.id, { title: 'The hum', expected: 1 })
    await expect(attempt).rejects.toMatchObject({ code: 'knowledge/conflict', details: { current: { revision: 2 } } })
    await desk.stop()
  })

  test('[ART3] records each change of its state: which field, from what, to what, by whom', async () => {
    const { desk, adaKnows, leaKnows, ask } = await scene()
    const { article } = await adaKnows.capture(await ask('Hum', 'It hums.'))
    await leaKnows.transition(article.id, { confidence: 'validated', audience: 'customer' })
    const log = await desk.read.readLog({ after: 0, limit: 1000, subject: article.id })
    expect(log.filter(({ type }) => type === 'article.state-changed').map(({ actor, data }) => [actor, data])).toEqual([
      ['lead:lea', { revision: 2, field: 'confidence', from: 'wip', to: 'validated' }],
      ['lead:lea', { revision: 2, field: 'audience', from: 'internal', to: 'customer' }],
    ])
    await desk.stop()
  })

  test('[ART4] is worked on by those who have shown that they can: one level for each deed', async () => {
    const { desk, kb, adaKnows, leaKnows, sound, ask } = await scene({ startingProficiency: 'candidate' })
    const id = await ask('Hum', 'It hums.')
    const { article } = await adaKnows.capture(id)
    const denied = { code: 'knowledge/denied' }
    await expect(adaKnows.transition(article.id, { confidence: 'validated' })).rejects.toMatchObject(denied)
    await expect(adaKnows.setProficiency('ada', 'coach')).rejects.toMatchObject(denied)
    await leaKnows.setProficiency('ada', 'contributor')
    await adaKnows.transition(article.id, { confidence: 'validated' })
    await expect(adaKnows.transition(article.id, { audience: 'public' })).rejects.toMatchObject(denied)
    await expect(adaKnows.improve(sound, { resolution: 'Hit it.' })).rejects.toMatchObject(denied)
    await leaKnows.setProficiency('ada', 'publisher')
    await adaKnows.transition(article.id, { audience: 'public' })
    await leaKnows.setProficiency('ada', 'reader')
    await expect(adaKnows.capture(id)).rejects.toMatchObject(denied)
    await expect(kb.as({ id: 'bob', role: 'customer' }).capture(id)).rejects.toMatchObject(denied)
    await desk.stop()
  })

  test('[ART5] says which of its translations are older than what they translate', async () => {
    const { desk, leaKnows, sound } = await scene()
    const { variants } = await leaKnows.read(sound)
    expect([variants['en']?.basedOn, variants['zh-CN']?.basedOn]).toEqual([1, 1])
    const improved = await leaKnows.improve(sound, { resolution: 'Restart it.' })
    expect([improved.variants['en']?.basedOn, improved.variants['zh-CN']?.basedOn]).toEqual([3, 1])
    const again = await leaKnows.improve(sound, { language: 'zh-CN', resolution: '请重新启动。' })
    expect(again.variants['zh-CN']?.basedOn).toBe(3)
    await desk.stop()
  })

  test('[ART6] that was merged is found by its old id for ever, with all links and words', async () => {
    const { desk, adaKnows, leaKnows, sound, wifi, ask } = await scene()
    const id = await ask('Hum', 'Humming bird')
    const { article } = await adaKnows.capture(id)
    await leaKnows.merge(article.id, sound)
    expect((await adaKnows.read(article.id)).id).toBe(sound)
    expect((await adaKnows.links(id)).map((link) => link.article)).toEqual([sound])
    expect((await adaKnows.search('humming')).hits.map((hit) => hit.article)).toEqual([sound])
    await leaKnows.merge(sound, wifi)
    expect((await adaKnows.answer(id, article.id)).article).toBe(wifi)
    await expect(leaKnows.merge(wifi, sound)).rejects.toMatchObject({ code: 'knowledge/circle' })
    await expect(leaKnows.merge(wifi, wifi)).rejects.toMatchObject({ code: 'knowledge/circle' })
    await desk.stop()
  })

  test('[ART7] is verified by looking at it; the next review counts from there', async () => {
    const { desk, leaKnows, sound, advance } = await scene()
    await leaKnows.adjust(sound, { reviewEveryDays: 30 })
    advance(10 * 86_400_000)
    const { review } = await leaKnows.verify(sound)
    expect(review).toEqual({
      everyDays: 30,
      verifiedAt: '2026-01-15T09:00:00.000Z',
      verifiedBy: 'lea',
      dueAt: '2026-02-14T09:00:00.000Z',
    })
    await desk.stop()
  })

  test('[ART8] may be flagged by whoever reads it, until somebody has mended it', async () => {
    const { desk, kb, adaKnows, sound } = await scene()
    const flag = await kb.as({ id: 'eve', role: 'agent' }).flag(sound, 'unclear', 'which limit?')
    await adaKnows.closeFlag(flag).catch(() => {}) // a contributor does not change what customers read
    await kb.as({ id: 'lea', role: 'lead' }).closeFlag(flag)
    await expect(kb.as({ id: 'lea', role: 'lead' }).closeFlag(flag)).rejects.toMatchObject({
      code: 'knowledge/no-flag',
    })
    await desk.stop()
  })

  test('[ART9] that one may not see does not exist', async () => {
    const { desk, kb, adaKnows, ask } = await scene()
    const { article } = await adaKnows.capture(await ask('Hum', 'It hums.'))
    const bob = kb.as({ id: 'bob', role: 'customer' })
    const missing = { code: 'knowledge/no-article' }
    await expect(bob.read(article.id)).rejects.toMatchObject(missing)
    await expect(bob.judge(article.id, { isHelpful: true })).rejects.toMatchObject(missing)
    expect([await bob.history(article.id), (await bob.list({ limit: 10 })).items.length]).toEqual([[], 2])
    await desk.stop()
  })
})
