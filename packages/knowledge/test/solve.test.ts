import { describe, expect, test } from 'vitest'
import { ArticleLinks, Deliveries } from '../src/index.ts'
import { scene } from './desk.ts'

const wet = { subject: 'Water', text: 'My turntable fell into the aquarium and the needle is bent.' }

describe('on an open case', () => {
  test('[SOL1] articles lie beside it by themselves, with a probability, after every message of the customer', async () => {
    const { desk, ada, adaKnows, sound, wifi, ask } = await scene()
    const id = await ask('Radio', 'There is no sound since the update!')
    const first = await adaKnows.suggestions(id)
    expect(first?.doc).toMatchObject({
      verdict: 'known',
      kind: 'suggestion',
      language: 'en',
      customer: expect.any(String),
    })
    expect(first?.doc.hits[0]).toMatchObject({ article: sound, revision: 2 })
    expect(first?.doc.hits[0]?.probability).toBeGreaterThan(0.75)
    await ada.cases.receive(id, { text: 'Now the Wi-Fi connection drops, too.' })
    await desk.settled()
    expect((await adaKnows.suggestions(id))?.doc.hits.map(({ article }) => article)).toContain(wifi)
    await desk.stop()
  })

  test('[SOL2] an automatic message asks for nothing', async () => {
    const { desk, ada, adaKnows, ask } = await scene()
    const id = await ask('Radio', 'There is no sound since the update!')
    const before = (await adaKnows.suggestions(id))?.id
    await ada.cases.receive(id, { text: 'I am out of office, the Wi-Fi drops.', isAutomatic: true })
    await desk.settled()
    expect((await adaKnows.suggestions(id))?.id).toBe(before)
    await desk.stop()
  })

  test('[SOL3] what no article answers is called new', async () => {
    const { desk, adaKnows, ask } = await scene()
    expect((await adaKnows.suggestions(await ask(wet.subject, wet.text)))?.doc.verdict).toBe('new')
    await desk.stop()
  })

  test("[SOL4] one command answers with an article in the customer's language; revision and link are kept", async () => {
    const { desk, ada, adaKnows, sound, ask } = await scene()
    const id = await ask('收音机', '升级之后没有声音了，怎么办？', 'li@example.org')
    const sent = await adaKnows.answer(id, sound, { greeting: '您好，' })
    expect(sent).toMatchObject({
      article: sound,
      revision: 2,
      language: 'zh-CN',
      text: '您好，\n\n请把输出上限调低，然后再调高。',
    })
    const [, reply] = (await ada.cases.timeline(id)).items
    expect([reply?.text, reply?.author]).toEqual([sent.text, { role: 'agent', id: 'ada', name: null }])
    expect(await adaKnows.links(id)).toMatchObject([
      { article: sound, revision: 2, how: 'resolved-by', by: 'agent:ada' },
    ])
    expect((await desk.read.get(Deliveries, sent.message))?.doc).toMatchObject({
      article: sound,
      revision: 2,
      language: 'zh-CN',
    })
    await desk.stop()
  })

  test('[SOL5] what is not validated, or not for customers, is never sent', async () => {
    const { desk, adaKnows, leaKnows, sound, ask } = await scene()
    const id = await ask('Radio', 'No sound')
    const { article } = await adaKnows.capture(id, { resolution: 'Hit it.' })
    await expect(adaKnows.answer(id, article.id)).rejects.toMatchObject({ code: 'knowledge/not-for-customer' })
    await leaKnows.transition(sound, { audience: 'partner' })
    await leaKnows.transition(sound, { confidence: 'archived', audience: 'public' })
    await expect(adaKnows.answer(id, sound)).rejects.toMatchObject({ code: 'knowledge/not-for-customer' })
    await desk.stop()
  })

  test('[SOL6] the same key sends one answer', async () => {
    const { desk, ada, adaKnows, sound, ask } = await scene()
    const id = await ask('Radio', 'No sound')
    const [first, second] = [
      await adaKnows.answer(id, sound, { key: 'k' }),
      await adaKnows.answer(id, sound, { key: 'k' }),
    ]
    expect([second.message, (await ada.cases.timeline(id)).items.length]).toEqual([first.message, 2])
    await desk.stop()
  })

  test("[SOL7] capture writes an article in the customer's words, linked, and shows what may say the same", async () => {
    const { desk, ada, adaKnows, sound, ask } = await scene()
    const id = await ask('No sound', 'My radio is mute since the firmware update.')
    await ada.cases.describe(id, { resolution: 'Raise the limit again.' })
    const { article, possibleDuplicates } = await adaKnows.capture(id)
    expect(article).toMatchObject({ revision: 1, fromCase: id, state: { confidence: 'wip', audience: 'internal' } })
    expect(article.variants['en']).toMatchObject({
      title: 'No sound',
      issue: 'My radio is mute since the firmware update.',
      resolution: 'Raise the limit again.',
    })
    expect(possibleDuplicates.map((hit) => hit.article)).toEqual([sound])
    expect(await adaKnows.links(id)).toMatchObject([{ article: article.id, how: 'created-from' }])
    await desk.stop()
  })

  test('[SOL8] an article is found by the words of the cases that it solved, until they are erased', async () => {
    const { desk, ada, adaKnows, sound, wifi, ask } = await scene()
    const id = await ask('Silentium!', 'Silentium in the kitchen.')
    expect((await adaKnows.search('silentium')).hits).toEqual([])
    await adaKnows.link(id, sound)
    expect((await adaKnows.search('silentium')).hits.map(({ article }) => article)).toEqual([sound])
    await desk.as({ id: 'lea', role: 'lead' }).cases.redact(id)
    await desk.settled()
    expect((await adaKnows.search('silentium')).hits).toEqual([])
    expect(await adaKnows.links(id)).toMatchObject([{ article: sound, words: '' }])
    await adaKnows.link(id, wifi, { words: 'quiet place' })
    await adaKnows.unlink(id, wifi)
    expect((await adaKnows.search('quiet place')).hits).toEqual([])
    expect((await ada.cases.get(id)).status).toBe('new')
    await desk.stop()
  })

  test('[SOL8] they are erased on every article of the case, however many these are', async () => {
    const { desk, leaKnows, adaKnows, ask } = await scene()
    const id = await ask('Silentium!', 'Silentium in the kitchen.')
    const articles: string[] = []
    for (let i = 0; i < 120; i++) {
      const { id: article } = await leaKnows.create({ language: 'en', title: `Room ${i}`, resolution: 'Look there.' })
      await adaKnows.link(id, article)
      articles.push(article)
    }
    await desk.as({ id: 'lea', role: 'lead' }).cases.redact(id)
    await desk.settled()
    const { items } = await desk.read.find(ArticleLinks, { index: 'case', equals: [id], limit: 500 })
    expect(items.map(({ doc }) => doc.words)).toEqual(articles.map(() => ''))
    await desk.stop()
  })

  test('[SOL9] resolving with an article links it', async () => {
    const { desk, ada, adaKnows, sound, ask } = await scene()
    const id = await ask('Radio', 'No sound')
    await ada.cases.resolve(id, { code: 'fixed', articles: [sound, 'nobody'] })
    await desk.settled()
    expect(await adaKnows.links(id)).toMatchObject([{ article: sound, how: 'resolved-by', by: 'agent:ada' }])
    await desk.stop()
  })

  test('[SOL10] resolving without article or reason is let through, reminded of, or refused, as the policy says', async () => {
    for (const resolving of ['off', 'remind', 'require'] as const) {
      const { desk, ada, adaKnows, ask } = await scene({ resolving })
      const id = await ask(wet.subject, wet.text)
      const attempt = ada.cases.resolve(id, { code: 'answered' })
      if (resolving === 'require') await expect(attempt).rejects.toMatchObject({ code: 'core/refused' })
      else await attempt
      await desk.settled()
      const log = await desk.read.readLog({ after: 0, limit: 1000 })
      expect(log.filter(({ type }) => type === 'knowledge.missed').length).toBe(resolving === 'remind' ? 1 : 0)
      await adaKnows.withoutArticle(id, 'one-off')
      if (resolving === 'require') await ada.cases.resolve(id, { code: 'answered' })
      await desk.stop()
    }
  })

  test('[SOL11] a search goes along into a case: nobody types again what was searched and read', async () => {
    const { desk, kb, ada, adaKnows, sound, ask } = await scene()
    const id = await ask('Still mute', 'It did not help.')
    const bob = (await ada.cases.get(id)).customer
    const portal = kb.as({ id: bob, role: 'customer' })
    const { search } = await portal.search({ query: 'no sound after update', channel: 'portal' })
    await portal.read(sound, { search: search ?? '' })
    expect(await portal.escalate(search ?? '', id)).toEqual({ query: 'no sound after update', read: [sound] })
    const note = (await ada.cases.timeline(id)).items.at(-1)
    expect([note?.visibility, note?.text]).toEqual([
      'internal',
      'Searched before writing: no sound after update\nRead: No sound after the update',
    ])
    expect(await adaKnows.links(id)).toMatchObject([{ article: sound, how: 'referenced' }])
    await portal.escalate(search ?? '', id)
    expect((await ada.cases.timeline(id)).items.length).toBe(2)
    const eve = kb.as({ id: 'eve', role: 'customer' })
    await expect(eve.escalate(search ?? '', id)).rejects.toMatchObject({ code: 'knowledge/no-search' })
    await desk.stop()
  })

  test('[SOL12] no event carries a word of a search, of an article or of a customer', async () => {
    const { desk, adaKnows, sound, ask } = await scene()
    const id = await ask('Xylophone', 'Xylophone words: no sound after the update')
    await adaKnows.capture(id, { title: 'Xylophone article', resolution: 'Xylophone' })
    await adaKnows.search('xylophone')
    await adaKnows.link(id, sound)
    await adaKnows.judge(sound, { isHelpful: false, comment: 'xylophone' })
    await adaKnows.flag(sound, 'wrong', 'xylophone')
    const log = await desk.read.readLog({ after: 0, limit: 1000 })
    expect(log.filter((event) => /xylophone/i.test(JSON.stringify(event)))).toEqual([])
    await desk.stop()
  })
})
