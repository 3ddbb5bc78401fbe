import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chineseTerms,
  correlations,
  crossProducts,
  driverShares,
  englishTerms,
  importanceMap,
  keyDrivers,
  keyness,
  lmg,
  relativeWeights,
  type TermCounts,
  termCounts,
} from '../src/drivers/index.ts'
import { random } from '../src/numeric/random.ts'
import { near, vectors, vectorsAreThere } from './reference-vectors.ts'

const code = (name: string): unknown => expect.objectContaining({ code: `scoring/${name}` })

interface Swiss {
  readonly columns: string[]
  readonly rows: number[][]
}

/** The state of rows, added one by one. */
const summed = (columns: readonly string[], rows: readonly (readonly number[])[]) => {
  const products = crossProducts(columns)
  return products.result(products.addAll(products.zero(), rows))
}

/** Two drivers that share a correlation of ½, and an outcome: covariances by hand. */
const byHand = {
  columns: ['speed', 'courtesy', 'score'],
  n: 100,
  means: [0, 0, 0],
  covariance: [
    [1, 0.5, 0.6],
    [0.5, 1, 0.5],
    [0.6, 0.5, 1],
  ],
}

describe('what accounts for a score', () => {
  test.skipIf(!vectorsAreThere)(
    '[DRV1] is LMG as R has it, with first and last, and Johnson’s weights (needs ../shared/data)',
    () => {
      interface Expected {
        readonly r2?: number
        readonly lmg?: Record<string, number>
        readonly first?: number[]
        readonly last?: number[]
        readonly rawWeights?: number[]
        readonly sum?: number
      }
      const all = vectors<Swiss, Expected>('drivers')
      const data = all.find(({ inputs }) => Array.isArray(inputs.rows))?.inputs
      for (const { id, inputs, expected, tolerance } of all) {
        const { columns } = inputs
        const related = correlations(summed(columns, inputs.rows ?? data?.rows ?? []), columns[0] ?? '')
        if (expected.lmg !== undefined) {
          const { rSquared, shares, first, last } = lmg(related)
          near(rSquared, expected.r2, tolerance.abs, id)
          near(
            shares,
            related.drivers.map((name) => expected.lmg?.[name]),
            tolerance.abs,
            id,
          )
          near(first, expected.first, tolerance.abs, id)
          near(last, expected.last, tolerance.abs, id)
        }
        if (expected.rawWeights === undefined) continue
        const { rSquared, shares } = relativeWeights(related)
        near(shares, expected.rawWeights, tolerance.abs, id)
        near(rSquared, expected.sum, tolerance.abs, id)
      }
    },
  )

  test('[DRV2] is the mean gain over the orders of entry, worked out by hand', () => {
    // R² alone: .36 and .25; together (.36 + .25 − 2·.6·.5·.5)/(1 − .25) = .41333…; speed: (.36 + (.41333 − .25))/2
    const both = 0.31 / 0.75
    const { shares, first, last, rSquared } = lmg(correlations(byHand, 'score'))
    near(rSquared, both, 1e-15)
    near(first, [0.36, 0.25], 1e-15)
    near(last, [both - 0.25, both - 0.36], 1e-15)
    near(shares, [(0.36 + both - 0.25) / 2, (0.25 + both - 0.36) / 2], 1e-15)
  })

  test('[DRV3] adds up to R², by either method, whatever the data', () => {
    const row = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(fc.array(row, { minLength: 12, maxLength: 20 }), (rows) => {
        const spread = rows.map((values, i) => values.map((x, j) => x + ((i * (j + 3)) % 11)))
        const related = correlations(summed(['a', 'b', 'c', 'd', 'y'], spread), 'y')
        for (const { shares, rSquared } of [lmg(related), relativeWeights(related)]) {
          near(
            shares.reduce((sum, share) => sum + share, 0),
            rSquared,
            1e-8,
          )
          expect(Math.min(...shares)).toBeGreaterThan(-1e-9)
        }
        near(lmg(related).rSquared, relativeWeights(related).rSquared, 1e-7)
      }),
    )
  })

  // 120 answers: the score is twice speed plus courtesy plus noise that a table of digits decides.
  const noise = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 3, 8, 3, 2, 7, 9, 5]
  const rows = Array.from({ length: 120 }, (_, i) => {
    const [speed, courtesy] = [noise[(i * 5) % 32] ?? 0, noise[(i * 11 + 3) % 32] ?? 0]
    return [speed, courtesy, 2 * speed + courtesy + 2 * (noise[(i * i + 7) % 32] ?? 0)]
  })
  const data = { names: ['speed', 'courtesy', 'score'], rows, outcome: 'score' }

  test('[DRV4] carries bootstrap intervals that the seed decides, and the caution that it is no cause', () => {
    const found = keyDrivers(data, { seed: 7, resamples: 300 })
    expect(found.drivers.map(({ name, direction }) => [name, direction])).toEqual([
      ['speed', 1],
      ['courtesy', 1],
    ])
    for (const { share } of found.drivers) {
      expect(share.interval?.lower).toBeLessThan(share.value ?? 0)
      expect(share.interval?.upper).toBeGreaterThan(share.value ?? 1)
    }
    expect(keyDrivers(data, { seed: 7, resamples: 300 })).toEqual(found)
    expect(keyDrivers(data, { seed: 8, resamples: 300 }).drivers[0]?.share.interval).not.toEqual(
      found.drivers[0]?.share.interval,
    )
    expect(found.card.cautions.join()).toContain('cause')
    expect(found.card).toMatchObject({ observations: 120, parameters: 3 })
  })

  test('[DRV4] has the same values from merged sums, without intervals, and says so', () => {
    const shares = driverShares(summed(data.names, rows), 'score')
    const found = keyDrivers(data, { seed: 7, resamples: 20 })
    near(
      shares.drivers.map(({ share }) => share.value),
      found.drivers.map(({ share }) => share.value),
      1e-12,
    )
    expect(shares.drivers[0]?.share).toMatchObject({ interval: null, warnings: [{ code: 'no-interval' }] })
  })

  test('[DRV5] is refused for a constant column, too many drivers for the exact method, or too few rows', () => {
    const constant = rows.map(([speed = 0, , score = 0]) => [speed, 4, score])
    expect(() => keyDrivers({ ...data, rows: constant }, { seed: 1 })).toThrow(code('no-variation'))
    expect(() => keyDrivers({ ...data, rows: rows.slice(0, 3) }, { seed: 1 })).toThrow(code('no-observations'))
    expect(() => keyDrivers({ ...data, outcome: 'joy' }, { seed: 1 })).toThrow(code('unknown-level'))
    expect(() => keyDrivers({ ...data, rows: [[1, 2], ...rows] }, { seed: 1 })).toThrow(code('ragged-row'))
    expect(() => keyDrivers({ ...data, rows: [[1, 2, Number.NaN], ...rows] }, { seed: 1 })).toThrow(
      code('out-of-range'),
    )
    const stream = random('fourteen columns')
    const names = Array.from({ length: 14 }, (_, i) => `x${i}`)
    const wide = Array.from({ length: 40 }, () => names.map(() => stream.normal()))
    expect(() => keyDrivers({ names, rows: wide, outcome: 'x0' }, { seed: 1, method: 'lmg', resamples: 20 })).toThrow(
      code('too-many-drivers'),
    )
    expect(keyDrivers({ names, rows: wide, outcome: 'x0' }, { seed: 1, resamples: 20 }).method).toBe('johnson')
    const twice = rows.map(([speed = 0, , score = 0]) => [speed, 2 * speed, score])
    expect(() => driverShares(summed(data.names, twice), 'score', { method: 'johnson' })).toThrow(code('collinear'))
    near(
      lmg(correlations(summed(data.names, twice), 'score')).shares[0],
      lmg(correlations(summed(data.names, twice), 'score')).shares[1],
      1e-9,
    )
  })

  test('[DRV6] and how it goes make a map: what matters and goes badly comes to the fore', () => {
    const { drivers } = importanceMap(driverShares(byHand, 'score'), { speed: 2, courtesy: 4 })
    expect(drivers.map(({ name, quadrant }) => [name, quadrant])).toEqual([
      ['speed', 'concentrate here'],
      ['courtesy', 'possible overkill'],
    ])
    near(
      drivers.reduce((sum, { importance }) => sum + importance, 0),
      1,
      1e-15,
    )
    expect(() => importanceMap(driverShares(byHand, 'score'), { speed: 2 })).toThrow(code('unknown-level'))
    expect(() => importanceMap(driverShares(byHand, 'score'), { speed: 2, courtesy: Number.NaN })).toThrow(
      code('out-of-range'),
    )
  })
})

describe('the sums behind drivers', () => {
  test('[DRV7] are equal in any order and any shards, to the last bit, and take back what was added', () => {
    const products = crossProducts(['x', 'y'])
    const row = fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: -9, max: 9 }))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.nat(12), (all, cut) => {
        const rows = all.filter(([x]) => x === 0 || Math.abs(x) > 1e-100)
        const whole = products.addAll(products.zero(), rows)
        const [one, other] = [rows.slice(0, cut), rows.slice(cut)].map((part) => products.addAll(products.zero(), part))
        expect(products.merge(other ?? whole, one ?? whole)).toEqual(whole)
        expect(rows.reduce(products.retract, whole)).toEqual(products.zero())
        expect(JSON.parse(JSON.stringify(whole))).toEqual(whole)
      }),
    )
  })

  test('[DRV7] lose no digits to a large mean, and refuse what does not fit', () => {
    const { means, covariance } = summed(
      ['x', 'y'],
      [
        [1e9 + 1, 2],
        [1e9 + 2, 4],
        [1e9 + 3, 9],
      ],
    )
    expect(means).toEqual([1e9 + 2, 5])
    expect(covariance).toEqual([
      [1, 3.5],
      [3.5, 13],
    ]) // by hand: 1, 7/2, 26/2
    const products = crossProducts(['x', 'y'])
    expect(() => products.result(products.zero())).toThrow(code('no-observations'))
    expect(() => products.result(products.retract(products.zero(), [1, 2]))).toThrow(code('over-retracted'))
    expect(() => products.merge(products.zero(), crossProducts(['x', 'z']).zero())).toThrow(code('unlike-states'))
    expect(() => products.add(products.zero(), [1])).toThrow(code('ragged-row'))
  })
})

describe('what the dissatisfied talk about', () => {
  /** A body in which one term is so frequent. */
  const body = (term: number, tokens: number): TermCounts => ({
    v: 1,
    texts: 1,
    tokens,
    terms: [
      ['everything else', tokens - term],
      ['term', term],
    ],
  })

  test.skipIf(!vectorsAreThere)('[DRV8] is told by log-odds and G² as published (needs ../shared/data)', () => {
    interface Inputs {
      readonly termA: number
      readonly tokensA: number
      readonly termB: number
      readonly tokensB: number
      readonly priorTokens: number
    }
    interface Expected {
      readonly g2: number
      readonly p: number
      readonly logOddsDelta: number
      readonly logOddsZ: number
    }
    for (const { id, inputs, expected, tolerance } of vectors<Inputs, Expected>('themes')) {
      const [a, b] = [body(inputs.termA, inputs.tokensA), body(inputs.termB, inputs.tokensB)]
      const found = keyness(a, b, { priorTokens: inputs.priorTokens }).find(({ term }) => term === 'term')
      near(
        [found?.g2, found?.pValue, found?.logOdds, found?.z],
        [expected.g2, expected.p, expected.logOddsDelta, expected.logOddsZ],
        tolerance.abs,
        id,
      )
    }
  })

  test('[DRV9] corrects for looking at thousands of terms, and leaves out the rare', () => {
    const counts = (own: string, times: number): TermCounts => {
      const words = termCounts(englishTerms())
      return words.addAll(words.zero(), [
        ...Array.from({ length: 40 }, () => 'the a of to in'),
        ...Array.from({ length: times }, () => own),
      ])
    }
    const terms = keyness(counts('broken', 20), counts('fine', 4))
    expect(terms[0]?.term).toBe('broken')
    expect(terms.some(({ term }) => term === 'fine')).toBe(false) // four occurrences, five needed
    for (const { pValue, adjustedP } of terms) expect(adjustedP).toBeGreaterThanOrEqual(pValue)
    expect(() => keyness(counts('broken', 20), termCounts(englishTerms()).zero())).toThrow(code('no-observations'))
    expect(() => keyness(body(1, 10), body(1, 10), { priorTokens: 0 })).toThrow(code('out-of-range'))
  })

  test('[DRV9] changes its sign, and nothing else, when the bodies change places', () => {
    const count = fc.integer({ min: 5, max: 400 })
    fc.assert(
      fc.property(count, count, (a, b) => {
        const [there, back] = [keyness(body(a, 1000), body(b, 2000)), keyness(body(b, 2000), body(a, 1000))]
        const [one, other] = [there, back].map((terms) => terms.find(({ term }) => term === 'term'))
        near([one?.z, one?.g2], [-(other?.z ?? 0), other?.g2], 1e-9)
      }),
    )
  })

  test('[DRV10] finds words in English and runs of characters in Chinese', () => {
    expect(englishTerms()('It’s NOT working, 2nd time!')).toEqual(["it's", 'not', 'working', '2nd', 'time'])
    expect(englishTerms({ upTo: 2 })('not working')).toEqual(['not', 'working', 'not working'])
    expect(chineseTerms()('等了两小时，慢 ok')).toEqual(['等了', '了两', '两小', '小时', '等了两', '了两小', '两小时'])
    expect(chineseTerms({ from: 1, upTo: 1 })('𠮷野家')).toEqual(['𠮷', '野', '家'])
    const counter = termCounts(chineseTerms())
    const bad = counter.addAll(
      counter.zero(),
      Array.from({ length: 30 }, (_, i) => (i % 2 ? '等了两个小时' : '味道不错，等了很久')),
    )
    const good = counter.addAll(
      counter.zero(),
      Array.from({ length: 30 }, () => '味道不错'),
    )
    const [first] = keyness(bad, good)
    expect(first?.term).toBe('等了')
    expect(first?.adjustedP).toBeLessThan(0.01)
  })

  test('[DRV11] is counted in any order and any shards, once a text if asked, and taken back', () => {
    const words = termCounts(englishTerms())
    const text = fc.constantFrom('a b', 'b b c', '', '__proto__ constructor', 'a')
    fc.assert(
      fc.property(fc.array(text, { maxLength: 10 }), fc.nat(10), (all, cut) => {
        const whole = words.addAll(words.zero(), all)
        const [one, other] = [all.slice(0, cut), all.slice(cut)].map((part) => part.reduce(words.add, words.zero()))
        expect(words.merge(other ?? whole, one ?? whole)).toEqual(whole)
        expect(all.reduce(words.retract, whole)).toEqual(words.zero())
      }),
    )
    const once = termCounts(englishTerms(), { oncePerText: true })
    expect(once.add(once.zero(), 'no no no')).toMatchObject({ texts: 1, tokens: 1, terms: [['no', 1]] })
    expect(() => words.result(words.retract(words.zero(), 'a'))).toThrow(code('over-retracted'))
  })
})
