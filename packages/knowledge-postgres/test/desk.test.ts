import { testDesk } from '@casewell/core/testing'
import { knowledge } from '@casewell/knowledge'
import { expect, test } from 'vitest'
import { everyone } from './corpus.ts'
import { needs, open, scratchSchema, there } from './database.ts'

test.skipIf(!there)(
  `[DESK1] on a desk it takes the place of the own store: suggestions, answers, captures, words of cases${needs}`,
  async () => {
    const store = open(scratchSchema())
    const { desk } = await testDesk()
    const kb = desk.use(knowledge({ store }))
    await desk.start()
    const ada = desk.as({ id: 'ada', role: 'agent' })
    const [adaKnows, lea] = [kb.as({ id: 'ada', role: 'agent' }), kb.as({ id: 'lea', role: 'lead' })]
    const text = { title: 'No sound after the update', resolution: 'Lower the output limit.' }
    const sound = await lea.create({ language: 'en', ...text, state: everyone })
    await lea.create({ language: 'en', title: 'The Wi-Fi connection drops', state: everyone })
    const from = { email: 'bob@example.org', name: 'Bob' }
    const opened = await ada.cases.open({ subject: 'Silentium', text: 'There is no sound since the update!', from })
    await desk.settled()

    expect((await adaKnows.suggestions(opened.id))?.doc.hits[0]?.article).toBe(sound.id)
    expect((await adaKnows.answer(opened.id, sound.id)).text).toBe('Lower the output limit.')
    await desk.settled()
    expect((await adaKnows.search('silentium')).hits.map(({ article }) => article)).toEqual([sound.id])
    const captured = await adaKnows.capture(opened.id)
    expect(await store.get(captured.article.id, { audience: 'internal', proficiency: 'reader' })).toEqual(
      captured.article,
    )
    await desk.stop()
  },
)
