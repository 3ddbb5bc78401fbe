import { createBus } from '@casewell/bus'
import { describe, expect, test } from 'vitest'
import type { SearchHit } from '../src/contract/index.ts'
import { announcing, variantFor } from '../src/contract/index.ts'
import { languageOf, memoryKnowledge, newArticle, withProbabilities } from '../src/index.ts'

const at = new Date('2026-01-05T09:00:00Z')

describe('on a bare bus', () => {
  test('[BARE1] a store tells what happens to its articles, and by whom', async () => {
    const bus = createBus()
    const heard: unknown[] = []
    bus.on('article.*', ({ type, actor, data }) => void heard.push([type, actor, data]))
    const store = announcing(memoryKnowledge(), bus)
    const draft = newArticle('a1', 'en', { title: 'No sound' })
    const by = { by: 'agent:ada', at }
    const first = await store.put(draft, { expected: 0, kind: 'created', ...by })
    const { en } = first.variants
    const text = {
      ...draft.variants,
      en: {
        ...(en ?? { basedOn: 1, isMachine: false, title: '', issue: '', environment: '', resolution: '', cause: '' }),
        cause: 'Firmware.',
      },
    }
    await store.put({ ...draft, variants: text }, { expected: 1, kind: 'improved', ...by })
    const validated = { ...draft, variants: text, state: { ...draft.state, confidence: 'validated' as const } }
    await store.put(validated, { expected: 2, kind: 'state', ...by })
    await store.put(validated, { expected: 3, kind: 'verified', ...by })
    await store.put({ ...validated, owner: 'ada' }, { expected: 4, kind: 'owned', ...by })
    await store.put({ ...validated, supersededBy: 'a2' }, { expected: 5, kind: 'merged', ...by })
    expect(heard).toEqual([
      ['article.created', 'agent:ada', { revision: 1, case: null }],
      ['article.improved', 'agent:ada', { revision: 2, case: null, language: 'en' }],
      ['article.state-changed', 'agent:ada', { revision: 3, field: 'confidence', from: 'wip', to: 'validated' }],
      ['article.verified', 'agent:ada', { revision: 4 }],
      ['article.changed', 'agent:ada', { revision: 5 }],
      ['article.merged', 'agent:ada', { revision: 6, into: 'a2' }],
    ])
  })

  test('[BARE2] a refused change is not told', async () => {
    const bus = createBus()
    const heard: string[] = []
    bus.on('*', ({ type }) => void heard.push(type))
    const store = announcing(memoryKnowledge(), bus)
    await expect(
      store.put(newArticle('a1', 'en', { title: '' }), { expected: 0, by: 'x', at, kind: 'created' }),
    ).rejects.toThrow()
    expect(heard).toEqual([])
  })
})

describe('languages', () => {
  test('[LANG1] a variant is chosen by the very tag, then by the language, then the source', async () => {
    const article = await memoryKnowledge().put(
      newArticle(
        'a1',
        'en',
        { title: 'x' },
        {
          variants: Object.fromEntries(
            ['en', 'zh-TW', 'zh-CN', 'pt-BR'].map((tag) => [
              tag,
              { title: tag, issue: '', environment: '', resolution: '', cause: '', basedOn: 1, isMachine: false },
            ]),
          ),
        },
      ),
      { expected: 0, by: 'x', at, kind: 'created' },
    )
    const chosen = ['zh-CN', 'ZH-tw', 'zh', 'pt', 'de', undefined].map((tag) => variantFor(article, tag).language)
    expect(chosen).toEqual(['zh-CN', 'zh-TW', 'zh-TW', 'pt-BR', 'en', 'en'])
  })

  test('[LANG2] a text tells its language by its script or its small words, and nothing where neither does', () => {
    const told = {
      'The radio is mute and I do not know why': 'en',
      'Nach dem Update ist das Radio stumm, bitte helfen Sie mir': 'de',
      'No tengo sonido desde la actualización, gracias': 'es',
      'Bonjour, je n’ai plus de son depuis la mise à jour': 'fr',
      升级以后没有声音了: 'zh',
      アップデート後に音が出ません: 'ja',
      '업데이트 후 소리가 나지 않습니다': 'ko',
      'После обновления нет звука': 'ru',
      ไม่มีเสียงหลังจากอัปเดต: 'th',
    }
    for (const [text, language] of Object.entries(told)) expect([text, languageOf(text)]).toEqual([text, language])
    for (const text of ['', 'E42', '12345', 'AX-200']) expect(languageOf(text)).toBeUndefined()
  })
})

describe('probabilities', () => {
  const hit = (share: number): SearchHit => ({
    article: String(share),
    revision: 1,
    language: 'en',
    title: '',
    snippet: '',
    highlights: [],
    score: share,
    share,
    applies: 'yes',
    confidence: 'validated',
  })

  test('[LIKE1] are those of a logistic curve in share and gap, worked out by hand', () => {
    // z = 1.14 + 1.59 ln 0.5 + 4.89 (1 − 0.25/0.5) = 2.4829; 1/(1+e^−z) = 0.9229. Then the second: what is left, times
    // the curve at 0.25 with nothing behind it, which counts as 0.1: z = 1.14 + 1.59 ln 0.25 + 4.89 × 0.6 = 1.8698,
    // 0.8664 × 0.0771 = 0.0668
    const [first, second] = withProbabilities([hit(0.5), hit(0.25)])
    expect(first?.probability).toBeCloseTo(0.9229, 3)
    expect(second?.probability).toBeCloseTo(0.0668, 3)
  })

  test('[LIKE2] of all hits add up to at most 1, and are lower where two are equally good', () => {
    const sum = [0.9, 0.8, 0.7, 0.1].map(hit)
    expect(withProbabilities(sum).reduce((s, { probability }) => s + probability, 0)).toBeLessThanOrEqual(1)
    const [alone, torn] = [withProbabilities([hit(0.4)]), withProbabilities([hit(0.4), hit(0.39)])]
    expect(torn[0]?.probability).toBeLessThan(alone[0]?.probability ?? 0)
  })
})
