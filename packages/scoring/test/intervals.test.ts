import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  agrestiCoull,
  benjaminiHochberg,
  clopperPearson,
  compareShares,
  differenceInterval,
  holm,
  jeffreys,
  type ProportionMethod,
  power,
  proportionInterval,
  sampleSize,
  sampleSizeForMargin,
  wald,
  wilson,
  wilsonContinuity,
} from '../src/index.ts'
import { binomialProbability } from '../src/numeric/binomial.ts'
import { endsOf, near, vectors, vectorsAreThere } from './reference-vectors.ts'

const methods: ProportionMethod[] = ['wilson', 'wilson-continuity', 'agresti-coull', 'jeffreys', 'clopper-pearson']

interface Trial {
  readonly successes: number
  readonly n: number
  readonly level: number
}

interface TwoTrials {
  readonly x1: number
  readonly n1: number
  readonly x2: number
  readonly n2: number
  readonly level: number
}

describe('the interval of a share', () => {
  const byName = {
    wilson,
    wilsonContinuity,
    clopperPearson,
    wald,
    agrestiCoull,
    jeffreys: (x: number, n: number, level?: number) => jeffreys(x, n, level, { plain: true }),
  }

  test.skipIf(!vectorsAreThere)('[INT1] agrees with R and statsmodels (needs ../shared/data)', () => {
    const all = [
      ...vectors<Trial, Partial<Record<keyof typeof byName, number[]>>>('binomial-interval'),
      ...vectors<Trial, Partial<Record<keyof typeof byName, number[]>>>('binomial-interval', 'binomial-interval-2'),
    ]
    for (const { id, inputs, expected, tolerance } of all) {
      for (const [name, ends] of Object.entries(expected)) {
        const interval = byName[name as keyof typeof byName](inputs.successes, inputs.n, inputs.level)
        near(endsOf(interval), ends, tolerance.abs, `${id} ${name}`)
      }
    }
  })

  test("[INT1] is Newcombe's (1998) for 81 of 263: .2553–.3662, with continuity correction .2535–.3682", () => {
    near(endsOf(wilson(81, 263)), [0.2553, 0.3662], 5e-5)
    near(endsOf(wilsonContinuity(81, 263)), [0.2535, 0.3682], 5e-5)
    near(endsOf(clopperPearson(81, 263)), [0.2527, 0.3676], 5e-5)
  })

  test('[INT2] stays within 0…1, holds the share, and ends at 0 and 1 with no success and no failure', () => {
    const cases = fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(cases, fc.constantFrom(...methods), fc.constantFrom(0.8, 0.95, 0.99), ([n, p], method, level) => {
        const successes = Math.round(n * p)
        const { lower, upper } = proportionInterval(successes, n, { method, level })
        expect(lower).toBeGreaterThanOrEqual(0)
        expect(upper).toBeLessThanOrEqual(1)
        expect(lower).toBeLessThanOrEqual(successes / n)
        expect(upper).toBeGreaterThanOrEqual(successes / n)
        if (successes === 0) expect(lower).toBe(0)
        if (successes === n) expect(upper).toBe(1)
      }),
    )
  })

  test('[INT2] ends exactly at 0 and 1, not a rounding beside them', () => {
    for (let n = 1; n <= 300; n++) {
      for (const method of methods) {
        expect(proportionInterval(n, n, { method }).upper).toBe(1)
        expect(proportionInterval(0, n, { method }).lower).toBe(0)
      }
    }
  })

  test('[INT2] grows with the level and shrinks with the number of answers', () => {
    for (const method of methods) {
      const width = (x: number, n: number, level: number): number => {
        const { lower, upper } = proportionInterval(x, n, { method, level })
        return upper - lower
      }
      expect(width(8, 10, 0.99)).toBeGreaterThan(width(8, 10, 0.9))
      expect(width(8, 10, 0.95)).toBeGreaterThan(width(80, 100, 0.95))
    }
  })

  test('[INT3] holds a true share of .70, .71 … .99 in at least 90 of 100 samples of ten, where the textbook holds 10', () => {
    const coverage = (p: number, interval: typeof wilson): number => {
      let covered = 0
      for (let x = 0; x <= 10; x++) {
        const { lower, upper } = interval(x, 10)
        if (lower <= p && p <= upper) covered += binomialProbability(x, 10, p)
      }
      return covered
    }
    const shares = Array.from({ length: 30 }, (_, i) => 0.7 + i / 100)
    expect(Math.min(...shares.map((p) => coverage(p, wilson)))).toBeGreaterThanOrEqual(0.9)
    // The deepest dip: just above the upper limit of nine in ten, .98212, only ten in ten cover: .98213¹⁰ = .8350.
    near(coverage(0.98213, wilson), 0.98213 ** 10, 1e-12)
    expect(Math.min(...shares.map((p) => coverage(p, wald)))).toBeLessThan(0.1)
  })
})

describe('the difference of two shares', () => {
  test.skipIf(!vectorsAreThere)('[INT1] agrees with R and statsmodels (needs ../shared/data)', () => {
    const tested = vectors<TwoTrials, { chi2: number; p: number; waldDiff: number[] }>('two-proportions')
    for (const { id, inputs, expected, tolerance } of tested) {
      const [first, second] = pair(inputs)
      const { chiSquared, pValue, interval } = compareShares(first, second, { method: 'wald', level: inputs.level })
      near(chiSquared, expected.chi2, tolerance.abs, id)
      near(pValue, expected.p, tolerance.abs, id)
      near(endsOf(interval), expected.waldDiff, tolerance.abs, id)
    }
    for (const v of vectors<TwoTrials, { moverWilson: number[] }>('two-proportions', 'two-proportions-mover')) {
      const [first, second] = pair(v.inputs)
      near(
        endsOf(differenceInterval(first, second, { level: v.inputs.level })),
        v.expected.moverWilson,
        v.tolerance.abs,
        v.id,
      )
    }
  })

  // Newcombe 1998, Table II, methods 6 (Miettinen–Nurminen) for 56/70 − 48/80 and 9/10 − 3/10.
  test("[INT1] has Miettinen and Nurminen's limits by the score method", () => {
    const limits = (x1: number, n1: number, x2: number, n2: number) =>
      endsOf(differenceInterval({ successes: x1, n: n1 }, { successes: x2, n: n2 }, { method: 'score' }))
    near(limits(56, 70, 48, 80), [0.0528, 0.3382], 5e-5)
    near(limits(9, 10, 3, 10), [0.17, 0.8406], 5e-5)
  })

  // The reference file's score limits come from statsmodels 0.13.5, whose cubic has the second group's successes where
  // its size belongs. With that slip the numbers are met to the last digit, without it Newcombe's are.
  test.skipIf(!vectorsAreThere)(
    '[INT1] differs from the reference score limits by a known slip of theirs (needs ../shared/data)',
    () => {
      for (const v of vectors<TwoTrials, { score?: number[] }>('two-proportions', 'two-proportions-mover')) {
        const [lower, upper] = v.expected.score ?? []
        if (lower === undefined || upper === undefined) continue
        near(slippedScore(v.inputs, lower), 1.959963984540054, 1e-9, v.id)
        near(slippedScore(v.inputs, upper), -1.959963984540054, 1e-9, v.id)
      }
    },
  )

  test("[INT1] has Newcombe's (1998) limits for 56/70 − 48/80 and the edge cases of his table", () => {
    const limits = (x1: number, n1: number, x2: number, n2: number) =>
      endsOf(differenceInterval({ successes: x1, n: n1 }, { successes: x2, n: n2 }))
    near(limits(56, 70, 48, 80), [0.0524, 0.3339], 5e-5)
    near(limits(9, 10, 3, 10), [0.1705, 0.809], 5e-5)
    near(limits(10, 10, 0, 10), [0.6075, 1], 5e-5)
    near(limits(0, 10, 0, 10), [-0.2775, 0.2775], 5e-5)
  })

  test('[INT1] turns round with its groups', () => {
    const [first, second] = [
      { successes: 3, n: 9 },
      { successes: 7, n: 8 },
    ]
    for (const method of ['mover', 'score', 'wald'] as const) {
      const there = differenceInterval(first, second, { method })
      const back = differenceInterval(second, first, { method })
      near([-back.upper, -back.lower], endsOf(there), 1e-12, method)
    }
  })
})

/** The score statistic at a difference, with the slip. */
function slippedScore({ x1, n1, x2, n2 }: TwoTrials, delta: number): number {
  const [n, x] = [n1 + n2, x1 + x2]
  const c2 = ((n1 + 2 * n2) * delta - n - x) / (3 * n)
  const c1 = ((x2 * delta - n - 2 * x2) * delta + x) / (3 * n) // x2 · delta should be n2 · delta
  const q = c2 ** 3 - 1.5 * c1 * c2 + (x2 * delta * (1 - delta)) / n / 2
  const root = Math.sign(q) * Math.sqrt(c2 * c2 - c1)
  const second = 2 * root * Math.cos((Math.PI + Math.acos(q / root ** 3)) / 3) - c2
  const first = second + delta
  const variance = ((first * (1 - first)) / n1 + (second * (1 - second)) / n2) * (n / (n - 1))
  return (x1 / n1 - x2 / n2 - delta) / Math.sqrt(variance)
}

function pair({ x1, n1, x2, n2 }: TwoTrials) {
  return [
    { successes: x1, n: n1 },
    { successes: x2, n: n2 },
  ] as const
}

describe('many tests at once', () => {
  // R 4.2: p.adjust(c(0.01, 0.04, 0.03, 0.005), 'holm') and 'BH'
  test("[INT4] Holm's and Benjamini–Hochberg's p-values are those of p.adjust", () => {
    near(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02], 1e-15)
    near(benjaminiHochberg([0.01, 0.04, 0.03, 0.005]), [0.02, 0.04, 0.04, 0.02], 1e-15)
    expect(holm([])).toEqual([])
  })

  test('[INT4] corrected p-values never fall below the raw ones, keep their order, and Holm is the stricter', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (raw) => {
        const [strict, mild] = [holm(raw), benjaminiHochberg(raw)]
        raw.forEach((p, i) => {
          expect(mild[i]).toBeGreaterThanOrEqual(p)
          expect(strict[i]).toBeGreaterThanOrEqual(mild[i] ?? 1)
          raw.forEach((q, j) => {
            if (p < q) expect(strict[i]).toBeLessThanOrEqual(strict[j] ?? 0)
          })
        })
      }),
    )
  })
})

describe('a sample size', () => {
  // R 4.2: power.prop.test(p1 = .5, p2 = .75, power = .9) gives n = 76.7; 76.7069 and 905.3658 from the same formula in Python:
  // n = ((z₀.₉₇₅·√(2·p̄·q̄) + z_power·√(p₁q₁ + p₂q₂)) / (p₁ − p₂))²
  test('[INT5] is that of power.prop.test', () => {
    near(sampleSize({ baseline: 0.5, detect: 0.75, power: 0.9 }).exact, 76.70692845177743, 1e-9)
    expect(sampleSize({ baseline: 0.5, detect: 0.75, power: 0.9 }).perGroup).toBe(77)
    expect(sampleSize({ baseline: 0.8, detect: 0.85 }).perGroup).toBe(906)
  })

  test('[INT5] has the power that was asked for', () => {
    for (const wanted of [0.5, 0.8, 0.95]) {
      const change = { baseline: 0.82, detect: 0.9, level: 0.99 }
      const { exact } = sampleSize({ ...change, power: wanted })
      near(power({ ...change, perGroup: exact }), wanted, 1e-12)
    }
  })

  test('[INT5] for a margin of five points takes 385 answers of a share and at most 1537 of an NPS', () => {
    expect(sampleSizeForMargin({ margin: 0.05 })).toBe(385) // (1.96/0.05)² / 4 = 384.1
    expect(sampleSizeForMargin({ margin: 0.05, variance: 1 })).toBe(1537)
  })
})
