import { describe, expect, test } from 'vitest'
import { floor } from '../src/index.ts'
import { scene } from './desk.ts'

const day = 86_400_000
const wet = 'My turntable fell into the aquarium and the needle is bent.'

async function reasons(seat: { due(): AsyncIterable<{ article: string; reasons: readonly string[] }> }) {
  const found = new Map<string, readonly string[]>()
  for await (const { article, reasons: why } of seat.due()) found.set(article, why)
  return found
}

describe('the base as a whole', () => {
  test('[EVO1] names what waits for somebody, with the reasons', async () => {
    const { desk, adaKnows, leaKnows, sound, wifi, ask, advance } = await scene()
    const { article } = await adaKnows.capture(await ask('Hum', 'It hums.'))
    expect(await reasons(leaKnows.evolve)).toEqual(new Map())
    await leaKnows.adjust(sound, { reviewEveryDays: 10 })
    await leaKnows.improve(sound, { resolution: 'Restart it.' })
    await adaKnows.flag(wifi, 'unclear')
    for (let i = 0; i < 8; i++) await adaKnows.judge(wifi, { isHelpful: i === 0 })
    advance(31 * day)
    expect(await reasons(leaKnows.evolve)).toEqual(
      new Map([
        [sound, ['review-due', 'stale-translation']],
        [wifi, ['flagged', 'rarely-helpful']],
        [article.id, ['unfinished']],
      ]),
    )
    await leaKnows.verify(sound)
    await leaKnows.transition(article.id, { confidence: 'archived' })
    advance(150 * day)
    expect(await reasons(leaKnows.evolve)).toEqual(
      new Map([
        [sound, ['review-due', 'stale-translation', 'never-reused']],
        [wifi, ['flagged', 'never-reused', 'rarely-helpful']],
      ]),
    )
    await desk.stop()
  })

  test('[EVO2] groups what is asked and not answered, the most frequent first', async () => {
    const { desk, adaKnows, leaKnows, ask } = await scene()
    await ask('Water damage', wet)
    await adaKnows.search('turntable needle bent')
    await adaKnows.search('needle of my turntable is bent')
    await adaKnows.search('invoice in euro')
    const [first, second] = await leaKnows.evolve.gaps()
    expect([first?.count, second?.count, second?.question]).toEqual([3, 1, 'invoice in euro'])
    expect(first?.questions).toContain('turntable needle bent')
    expect(await leaKnows.evolve.gaps({ until: new Date(0) })).toEqual([])
    await desk.stop()
  })

  test('[EVO3] finds two articles for one question, and says where they contradict each other', async () => {
    const { desk, leaKnows, sound } = await scene()
    const twin = { language: 'en', title: 'No sound after the update', issue: 'The radio is mute since firmware 4.2.' }
    const same = await leaKnows.create({ ...twin, resolution: 'Lower the output limit and raise it again.' })
    const other = await leaKnows.create({ ...twin, resolution: 'Send the device to the workshop.' })
    const pairs = await leaKnows.evolve.duplicates()
    const of = (a: string, b: string) => pairs.find((pair) => [a, b].every((id) => [pair.a, pair.b].includes(id)))
    expect([pairs.length, of(sound, same.id)?.isContradiction, of(sound, other.id)?.isContradiction]).toEqual([
      3,
      false,
      true,
    ])
    await leaKnows.merge(same.id, sound)
    expect((await leaKnows.evolve.duplicates()).length).toBe(1)
    await desk.stop()
  })

  test('[EVO4] measures whether the same question gets the same answer', async () => {
    const { desk, adaKnows, leaKnows, sound, wifi, ask } = await scene()
    const words = 'Radio is completely mute since firmware update'
    for (const [i, article] of [sound, sound, wifi].entries())
      await adaKnows.link(await ask(`x${i}`, 'x'), article, { words })
    const { same, different } = await leaKnows.evolve.consistency()
    expect([same.count, same.of, different.length]).toEqual([1, 2, 1])
    expect([...(different[0]?.articles ?? [])].sort()).toEqual([sound, wifi].sort())
    await desk.stop()
  })

  test('[EVO5] says how cases ended: known, new, excused or missed', async () => {
    const { desk, ada, adaKnows, leaKnows, sound, ask } = await scene({ resolving: 'off' })
    const ids = [
      await ask('a', 'No sound since the update'),
      await ask('b', 'It hums'),
      await ask('c', 'Thank you!'),
      await ask('No sound', 'There is no sound since the update'),
      await ask('e', wet),
    ]
    const [known = '', fresh = '', excused = '', missed = '', lost = ''] = ids
    await adaKnows.answer(known, sound)
    await adaKnows.capture(fresh)
    await adaKnows.withoutArticle(excused, 'one-off')
    for (const id of ids) await ada.cases.resolve(id, { code: 'answered' })
    const ended = await leaKnows.evolve.knownNew()
    expect([ended.known.count, ended.new.count, ended.excused.count, ended.missed.count, ended.missed.of]).toEqual([
      1, 1, 1, 2, 5,
    ])
    expect([ended.knownButNotLinked, ended.newButNotCaptured]).toEqual([[missed], [lost]])
    await desk.stop()
  })

  test('[EVO6] is healthy where it is quick, used and right; of nothing, nothing is known', async () => {
    const { desk, kb, ada, adaKnows, leaKnows, sound, ask, advance } = await scene({ resolving: 'off' })
    expect((await leaKnows.evolve.health()).quantity.linkRate).toEqual({ count: 0, of: 0, share: null, interval: null })
    const [first, second] = [await ask('a', 'No sound since the update'), await ask('b', wet)]
    const { article } = await adaKnows.capture(second)
    advance(3_600_000)
    await adaKnows.answer(first, sound)
    await leaKnows.transition(article.id, { confidence: 'validated' })
    for (const id of [first, second]) await ada.cases.resolve(id, { code: 'answered' })
    await adaKnows.judge(sound, { isHelpful: true })
    const portal = kb.as({ id: 'bob', role: 'customer' })
    const { search } = await portal.search('no sound')
    await portal.read(sound, { search: search ?? '' })
    const { articles, speed, quantity, accuracy } = await leaKnows.evolve.health()
    expect(articles).toEqual({ wip: 0, 'not-validated': 0, validated: 3, archived: 0 })
    expect([speed.toPublish, speed.toFind]).toEqual([
      { count: 3, p50Ms: 0, p90Ms: 3_600_000 },
      { count: 1, p50Ms: 3_600_000, p90Ms: 3_600_000 },
    ])
    expect([quantity.linkRate.share, quantity.reuses, quantity.created, quantity.referenceLines]).toEqual([
      1,
      1,
      3,
      [0.65, 0.85],
    ])
    // Wilson, 2 of 2: 0.3424…1 (Wilson 1927; z = 1.959964)
    expect(quantity.linkRate.interval?.lower).toBeCloseTo(0.3424, 3)
    expect([accuracy.helpful.count, accuracy.selfService.count, accuracy.links.share]).toEqual([1, 1, null])
    await desk.stop()
  })

  test('[EVO7] is coached by samples drawn by chance: content and process are trends', async () => {
    const { desk, ada, adaKnows, leaKnows, sound, ask } = await scene({ resolving: 'off' })
    const ids = [await ask('a', 'No sound'), await ask('b', 'No sound'), await ask('c', 'No sound')]
    for (const id of ids) {
      await adaKnows.link(id, sound)
      await ada.cases.resolve(id, { code: 'fixed' })
    }
    const drawn = await leaKnows.evolve.sample({ size: 2, seed: 'w1' })
    expect([drawn.length, await leaKnows.evolve.sample({ size: 2, seed: 'w1' })]).toEqual([2, drawn])
    const seen = { searched: true, linked: true, isAccurate: false, shouldHaveImproved: false, shouldHaveCreated: true }
    await leaKnows.evolve.align(drawn[0] ?? '', seen)
    expect((await leaKnows.evolve.sample({ size: 3, seed: 'w1' })).includes(drawn[0] ?? '')).toBe(false)
    expect(await leaKnows.evolve.alignment()).toMatchObject({
      searched: { count: 1, of: 1 },
      accurate: { count: 0, of: 1 },
    })
    expect((await leaKnows.evolve.health()).accuracy.links).toMatchObject({ count: 0, of: 1 })
    await leaKnows.evolve.checklist(sound, { 'one question': true, 'in the customer’s words': false })
    expect(await leaKnows.evolve.checklistTrend()).toMatchObject([{ month: '2026-01', count: 1, of: 2 }])
    await expect(adaKnows.evolve.checklist(sound, {})).rejects.toMatchObject({ code: 'knowledge/denied' })
    await expect(adaKnows.evolve.align(ids[1] ?? '', seen)).rejects.toMatchObject({ code: 'knowledge/denied' })
    await desk.stop()
  })

  test('[EVO8] shows a person their own figures, and a lead those past the floor', async () => {
    const { desk, kb, ada, adaKnows, leaKnows, sound } = await scene()
    const link = async (n: number) => {
      for (let i = 0; i < n; i++) {
        const { id } = await ada.cases.open({ subject: 'x', from: { email: `c${i}@example.org` } })
        await adaKnows.link(id, sound, { words: 'x' })
      }
    }
    await link(1)
    expect(await adaKnows.evolve.figures()).toMatchObject({ links: 1, created: 0, accuracy: { share: null } })
    expect(await leaKnows.evolve.figures('ada')).toBeNull()
    await expect(kb.as({ id: 'eve', role: 'agent' }).evolve.figures('ada')).rejects.toMatchObject({
      code: 'knowledge/denied',
    })
    await link(floor - 1)
    expect(await leaKnows.evolve.figures('ada')).toMatchObject({ links: floor })
    await desk.stop()
  })

  test('[EVO9] is no business of customers', async () => {
    const { desk, kb } = await scene()
    const { evolve } = kb.as({ id: 'bob', role: 'customer' })
    const asked = [
      () => evolve.gaps(),
      () => evolve.duplicates(),
      () => evolve.consistency(),
      () => evolve.knownNew(),
      () => evolve.health(),
      () => evolve.sample(),
      () => evolve.alignment(),
      () => evolve.checklistTrend(),
      () => evolve.due().next(),
    ]
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: 'knowledge/denied' })
    await desk.stop()
  })
})
