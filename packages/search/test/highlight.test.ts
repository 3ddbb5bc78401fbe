import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSearch } from '../src/index.ts'

const search = createSearch({ fields: { text: 1 } })
search.put([
  { id: 'vpn', text: 'The VPN connection drops when it rains.' },
  { id: 'password', text: '如何重置我的密码？' },
])
const marked = (query: string, text: string): string[] =>
  search.highlight(query, text).map(({ start, end }) => text.slice(start, end))

describe('a highlight', () => {
  test('[HL1] is where the text answers: the words, their inflections, their right spelling', () => {
    expect(marked('conection dropping', 'The VPN connection drops.')).toEqual(['connection', 'drops'])
  })

  test('[HL1] leaves stop words alone unless there is nothing else', () => {
    expect(marked('the vpn', 'the VPN and the rest')).toEqual(['VPN'])
    expect(marked('the', 'the VPN and the rest')).toEqual(['the', 'the'])
  })

  test('[HL1] points at pairs of characters, not at each single one', () => {
    expect(marked('密码', '码头的密码')).toEqual(['密码'])
    expect(marked('码', '码头的密码')).toEqual(['码', '码'])
  })

  test('[HL1] fits the text as it was written', () => {
    expect(marked('ＶＰＮ', 'my ＶＰＮ, Ｖｐｎ')).toEqual(['ＶＰＮ', 'Ｖｐｎ'])
  })

  test('[HL2] is a list of ranges in order, inside the text, apart from each other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (query, rest) => {
        const text = `${rest} ${query} 密码密码`
        let before = -1
        for (const { start, end } of search.highlight(`${query} 密码`, text)) {
          expect(start).toBeGreaterThan(before)
          expect(end).toBeGreaterThan(start)
          before = end
        }
        expect(before).toBe(text.length)
      }),
    )
  })
})
