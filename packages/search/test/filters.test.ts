import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSearch, splitWords } from '../src/index.ts'

const search = createSearch({ fields: { title: 3, text: 1 }, tags: ['audience', 'product'] })
search.put([
  { id: 'a', title: 'VPN', text: 'restart it', audience: ['customer', 'partner'], product: 'gateway' },
  { id: 'b', title: 'VPN', text: 'escalate it', audience: 'internal', product: 'gateway' },
  { id: 'c', title: 'Printer', text: 'restart it', audience: 'customer', product: ['ink', 'laser'] },
  { id: 'd', title: 'Mail', text: 'restart it' },
])
const ids = (query: string, options: Parameters<typeof search.find>[1]): string[] =>
  search.find(query, options).hits.map(({ id }) => id)

describe('a filter', () => {
  test('[FI1] lets through entries with one of the values of each tag', () => {
    expect(ids('restart', { where: { audience: ['customer', 'partner'] } }).sort()).toEqual(['a', 'c'])
    expect(ids('restart', { where: { audience: 'customer', product: ['laser', 'mail'] } })).toEqual(['c'])
    expect(ids('restart', { where: { audience: 'nobody' } })).toEqual([])
    expect(ids('restart', { where: { audience: [] } })).toEqual([])
    expect(ids('restart', { where: {} }).sort()).toEqual(['a', 'c', 'd'])
  })

  test('[FI2] may be a function of the id', () => {
    expect(ids('restart', { only: (id) => id > 'a' }).sort()).toEqual(['c', 'd'])
    expect(ids('restart', { only: (id) => id > 'a', where: { audience: 'customer' } })).toEqual(['c'])
  })

  test('[FI3] on a tag that was never named is refused', () => {
    // @ts-expect-error there is no such tag
    expect(() => search.find('vpn', { where: { produkt: 'ink' } })).toThrow(
      expect.objectContaining({
        code: 'search/unknown-tag',
        message: 'there is no tag "produkt"; known tags: audience, product.',
      }),
    )
    // @ts-expect-error there is no such tag
    expect(() => search.find('vpn', { facets: ['produkt'] })).toThrow(
      expect.objectContaining({ code: 'search/unknown-tag' }),
    )
  })

  test('[FI4] is counted with: facets are the values among what was found, the most frequent first', () => {
    expect(search.find('restart', { facets: ['product', 'audience'], limit: 1 })).toMatchObject({
      total: 3,
      facets: {
        product: [
          { value: 'gateway', count: 1 },
          { value: 'ink', count: 1 },
          { value: 'laser', count: 1 },
        ],
        audience: [
          { value: 'customer', count: 2 },
          { value: 'partner', count: 1 },
        ],
      },
    })
  })

  test('[FI4] holds back what it hides from the counts', () => {
    expect(
      search.find('vpn', { facets: ['audience'], where: { product: 'gateway', audience: 'customer' } }),
    ).toMatchObject({
      total: 1,
      facets: {
        audience: [
          { value: 'customer', count: 1 },
          { value: 'partner', count: 1 },
        ],
      },
    })
  })

  const word = fc.constantFrom(
    'printer',
    'printers',
    'prints',
    'sprint',
    'gateway',
    'gatewey',
    'passwort',
    'password',
    '密码',
  )
  const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
  const entries = fc.array(fc.record({ text, audience: fc.constantFrom('customer', 'internal') }), { maxLength: 12 })

  test('[FI5] leaks no word of a hidden entry: not by hits, meaning, completion, facet, explanation', () => {
    fc.assert(
      fc.property(entries, fc.constantFrom('printre', 'gatewy', 'passwor', '密', 'print gate'), (given, query) => {
        const hiding = createSearch({ fields: { text: 1 }, tags: ['audience', 'word'] })
        hiding.put(given.map((entry, i) => ({ id: `${i}`, ...entry, word: entry.text.split(' ') })))
        const where = { audience: 'customer' } as const
        const visible = new Set(
          given.filter((e) => e.audience === 'customer').flatMap((e) => splitWords(e.text).map((w) => w.word)),
        )
        const may = new Set([...visible, ...splitWords(query).map((w) => w.word)])

        const found = hiding.find(query, { where, facets: ['word'], explain: true, prefix: true, limit: 100 })
        const said = [
          ...splitWords(found.didYouMean ?? '').map((w) => w.word),
          ...hiding.complete('p', { where }),
          ...hiding.complete('gat', { where }),
          ...(found.facets?.word.map(({ value }) => value) ?? []),
          ...found.hits.flatMap((hit) => hit.why?.flatMap((reason) => reason.found) ?? []),
        ]
        expect(said.filter((w) => !may.has(w))).toEqual([])
        for (const { id } of found.hits) expect(given[Number(id)]?.audience).toBe('customer')
      }),
      { numRuns: 300 },
    )
  })

  test('[FI6] gives the same hits as leaving the hidden out of what was found', () => {
    fc.assert(
      fc.property(entries, text, (given, query) => {
        const tagged = createSearch({ fields: { text: 1 }, tags: ['audience'] })
        tagged.put(given.map((entry, i) => ({ id: `${i}`, ...entry })))
        const is = (id: string) => given[Number(id)]?.audience === 'customer'
        const byTag = tagged.find(query, { where: { audience: 'customer' }, fuzzy: false, limit: 3 }).hits
        const byFunction = tagged.find(query, { only: is, fuzzy: false, limit: 3 }).hits
        const after = tagged
          .find(query, { fuzzy: false, limit: 100 })
          .hits.filter(({ id }) => is(id))
          .slice(0, 3)
        expect(byTag.map(({ id }) => id)).toEqual(byFunction.map(({ id }) => id))
        expect(byTag.map(({ id }) => id)).toEqual(after.map(({ id }) => id))
      }),
    )
  })
})
