import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cholesky, invertCholesky, lnDeterminant, solveCholesky } from '../src/numeric/cholesky.ts'
import { symmetricEigen } from '../src/numeric/eigen.ts'
import { solve } from '../src/numeric/elimination.ts'
import { plus, plusSum, sumOf, timesNumber, timesSum } from '../src/numeric/exact-sum.ts'
import * as numeric from '../src/numeric/index.ts'
import { at, matrix, times } from '../src/numeric/matrix.ts'
import { generator, random } from '../src/numeric/random.ts'
import { findRoot } from '../src/numeric/root.ts'
import { near, vectors, vectorsAreThere } from './reference-vectors.ts'
import values from './values-at-40-digits.json' with { type: 'json' }

const relative = (actual: number, expected: number): number =>
  actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected)

describe('special functions', () => {
  const functions = numeric as unknown as Record<string, (...args: number[]) => number> // asked by name below

  /** Where the last digits are lost to the condition of the function itself; everything else keeps to 1e-14. */
  const bars: Record<string, number> = {
    betaQuantile: 1e-12,
    hypergeometric: 1e-13,
    chiSquaredUpper: 1e-13,
    binomialProbability: 2e-14,
  }

  // Computed with mpmath at 40 digits, from the definitions.
  test.each(Object.entries(values))('[NUM1] %s agrees with values at 40 digits', (name, rows) => {
    for (const row of rows) {
      const [expected = Number.NaN, ...args] = [...row].reverse()
      const actual = functions[name]?.(...args.reverse()) ?? Number.NaN
      const what = `${name}(${args.join()}) = ${actual}, expected ${expected}`
      expect(relative(actual, expected), what).toBeLessThan(bars[name] ?? 1e-14)
    }
  })

  test('[NUM1] quantiles of small shapes are found to the last digits', () => {
    for (const a of [0.5, 0.7, 1, 2.5, 30]) {
      for (let i = 1; i < 100; i++) {
        for (const b of [0.5, 1.3, 20]) near(numeric.betaCdf(numeric.betaQuantile(i / 100, a, b), a, b), i / 100, 1e-13)
        near(numeric.gammaCdf(numeric.gammaQuantile(i / 100, a), a), i / 100, 1e-13)
      }
    }
  })

  test.skipIf(!vectorsAreThere)('[NUM1] agree with scipy to 1e-14 relative (needs ../shared/data)', () => {
    type Inputs = { p?: number[]; cases?: number[][] }
    const [normal, beta, gauss] = vectors<Inputs, { q: number[]; v: number[] }>('distributions')
    normal?.inputs.p?.forEach((p, i) => {
      expect(relative(numeric.normalQuantile(p), normal.expected.q[i] ?? Number.NaN)).toBeLessThan(1e-14)
    })
    beta?.inputs.cases?.forEach(([p = 0, a = 0, b = 0], i) => {
      expect(relative(numeric.betaQuantile(p, a, b), beta.expected.q[i] ?? Number.NaN)).toBeLessThan(1e-14)
    })
    gauss?.inputs.cases?.forEach(([a = 0, b = 0, c = 0, z = 0], i) => {
      expect(relative(numeric.hypergeometric(a, b, c, z), gauss.expected.v[i] ?? Number.NaN)).toBeLessThan(1e-14)
    })
  })

  test('[NUM1] quantiles and distribution functions undo each other', () => {
    const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
    const shape = fc.double({ min: 1, max: 500, noNaN: true })
    fc.assert(
      fc.property(share, shape, shape, (p, a, b) => {
        expect(numeric.betaCdf(numeric.betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9)
        expect(numeric.gammaCdf(numeric.gammaQuantile(p, a), a)).toBeCloseTo(p, 9)
        expect(numeric.studentCdf(numeric.studentQuantile(p, a), a)).toBeCloseTo(p, 9)
        expect(numeric.fisherCdf(numeric.fisherQuantile(p, a, b), a, b)).toBeCloseTo(p, 9)
      }),
    )
  })

  test('[NUM1] distribution functions rise from 0 to 1 and their tails add up', () => {
    for (const [a, b] of [
      [0.3, 40],
      [2, 2],
      [60, 0.7],
    ] as const) {
      const heights = Array.from({ length: 201 }, (_, i) => numeric.betaCdf(i / 200, a, b))
      expect(heights[0]).toBe(0)
      expect(heights[200]).toBe(1)
      heights.forEach((height, i) => {
        expect(height).toBeGreaterThanOrEqual(heights[i - 1] ?? 0)
      })
    }
    expect(numeric.binomialCdf(3, 10, 0.3) + numeric.binomialUpper(3, 10, 0.3)).toBeCloseTo(1, 14)
    expect(numeric.fisherCdf(2, 3, 4) + numeric.fisherUpper(2, 3, 4)).toBeCloseTo(1, 14)
  })

  test('[NUM1] the binomial quantile is the smallest count that is enough', () => {
    for (const q of [0.001, 0.2, 0.5, 0.9, 0.9999]) {
      const k = numeric.binomialQuantile(q, 50, 0.3)
      expect(numeric.binomialCdf(k, 50, 0.3)).toBeGreaterThanOrEqual(q)
      expect(numeric.binomialCdf(k - 1, 50, 0.3)).toBeLessThan(q)
    }
  })

  test('[NUM1] reaches its limits at infinity', () => {
    const [far, beyond] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    expect([numeric.normalCdf(beyond), numeric.normalCdf(far), numeric.normalTwoSided(far)]).toEqual([0, 1, 0])
    expect([numeric.erfc(far), numeric.erfc(beyond), numeric.erf(beyond)]).toEqual([0, 2, -1])
    expect([numeric.studentCdf(beyond, 3), numeric.chiSquaredUpper(far, 2), numeric.gammaQuantile(1, 2)]).toEqual([
      0,
      0,
      far,
    ])
    expect(numeric.normalCdf(Number.NaN)).toBeNaN()
  })

  test('[NUM1] has no value outside its domain', () => {
    expect(numeric.normalQuantile(1.1)).toBeNaN()
    expect(numeric.normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(numeric.lnGamma(-1)).toBeNaN()
    expect(numeric.betaQuantile(0.5, -1, 2)).toBeNaN()
    expect(numeric.incompleteBeta(0.5, 1, Number.POSITIVE_INFINITY)).toBeNaN()
    expect(numeric.gammaQuantile(2, 1)).toBeNaN()
    expect(numeric.studentQuantile(0.5, 0)).toBeNaN()
    expect(numeric.hypergeometric(1, 1, 2, 1)).toBeNaN()
  })
})

describe('an exact sum', () => {
  /** Doubles as whole numbers of 2⁻¹⁰⁷⁴: the sum in exact arithmetic. */
  const units = (x: number): bigint => {
    if (x === 0) return 0n
    const [mantissa, exponent] = (() => {
      const e = Math.max(-1074, Math.floor(Math.log2(Math.abs(x))) - 53)
      return [x / 2 ** Math.max(e, -1022) / 2 ** Math.min(0, e + 1022), e] as const
    })()
    return BigInt(mantissa) * 2n ** BigInt(exponent + 1074)
  }

  const amounts = fc.array(fc.oneof(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.integer()), { maxLength: 40 })

  test('[NUM2] is what exact arithmetic gives, rounded once', () => {
    expect(sumOf([1e100, 1, -1e100].reduce(plus, []))).toBe(1)
    expect(sumOf(Array.from({ length: 10 }, () => 0.1).reduce(plus, []))).toBe(1)
    fc.assert(
      fc.property(amounts, (xs) => {
        const sum = xs.reduce(plus, [])
        const exact = xs.reduce((total, x) => total + units(x), 0n)
        expect(sum.reduce((total, part) => total + units(part), 0n)).toBe(exact)
        const remainder = exact - units(sumOf(sum))
        const half = sum.length === 0 ? 0n : units(Math.abs(sumOf(sum)) * 2 ** -53)
        expect(remainder < 0n ? -remainder : remainder).toBeLessThanOrEqual(half)
      }),
    )
  })

  test('[NUM2] is one list for one number, whatever the order', () => {
    fc.assert(
      fc.property(amounts, amounts, (xs, ys) => {
        const [a, b] = [xs.reduce(plus, []), ys.reduce(plus, [])]
        expect(plusSum(a, b)).toEqual([...ys, ...xs].reverse().reduce(plus, []))
        expect(
          plusSum(
            plusSum(a, b),
            b.map((x) => -x),
          ),
        ).toEqual(a)
      }),
    )
  })

  test('[NUM2] multiplies exactly', () => {
    const small = fc.integer({ min: -1_000_000, max: 1_000_000 })
    fc.assert(
      fc.property(small, small, small, (a, b, c) => {
        const left = timesSum(plus([a].filter(Boolean), b), timesNumber([c].filter(Boolean), 0.5))
        expect(sumOf(left)).toBe(((a + b) * c) / 2 + 0)
      }),
    )
    expect(timesNumber([0.1], 3)).toEqual(plus(plus(plus([], 0.1), 0.1), 0.1))
  })
})

describe('random numbers', () => {
  test('[NUM3] are those of xoshiro128** (first outputs of the state 1, 2, 3, 4, worked out in Python)', () => {
    const stream = generator([1, 2, 3, 4])
    expect(Array.from({ length: 6 }, stream.bits)).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492])
  })

  test('[NUM3] are the same for the same seed and name, and others for another', () => {
    const draw = (seed: string | number, name?: string) => Array.from({ length: 5 }, random(seed, name).uniform)
    expect(draw(7, 'cost')).toEqual(draw(7, 'cost'))
    expect(draw(7, 'cost')).not.toEqual(draw(7, 'calls'))
    expect(draw(7)).not.toEqual(draw(8))
    expect(draw('7')).toEqual(draw(7))
  })

  test('[NUM3] spread evenly, within what chance allows', () => {
    const { uniform, whole, normal } = random('spread')
    const n = 20_000
    const bins = new Array<number>(10).fill(0)
    for (let i = 0; i < n; i++) {
      const bin = Math.floor(uniform() * 10)
      bins[bin] = (bins[bin] ?? Number.NaN) + 1
    }
    const chi = bins.reduce((sum, count) => sum + (count - n / 10) ** 2 / (n / 10), 0)
    expect(chi).toBeLessThan(numeric.chiSquaredQuantile(0.9999, 9))
    const normals = Array.from({ length: n }, normal)
    const mean = normals.reduce((sum, x) => sum + x, 0) / n
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n))
    expect(normals.reduce((sum, x) => sum + x * x, 0) / n).toBeCloseTo(1, 1)
    const dice = Array.from({ length: 1000 }, () => whole(6))
    expect(new Set(dice).size).toBe(6)
    expect(Math.max(...dice)).toBe(5)
  })
})

describe('linear algebra', () => {
  const entries = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 16, maxLength: 16 })
  const rowsOf = (list: number[]): number[][] => [0, 1, 2, 3].map((i) => list.slice(4 * i, 4 * i + 4))

  test('[NUM4] solves what it claims to solve', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const m = matrix(4, 4, rowsOf(list))
        const b = [1, -2, 3, 4]
        const x = solve(m, b)
        if (x === undefined) return
        const size = Math.max(...x.map(Math.abs), 1)
        near([...times(m, x)], b, 1e-11 * size)
      }),
    )
  })

  test('[NUM4] inverts, factors and measures a positive definite matrix', () => {
    // Hilbert's matrix of order 4: determinant 1/6048000, inverse in whole numbers.
    const hilbert = matrix(
      4,
      4,
      [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => 1 / (i + j + 1))),
    )
    const lower = cholesky(hilbert)
    expect(lower).toBeDefined()
    if (lower === undefined) return
    near(lnDeterminant(lower), -Math.log(6048000), 1e-9)
    near(at(invertCholesky(lower), 0, 0), 16, 1e-8)
    near(at(invertCholesky(lower), 3, 3), 2800, 1e-6)
    near([...solveCholesky(lower, [25 / 12, 77 / 60, 57 / 60, 319 / 420])], [1, 1, 1, 1], 1e-9)
  })

  test('[NUM4] has no answer for a singular matrix', () => {
    const flat = matrix(2, 2, [
      [1, 2],
      [2, 4],
    ])
    expect(cholesky(flat)).toBeUndefined()
    expect(solve(flat, [1, 1])).toBeUndefined()
  })

  test('[NUM4] finds eigenvalues, largest first, with vectors that keep their direction', () => {
    const m = matrix(3, 3, [
      [2, -1, 0],
      [-1, 2, -1],
      [0, -1, 2],
    ])
    const { values: found, vectors: directions } = symmetricEigen(m)
    near([...found], [2 + Math.SQRT2, 2, 2 - Math.SQRT2], 1e-14)
    found.forEach((value, j) => {
      const v = [0, 1, 2].map((i) => at(directions, i, j))
      near(
        [...times(m, v)],
        v.map((x) => x * value),
        1e-13,
      )
    })
  })

  test('[NUM4] finds a root between two signs, and none without', () => {
    near(
      findRoot((x) => x ** 3 - 2, 0, 2),
      2 ** (1 / 3),
      1e-15,
    )
    near(
      findRoot((x) => Math.tanh(100 * (x - 0.123)), -1, 1),
      0.123,
      1e-14,
    )
    expect(findRoot((x) => x * x + 1, -1, 1)).toBeNaN()
  })
})
