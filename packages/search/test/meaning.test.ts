import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSearch } from '../src/index.ts'
import { leadingDirections } from '../src/meaning/subspace.ts'
import { createPassages, fuse, learnMeaning } from '../src/meaning.ts'

const cars = ['car engine wheel', 'car motor wheel', 'automobile motor engine', 'automobile wheel engine']
const tea = ['tea cup water', 'tea pot water', 'cup pot water', 'cup tea pot']
const search = createSearch({ fields: { text: 1 } })
search.put([...cars, ...tea].map((text, i) => ({ id: `${i}`, text })))
search.put([
  { id: 'automobile', text: 'automobile brochure price' },
  { id: 'water', text: 'water brochure price' },
])

describe('a meaning', () => {
  test('[ME1] brings entries forward whose words go with those of the query', async () => {
    const ids = (meaning?: Awaited<ReturnType<typeof learnMeaning>>) =>
      search.find('car brochure', { limit: 20, ...(meaning && { meaning }) }).hits.map(({ id }) => id)
    const meaning = await learnMeaning(search, { dimensions: 2 })
    const words = ids()
    expect(search.find('brochure').hits[0]?.score).toBe(search.find('brochure').hits[1]?.score)
    expect(search.find('price for a car', { meaning }).hits.map(({ id }) => id)).toContain('automobile')
    expect(ids(meaning).indexOf('automobile')).toBeLessThan(ids(meaning).indexOf('water'))
    expect(words.toSorted()).toEqual(ids(meaning).toSorted())
  })

  test('[ME1] is the same each time it is learnt', async () => {
    const [one, two] = await Promise.all([learnMeaning(search), learnMeaning(search)])
    expect(search.find('car water', { meaning: one })).toEqual(search.find('car water', { meaning: two }))
  })

  test('[ME2] understands entries that came after it was learnt, and may be learnt from nothing', async () => {
    const growing = createSearch({ fields: { text: 1 } })
    const empty = await learnMeaning(growing)
    growing.put([...cars, ...tea].map((text, i) => ({ id: `${i}`, text })))
    expect(growing.find('car', { meaning: empty }).hits.length).toBeGreaterThan(0)
    const meaning = await learnMeaning(growing, { dimensions: 2 })
    growing.put({ id: 'late', text: 'motor wheel brochure' })
    growing.put({ id: 'later', text: 'water pot brochure' })
    expect(growing.find('car brochure', { meaning }).hits.map(({ id }) => id)).toContain('late')
  })

  test('[ME2] of one search is refused by another', async () => {
    const other = createSearch({ fields: { text: 1 } })
    other.put({ id: 'a', text: 'car' })
    const meaning = await learnMeaning(search)
    expect(() => other.find('car', { meaning })).toThrow(expect.objectContaining({ code: 'search/other-meaning' }))
  })

  test('[ME2] stops being learnt when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('shutting down'))
    await expect(learnMeaning(search, { signal })).rejects.toThrow('shutting down')
  })

  test('[ME3] rests on directions that are orthonormal and span what the rows span', () => {
    // Rows (3, 4, 0) and (0, 0, 2): two directions, (0.6, 0.8, 0) and (0, 0, 1).
    const matrix = {
      rows: 2,
      starts: Uint32Array.of(0, 1, 2, 3),
      row: Uint32Array.of(0, 0, 1),
      value: Float32Array.of(3, 4, 2),
    }
    const work = leadingDirections(matrix, 2)
    let step = work.next()
    while (!step.done) step = work.next()
    const basis = step.value
    const column = (j: number) => [0, 1, 2].map((i) => basis[i * 2 + j] ?? 0)
    const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0)
    expect(dot(column(0), column(0))).toBeCloseTo(1, 4)
    expect(dot(column(1), column(1))).toBeCloseTo(1, 4)
    expect(dot(column(0), column(1))).toBeCloseTo(0, 4)
    const length = (v: number[]) => Math.hypot(dot(v, column(0)), dot(v, column(1)))
    expect(length([0.6, 0.8, 0])).toBeCloseTo(1, 4)
    expect(length([0, 0, 1])).toBeCloseTo(1, 4)
    expect(length([0.8, -0.6, 0])).toBeCloseTo(0, 4)
  })
})

describe('a fusion', () => {
  test('[FU1] is the weighted sum of scores, each as a share of the highest', () => {
    const words = [
      { id: 'vpn', score: 12 },
      { id: 'mail', score: 6 },
    ]
    const meaning = [
      { id: 'mail', score: 0.8 },
      { id: 'ink', score: 0.4 },
    ]
    const fused = fuse([
      [words, 1],
      [meaning, 0.5],
    ])
    expect(fused.map(({ id, score }) => [id, score])).toEqual([
      ['mail', 1],
      ['vpn', 1],
      ['ink', 0.25],
    ])
  })

  test('[FU1] of one ranking keeps its order, and an empty one has no say', () => {
    const ranking = fc.uniqueArray(
      fc.record({ id: fc.string(), score: fc.double({ min: 0.001, max: 100, noNaN: true }) }),
      { selector: ({ id }) => id },
    )
    fc.assert(
      fc.property(ranking, (one) => {
        const sorted = [...one].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, 10)
        const scores = fuse([
          [one, 1],
          [[], 5],
        ]).map(({ score }) => score)
        expect(scores).toHaveLength(sorted.length)
        for (const [i, score] of scores.entries())
          expect(score).toBeCloseTo((sorted[i]?.score ?? 0) / Math.max(...one.map((r) => r.score)), 9)
      }),
    )
  })
})

describe('passages', () => {
  const model: Record<string, number[]> = {
    car: [1, 0.1],
    automobile: [0.9, 0.2],
    tea: [0, 1],
    away: [-1, -1],
    zero: [0, 0],
  }
  const embed = async (texts: readonly string[]) => texts.map((text) => model[text] ?? [0])

  test('[PA1] are found by the nearness of their vectors, best first', async () => {
    const passages = createPassages(embed)
    await passages.put(['automobile', 'tea', 'away', 'zero'].map((text) => ({ id: `#${text}`, text })))
    const found = await passages.find('car')
    expect(found.map(({ id }) => id)).toEqual(['#automobile', '#tea'])
    expect(found[0]?.score).toBeCloseTo(0.92 / Math.hypot(1, 0.1) / Math.hypot(0.9, 0.2), 6)
    expect((await passages.find('car', 1)).length).toBe(1)
  })

  test('[PA1] are told apart from queries, for models that ask', async () => {
    const asked: string[] = []
    const passages = createPassages(async (texts, kind) => {
      asked.push(`${kind}: ${texts.join()}`)
      return embed(texts)
    })
    await passages.put([{ id: 'a', text: 'tea' }])
    await passages.find('car')
    expect(asked).toEqual(['passage: tea', 'query: car'])
  })

  test('[PA1] are replaced and removed by their ids', async () => {
    const passages = createPassages(embed)
    await passages.put([{ id: 'a', text: 'tea' }])
    await passages.put([{ id: 'a', text: 'automobile' }])
    expect([passages.size, passages.remove('a'), passages.remove('a'), passages.size]).toEqual([1, true, false, 0])
    expect(await passages.find('car')).toEqual([])
  })

  test('[PA2] whose vectors do not fit are refused, and nothing is changed', async () => {
    const passages = createPassages(embed)
    await passages.put([{ id: 'a', text: 'tea' }])
    const code = expect.objectContaining({ code: 'search/vector-length' })
    await expect(passages.put([{ id: 'b', text: 'unknown to the model' }])).rejects.toThrow(code)
    await expect(createPassages(async () => []).put([{ id: 'b', text: 'tea' }])).rejects.toThrow(code)
    expect(passages.size).toBe(1)
  })
})
