import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyzer, splitWords } from '../src/index.ts'

const words = (text: string): string[] => splitWords(text).map(({ word }) => word)

describe('words', () => {
  test('[AN1] are the same in full width and half, in capitals and small letters', () => {
    expect(words('Ｗｉ－Ｆｉ ＲＯＵＴＥＲ')).toEqual(['wi', 'fi', 'router'])
    expect(words('ﾊﾟｿｺﾝ')).toEqual(words('パソコン'))
  })

  test('[AN1] are the same with composed accents and with separate ones', () => {
    expect(words('Cafe\u0301')).toEqual(['café'])
    expect(words('\u1112\u1161\u11ab')).toEqual(words('한'))
  })

  test('[AN2] are letters and digits; an apostrophe joins, anything else parts', () => {
    expect(words("Don't e-mail it’s 0x80070005, v2.3!")).toEqual([
      "don't",
      'e',
      'mail',
      "it's",
      '0x80070005',
      'v2',
      '3',
    ])
    expect(words('  …  ')).toEqual([])
  })

  test('[AN3] of Chinese, Japanese and Korean are characters and pairs of them', () => {
    expect(words('重置密码')).toEqual(['重', '重置', '置', '置密', '密', '密码', '码'])
    expect(words('네트워크')).toEqual(['네', '네트', '트', '트워', '워', '워크', '크'])
  })

  test('[AN3] of Thai and its neighbours are clusters of a letter with its marks, one to three of them', () => {
    expect(words('ที่นี่')).toEqual(['ที่', 'ที่นี่', 'นี่'])
    expect(words('กขค')).toEqual(['ก', 'กข', 'กขค', 'ข', 'ขค', 'ค'])
  })

  test('[AN3] of mixed scripts are parted where the script changes', () => {
    expect(words('用VPN上网')).toEqual(['用', 'vpn', '上', '上网', '网'])
  })

  test('[AN4] know where they stand in the text as it was written', () => {
    const text = 'Ｗｉ－Ｆｉ und ½ Cafe\u0301 im ㎏'
    const stands = splitWords(text).map(({ start, end }) => text.slice(start, end))
    expect(stands).toContain('Ｗｉ')
    expect(stands).toContain('Cafe\u0301')
    expect(stands).toContain('㎏')
  })

  test('[AN4] always stand inside the text, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        let before = 0
        for (const { start, end } of splitWords(text)) {
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(text.length)
          before = start
        }
      }),
    )
  })
})

describe('an analyzer', () => {
  test('[AN5] finds English words by their stems', () => {
    expect(analyzer().terms('Connections connecting, connected')).toEqual(['connect', 'connect', 'connect'])
  })

  test('[AN5] takes another stemmer', () => {
    expect(analyzer({ stem: (word) => word.slice(0, 3) }).terms('Router neu starten')).toEqual(['rou', 'neu', 'sta'])
  })

  test('[AN6] softens stop words and keeps them', () => {
    const english = analyzer()
    expect(english.weight('the')).toBe(0.3)
    expect(english.weight('printer')).toBe(1)
    expect(english.weight('的')).toBe(0.3)
    expect(english.terms('the printer')).toEqual(['the', 'printer'])
  })

  test('[AN6] takes other stop words and another weight for them', () => {
    const own = analyzer({ stopWords: ['printer'], stopWeight: 0.5 })
    expect([own.weight('printer'), own.weight('the')]).toEqual([0.5, 1])
  })

  test('[AN7] gives the terms of a text, for another engine to index', () => {
    expect(analyzer().terms('Resetting passwords 密码')).toEqual(['reset', 'password', '密', '密码', '码'])
  })

  test('[AN9] spells Arabic in one way', () => {
    const { terms } = analyzer()
    expect(terms('إِعادة')).toEqual(terms('اعاده'))
    expect(terms('شركـــة')).toEqual(terms('شركة'))
  })
})
