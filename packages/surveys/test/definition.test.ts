import { createDesk } from '@casewell/core'
import { memoryStore } from '@casewell/store'
import { describe, expect, test } from 'vitest'
import {
  defineSurvey,
  pickLanguage,
  readTranslation,
  type SurveyInput,
  standardSurveys,
  surveys,
  translations,
} from '../src/index.ts'

const survey: SurveyInput = {
  id: 'setup',
  version: 1,
  questions: [{ id: 'ease', kind: 'scale', min: 1, max: 3 }],
  texts: { en: { title: 'Setting it up', questions: { ease: { ask: 'How easy was it?' } } } },
}
const refused = (change: Partial<SurveyInput>): unknown => {
  try {
    defineSurvey({ ...survey, ...change })
    return 'accepted'
  } catch (error) {
    return (error as { code?: string }).code // an error of ours has one
  }
}

describe('a survey', () => {
  test('[DEF1] that does not fit is refused with the reason', () => {
    expect(refused({})).toBe('accepted')
    const bad: Partial<SurveyInput>[] = [
      { id: 'Set up' },
      { version: 0 },
      { questions: [] },
      { questions: [{ id: 'ease', kind: 'scale', min: 1, max: 500 }] },
      {
        questions: [
          { id: 'a', kind: 'csat' },
          { id: 'a', kind: 'nps' },
        ],
      },
      { questions: [{ id: 'ease', kind: 'choice', options: ['a', 'b'] }] },
      { questions: [{ id: 'ease', kind: 'kano', feature: 'x' }] },
      { questions: [{ id: 'other', kind: 'csat' }] },
    ]
    expect(bad.map(refused)).toEqual(Array(bad.length).fill('surveys/bad-definition'))
  })

  test('[DEF1] without words in any language is refused when it is plugged in', async () => {
    const desk = await createDesk({ store: memoryStore() })
    const plugin = surveys({ surveys: [{ ...survey, texts: {} }], policies: [], baseUrl: 'https://x.example' })
    expect(() => desk.use(plugin)).toThrow(expect.objectContaining({ code: 'surveys/bad-definition' }))
    const lost = surveys({
      surveys: [survey],
      policies: [{ survey: 'nps', channels: ['sms'] }],
      baseUrl: 'https://x.example',
    })
    expect(() => desk.use({ ...lost, name: 'lost' })).toThrow(
      expect.objectContaining({ code: 'surveys/unknown-survey' }),
    )
    const share = surveys({
      surveys: [survey],
      policies: [{ survey: 'setup', channels: ['sms'], share: 2 }],
      baseUrl: 'https://x.example',
    })
    expect(() => desk.use({ ...share, name: 'share' })).toThrow(expect.objectContaining({ code: 'surveys/bad-policy' }))
    await desk.stop()
  })

  test('[DEF2] is not asked with other questions under the same version', async () => {
    const host = memoryStore()
    const start = async (given: SurveyInput) => {
      const desk = await createDesk({ store: { ...host, tenant: (id) => host.tenant(id), close: async () => {} } })
      desk.use(surveys({ surveys: [given], policies: [], baseUrl: 'https://x.example' }))
      try {
        await desk.start()
      } finally {
        await desk.stop()
      }
    }
    await start(survey)
    await start({ ...survey, texts: { en: { title: 'Other words', questions: { ease: { ask: 'Easy?' } } } } })
    const changed: SurveyInput = { ...survey, questions: [{ id: 'ease', kind: 'scale', min: 1, max: 5 }] }
    await expect(start(changed)).rejects.toMatchObject({ code: 'surveys/changed-definition' })
    await start({ ...changed, version: 2 })
    await host.close()
  })
})

describe('languages', () => {
  test('[DEF3] are complete: every standard question has words and ends in each', () => {
    for (const translation of Object.values(translations)) {
      expect(readTranslation(JSON.parse(JSON.stringify(translation)))).toEqual(translation)
      for (const { id, questions } of Object.values(standardSurveys)) {
        const words = translation.surveys[id]?.questions
        expect(Object.keys(words ?? {})).toEqual(questions.map((question) => question.id))
        expect(words?.[questions[0]?.id ?? '']).toMatchObject({ low: expect.any(String), high: expect.any(String) })
      }
    }
  })

  test('[DEF3] are not copies of one another', () => {
    const texts = Object.values(translations).map(({ page, message }) => [
      ...Object.values(page),
      ...Object.values(message),
    ])
    for (const [i, one] of texts.entries())
      for (const other of texts.slice(i + 1)) expect(one.filter((text) => other.includes(text))).toEqual([])
  })

  test('[DEF3] from a file are refused where a text is missing or unknown', () => {
    const { thanks: _, ...page } = translations.en.page
    expect(() => readTranslation({ ...translations.en, language: 'fr', page })).toThrow(
      expect.objectContaining({ code: 'surveys/bad-translation', message: expect.stringContaining('page.thanks') }),
    )
    expect(() => readTranslation({ ...translations.en, sumbit: 'x' })).toThrow(/sumbit/)
    expect(() => readTranslation(null)).toThrow(expect.objectContaining({ code: 'surveys/bad-translation' }))
  })

  test('[DEF4] are found by lookup', () => {
    const there = ['en', 'de', 'zh', 'pt-BR']
    const pick = (...wanted: string[]) => pickLanguage(wanted, there, 'en')
    expect([pick('de-AT-1996'), pick('ZH-hans-CN'), pick('pt'), pick('pt-br'), pick('fr', 'de'), pick()]).toEqual([
      'de',
      'zh',
      'en',
      'pt-BR',
      'de',
      'en',
    ])
  })
})
