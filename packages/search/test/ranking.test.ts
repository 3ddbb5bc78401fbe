import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSearch } from '../src/index.ts'

const ids = (found: { readonly hits: readonly { readonly id: string }[] }): string[] => found.hits.map(({ id }) => id)

describe('a ranking', () => {
  test('[BM1] is BM25F, worked out by hand', () => {
    const search = createSearch({ fields: { title: 3, text: 1 }, profile: 'article' })
    search.put([
      { id: 'a', title: 'ink', text: 'ink drum' },
      { id: 'b', title: 'drum', text: 'paper' },
    ])
    // Weighted counts of `ink` in a: 3·1 + 1 = 4. Weighted lengths: a 3 + 2 = 5, b 3 + 1 = 4, on average 4.5.
    // Damping of a: 1.2 · (0.25 + 0.75 · 5 / 4.5) = 1.3; rarity: ln(1 + (2 − 1 + 0.5) / (1 + 0.5)) = ln 2.
    const [a, ...others] = search.find('ink', { fuzzy: false }).hits
    expect(a?.id).toBe('a')
    expect(a?.score).toBeCloseTo((Math.LN2 * 4) / (4 + 1.3), 6)
    expect(a?.share).toBeCloseTo(4 / (4 + 1.3), 6)
    expect(others).toEqual([])
  })

  test('[BM2] counts a field by its weight', () => {
    const search = createSearch({ fields: { title: 3, text: 1 } })
    search.put([
      { id: 'in the text', title: 'smears', text: 'printer' },
      { id: 'in the title', title: 'printer', text: 'smears' },
    ])
    expect(ids(search.find('printer'))).toEqual(['in the title', 'in the text'])
  })

  test('[BM3] prefers the shorter of two entries that say a word equally often', () => {
    const search = createSearch({ fields: { text: 1 } })
    search.put([
      { id: 'long', text: 'toner and a great many other words about paper, trays and cables' },
      { id: 'short', text: 'toner' },
    ])
    expect(ids(search.find('toner'))).toEqual(['short', 'long'])
  })

  test('[BM4] puts equals in the order of their ids, whatever the order they came in', () => {
    const search = createSearch({ fields: { text: 1 } })
    for (const id of ['c', 'a', 'd', 'b']) search.put({ id, text: 'same words' })
    expect(ids(search.find('same'))).toEqual(['a', 'b', 'c', 'd'])
    expect(ids(search.find('same', { limit: 2, offset: 1 }))).toEqual(['b', 'c'])
  })

  test('[BM6] says what share of the highest possible score a hit has', () => {
    const search = createSearch({ fields: { text: 1 } })
    search.put([{ id: 'a', text: 'gateway certificate' }, ...filler(50)])
    const [known] = search.find('gateway certificate').hits
    const [half] = search.find('gateway xylophone').hits
    expect(known?.share).toBeGreaterThan(0.5)
    expect(half?.share).toBeLessThan((known?.share ?? 0) * 0.6)
  })

  test('[BM7] among frequent questions trusts the headline, among articles the whole', () => {
    const entries = [
      {
        id: 'asked',
        title: 'How do I reset my password?',
        text: 'Open the settings page, choose account, then security.',
      },
      { id: 'told', title: 'Settings', text: 'reset reset password reset password of the reset page password' },
    ]
    const first = (profile: 'faq' | 'article') => {
      const search = createSearch({ fields: { title: 1, text: 1 }, profile })
      search.put(entries)
      return ids(search.find('reset password'))[0]
    }
    expect(first('faq')).toBe('asked')
    expect(first('article')).toBe('told')
  })

  test('[BM7] finds out by itself which of the two it has', () => {
    const search = (titles: readonly string[]) => {
      const made = createSearch({ fields: { title: 1, text: 1 } })
      made.put(titles.map((title, i) => ({ id: `${i}`, title, text: 'printer '.repeat(i) })))
      return ids(made.find('printer'))[0]
    }
    expect(search(['Is my printer on?', 'Who answers?', '怎么办', 'Was tun?'])).toBe('0')
    expect(search(['A printer', 'Answers', 'Help', 'Deeds'])).not.toBe('0')
  })

  test('[AN6] finds entries by stop words where there is nothing else to go by', () => {
    const search = createSearch({ fields: { text: 1 } })
    search.put([
      { id: 'who', text: 'the who' },
      { id: 'ink', text: 'ink' },
    ])
    expect(ids(search.find('the who'))).toEqual(['who'])
  })

  test('[AN8] finds one expression of a synonym group by another, of one word or several', async () => {
    const { analyzer } = await import('../src/index.ts')
    const synonyms = [
      ['vpn', 'virtual private network'],
      ['laptop', 'notebook'],
      ['密码', '口令'],
    ]
    const search = createSearch({ fields: { text: 1 }, analyzer: analyzer({ synonyms }) })
    search.put([
      { id: 'tunnel', text: 'Our virtual private network is slow' },
      { id: 'lid', text: 'The notebooks do not wake up' },
      { id: 'word', text: '忘记口令' },
      ...filler(20),
    ])
    expect(ids(search.find('vpn'))[0]).toBe('tunnel')
    expect(ids(search.find('two laptops'))[0]).toBe('lid')
    expect(ids(search.find('我的密码'))[0]).toBe('word')
  })

  test('[BM5] is the same for the first three as for all: stopping early leaves nothing out', () => {
    const word = fc.constantFrom('the', 'a', 'of', 'ink', 'inks', 'drum', 'toner', 'paper', 'jam')
    const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(fc.array(text, { minLength: 40, maxLength: 80 }), text, (texts, query) => {
        const search = createSearch({ fields: { text: 1 } })
        search.put(texts.map((t, i) => ({ id: `${i}`, text: t })))
        const all = search.find(query, { limit: 100 }).hits
        expect(search.find(query, { limit: 3 }).hits).toEqual(all.slice(0, 3))
        expect(search.find(query, { limit: 3, offset: 2 }).hits).toEqual(all.slice(2, 5))
      }),
      { numRuns: 50 },
    )
  })

  test('[BM8] takes many texts in one field for many voices, not for a long entry', () => {
    // Two texts count as 2 ** 0.6 = 1.516: rarity ln 2, length 1.5 beside a mean of 1.25, and
    // ln 2 × 1.516 / (1.516 + 1.2 × (0.25 + 0.75 × 1.5 / 1.25)) = 0.3628.
    const search = createSearch({ fields: { cases: 1 } })
    search.put([
      { id: 'vpn', cases: ['vpn', 'vpn'] },
      { id: 'ink', cases: ['ink'] },
    ])
    expect(search.find('vpn').hits[0]?.score).toBeCloseTo(0.3628, 2)
  })

  test('[EX1] explains a score word by word, and the parts add up', () => {
    const search = createSearch({ fields: { title: 3, text: 1 } })
    search.put([
      { id: 'vpn', title: 'Is the VPN down?', text: 'The connection drops. Restart the gateway.' },
      { id: 'ink', title: 'Ink?', text: 'Buy ink.' },
    ])
    for (const hit of search.find('the vpn conection of ink', { explain: true }).hits) {
      expect(hit.why?.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(hit.score, 5)
    }
    const [vpn] = search.find('vpn conection', { explain: true }).hits
    expect(vpn?.why?.map(({ word, found }) => [word, found])).toEqual([
      ['vpn', ['vpn']],
      ['conection', ['connection']],
    ])
  })
})

const filler = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ id: `filler ${i}`, text: `some other words ${i}` }))
