import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyzer, createSearch } from '../src/index.ts'
import { Shelf } from '../src/shelf.ts'
import { Vocabulary } from '../src/vocabulary.ts'

describe('an edit', () => {
  test('[ED1] replaces the entry of the same id', () => {
    const search = createSearch({ fields: { text: 1 } })
    search.put([
      { id: 'a', text: 'ink' },
      { id: 'a', text: 'toner' },
    ])
    search.put({ id: 'a', text: 'drum' })
    expect([search.find('ink').hits, search.find('toner').hits]).toEqual([[], []])
    expect(search.find('drum').hits.map(({ id }) => id)).toEqual(['a'])
    expect(search.size).toBe(1)
  })

  test('[ED2] removes an entry and says whether it was there', () => {
    const search = createSearch({ fields: { text: 1 } })
    search.put({ id: 'a', text: 'ink' })
    expect([search.has('a'), search.remove('a'), search.remove('a'), search.has('a'), search.size]).toEqual([
      true,
      true,
      false,
      false,
      0,
    ])
    expect(search.find('ink')).toEqual({ hits: [] })
  })

  test('[ED2] may bring a removed entry back', () => {
    const search = createSearch({ fields: { text: 1 } })
    search.put({ id: 'a', text: 'ink' })
    search.remove('a')
    search.put({ id: 'a', text: 'toner' })
    expect(search.find('toner').hits.map(({ id }) => id)).toEqual(['a'])
  })

  const word = fc.constantFrom('ink', 'inks', 'drum', 'toner', 'tuner', 'paper', 'the', 'of', '密码', 'what?')
  const entry = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    title: fc.array(word, { maxLength: 3 }).map((words) => words.join(' ')),
    text: fc.array(
      fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
      { maxLength: 2 },
    ),
    kind: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
  })
  const edit = fc.oneof(
    fc.record({ put: fc.array(entry, { maxLength: 3 }) }),
    fc.record({ remove: fc.constantFrom('a', 'b', 'c', 'd') }),
    fc.constant({ settle: true }),
  )

  test('[ED3] leaves nothing behind: the answers are those of a new search with the entries that are left', () => {
    fc.assert(
      fc.property(
        fc.array(edit, { maxLength: 30 }),
        fc.constantFrom('ink', 'tonr of the drum', 'what 密码', 'papers'),
        (edits, query) => {
          const make = () => createSearch({ fields: { title: 3, text: 1 }, tags: ['kind'] })
          const edited = make()
          const left = new Map<string, typeof entry extends fc.Arbitrary<infer E> ? E : never>()
          for (const one of edits) {
            if ('put' in one) {
              edited.put(one.put)
              for (const e of one.put) left.set(e.id, e)
            } else if ('remove' in one) {
              edited.remove(one.remove)
              left.delete(one.remove)
            } else edited.settle()
          }
          const fresh = make()
          fresh.put([...left.values()])
          const ask = { facets: ['kind'], explain: true, prefix: true } as const
          expect(edited.size).toBe(left.size)
          expect(edited.find(query, ask)).toEqual(fresh.find(query, ask))
          expect(edited.complete('t')).toEqual(fresh.complete('t'))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('[ED4] is merged with the others little by little: a thousand of them leave few segments', () => {
    const vocabulary = new Vocabulary(analyzer())
    const shelf = new Shelf({ fields: [['text', 1]], tags: [] }, vocabulary)
    for (let i = 0; i < 1000; i++) shelf.put([{ id: `${i % 700}`, text: `ticket ${i} about ink` }])
    expect(shelf.totals.entries).toBe(700)
    expect(shelf.segments.length).toBeLessThanOrEqual(32) // 8 of each of 4 sizes
    expect(shelf.segments.reduce((sum, { living }) => sum + living, 0)).toBe(700)
    shelf.settle()
    expect(shelf.segments.map(({ living, dead }) => [living, dead.length])).toEqual([[700, 700]])
    expect(vocabulary.termEntries[vocabulary.termId('ticket') ?? -1]).toBe(700)
  })

  test('[ED4] that comes while segments are being merged is not lost', () => {
    const shelf = new Shelf({ fields: [['text', 1]], tags: [] }, new Vocabulary(analyzer()))
    const long = Array.from({ length: 2000 }, (_, i) => `word${i}`).join(' ')
    for (let i = 0; i < 8; i++) shelf.put(Array.from({ length: 8 }, (_, j) => ({ id: `${i}-${j}`, text: long })))
    const before = shelf.segments.length
    expect(shelf.remove('0-0')).toBe(true)
    shelf.put([{ id: '7-7', text: 'changed' }])
    shelf.settle()
    expect(before).toBeGreaterThan(1)
    expect([shelf.has('0-0'), shelf.has('7-7'), shelf.totals.entries]).toEqual([false, true, 63])
    expect(shelf.segments.map(({ living }) => living)).toEqual([63])
  })

  test('[ED5] may put several texts into a field, or none', () => {
    const search = createSearch({ fields: { title: 3, cases: 1 } })
    search.put([
      { id: 'a', title: 'VPN', cases: ['my tunnel is down', 'cannot reach the office'] },
      { id: 'b', title: 'Mail', cases: undefined },
      { id: 'c' },
    ])
    expect(search.find('tunnel office').hits.map(({ id }) => id)).toEqual(['a'])
    expect(search.size).toBe(3)
  })

  test('[ED6] of a shape that cannot be searched is refused at the start', () => {
    const code = (code: string): unknown => expect.objectContaining({ code })
    expect(() => createSearch({ fields: {} })).toThrow(code('search/no-fields'))
    expect(() => createSearch({ fields: { id: 1 } })).toThrow(code('search/bad-name'))
    expect(() => createSearch({ fields: { text: 1 }, tags: ['text'] })).toThrow(code('search/bad-name'))
    expect(() => createSearch({ fields: { text: 0 } })).toThrow(code('search/bad-weight'))
    expect(() => createSearch({ fields: { text: Number.NaN } })).toThrow('the field text has the weight NaN.')
  })

  test('[ED6] of a field that was never named does not compile', () => {
    const search = createSearch({ fields: { text: 1 } })
    // @ts-expect-error there is no such field
    search.put({ id: 'a', txet: 'ink' })
    expect(search.find('ink').hits).toEqual([])
  })
})
