import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type NpsBands,
  type NpsCounts,
  netPromoterScore,
  nps,
  npsBand,
  npsCompare,
  npsInterval,
  npsMoments,
  npsOf,
  npsOfCounts,
  npsTest,
  scale,
} from '../src/index.ts'
import { chanceOf, everySample, everyShare } from './every-sample.ts'
import { endsOf, near, vectors, vectorsAreThere } from './reference-vectors.ts'

describe('a band', () => {
  test.each([
    [0, 'detractors'],
    [6, 'detractors'],
    [7, 'passives'],
    [8, 'passives'],
    [9, 'promoters'],
    [10, 'promoters'],
  ] as const)('[NPS1] %i is among the %s', (answer, band) => {
    expect(npsBand(answer)).toBe(band)
  })

  test('[NPS1] can be cut elsewhere', () => {
    const bands: NpsBands = { min: 1, max: 15, detractorsTo: 6, promotersFrom: 9 }
    const everyone = Array.from({ length: 15 }, (_, i) => i + 1)
    near(netPromoterScore(everyone, { bands }).value, 1 / 15, 1e-15)
    near(nps(bands).result(nps(bands).addAll(nps(bands).zero(), everyone)).value, 1 / 15, 1e-15)
  })
})

interface OneSample {
  readonly nps: number
  readonly variance: number
  readonly se: number
  readonly waldP: number
  readonly adjustedSe: number
  readonly wald: number[]
  readonly adjustedWald: number[]
  readonly tangoScore: number[]
}

describe('a score', () => {
  test.skipIf(!vectorsAreThere)(
    '[NPS2] agrees with the R package NPS by all three methods (needs ../shared/data)',
    () => {
      for (const v of vectors<NpsCounts & { level: number }, OneSample>('nps', 'nps-ci')) {
        const { level } = v.inputs
        const by = (method: 'wald' | 'adjusted-wald' | 'tango') => endsOf(npsInterval(v.inputs, { method, level }))
        near(npsOfCounts(v.inputs).value, v.expected.nps, v.tolerance.abs, v.id)
        near(npsMoments(v.inputs).variance, v.expected.variance, v.tolerance.abs, v.id)
        const plain = npsTest(v.inputs, { method: 'wald' })
        near(plain.standardError, v.expected.se, v.tolerance.abs, v.id)
        near(plain.pValue, v.expected.waldP, v.tolerance.abs, v.id)
        near(npsTest(v.inputs, { method: 'adjusted-wald' }).standardError, v.expected.adjustedSe, v.tolerance.abs, v.id)
        near(by('wald'), v.expected.wald, v.tolerance.abs, `${v.id} wald`)
        const clipped = v.expected.adjustedWald.map((end) => Math.max(-1, Math.min(1, end)))
        near(by('adjusted-wald'), clipped, v.tolerance.abs, `${v.id} adjusted`)
        near(by('tango'), v.expected.tangoScore, v.tolerance.abs, `${v.id} tango`)
      }
      for (const v of vectors<{ scores: number[]; breaks?: number[] }, Basic>('nps', 'nps-basic')) {
        const [, detractorsTo = 6, passivesTo = 8, max = 10] = v.inputs.breaks ?? []
        const bands = { min: 0, max, detractorsTo, promotersFrom: passivesTo + 1 }
        const { value, counts } = netPromoterScore(v.inputs.scores, { bands })
        near(value, v.expected.nps, v.tolerance.abs, v.id)
        near(npsMoments(counts).variance, v.expected.variance, v.tolerance.abs, v.id)
        if (v.expected.se !== undefined)
          near(npsTest(counts, { method: 'wald' }).standardError, v.expected.se, v.tolerance.abs)
      }
    },
  )

  // By hand: 20 %, 30 %, 50 % of 100; (R+D)/n − NPS² = 0.7 − 0.09 = 0.61; 1.96·√0.0061 = 0.1531.
  test('[NPS2] of 20 detractors, 30 passives and 50 promoters is 30 ± 15 by the textbook', () => {
    const score = npsOfCounts({ detractors: 20, passives: 30, promoters: 50 }, { method: 'wald' })
    expect(score.points).toBe(30)
    near(score.marginPoints, 15.3078, 1e-4)
  })

  test('[NPS2] never leaves −1…1 by the default method, and turns round with its ends', () => {
    const count = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(count, count, count, (detractors, passives, promoters) => {
        fc.pre(detractors + passives + promoters > 0)
        const { lower, upper } = npsInterval({ detractors, passives, promoters })
        const value = (promoters - detractors) / (detractors + passives + promoters)
        expect(lower).toBeGreaterThanOrEqual(-1)
        expect(upper).toBeLessThanOrEqual(1)
        expect(lower).toBeLessThanOrEqual(value)
        expect(upper).toBeGreaterThanOrEqual(value)
        const turned = npsInterval({ detractors: promoters, passives, promoters: detractors })
        near([-turned.upper, -turned.lower], [lower, upper], 1e-12)
      }),
    )
  })

  test('[NPS2] of detractors or promoters alone ends where the scale ends', () => {
    expect(npsInterval({ detractors: 4, passives: 0, promoters: 0 }).lower).toBe(-1)
    expect(npsInterval({ detractors: 0, passives: 0, promoters: 7 }).upper).toBe(1)
    expect(npsInterval({ detractors: 0, passives: 0, promoters: 7 }, { method: 'adjusted-wald' }).upper).toBe(1)
    // With passives only both limits are ± z²/(n + z²): 3.8415 / 13.8415.
    near(endsOf(npsInterval({ detractors: 0, passives: 10, promoters: 0 })), [-0.27753, 0.27753], 1e-5)
  })

  test('[NPS3] with ten answers the interval holds the truth in at least 91 of 100 cases', () => {
    const samples = everySample(10)
    const intervals = new Map(samples.map((sample) => [sample, npsInterval(sample.counts)]))
    const coverage = everyShare().map((shares) => {
      const truth = shares.promoters - shares.detractors
      return chanceOf(samples, shares, (sample) => {
        const { lower, upper } = intervals.get(sample) ?? { lower: 1, upper: -1 }
        return lower - 1e-9 <= truth && truth <= upper + 1e-9
      })
    })
    expect(coverage).toHaveLength(231)
    expect(Math.min(...coverage)).toBeGreaterThanOrEqual(0.91)
  })

  test('[NPS4] shows both ends, each with an interval of its own, and a margin in points', () => {
    const score = netPromoterScore([10, 10, 9, 8, 7, 6, 3, 0])
    expect(score.counts).toEqual({ detractors: 3, passives: 2, promoters: 3 })
    expect(score.points).toBe(0)
    expect(score.detractors).toMatchObject({ value: 3 / 8, metric: 'detractors', interval: { method: 'wilson' } })
    expect(score.promoters.value).toBe(3 / 8)
    near(score.marginPoints, 50 * ((score.interval?.upper ?? 0) - (score.interval?.lower ?? 0)), 1e-12)
    expect(score.convention).toBe('9–10 minus 0–6')
  })

  test('[NPS4] is the same from answers, from counts and from an accumulator', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 50 }), (answers) => {
        const direct = netPromoterScore(answers)
        const folded = nps()
        expect(folded.result(folded.addAll(folded.zero(), answers))).toEqual(direct)
        expect(npsOfCounts(direct.counts)).toEqual(direct)
      }),
    )
  })

  test('[NPS4] of weighted answers rests on their effective number', () => {
    const eleven = scale({ min: 0, max: 10 })
    const state = eleven.addAll(eleven.zero(), [
      { value: 10, weight: 3 },
      { value: 2, weight: 1 },
      { value: 9, weight: 2 },
    ])
    const score = npsOf(state)
    near(score.value, 4 / 6, 1e-15)
    near(score.effectiveN, 36 / 14, 1e-12)
    expect(score.n).toBe(3)
    expect(score.warnings.map(({ code }) => code)).toContain('weighted')
  })
})

interface Basic {
  readonly nps: number
  readonly variance: number
  readonly se?: number
}

interface TwoSamples {
  readonly absDiffWald: number
  readonly waldInterval: number[]
  readonly waldP: number
  readonly waldSe: number
  readonly absDiffAdjusted: number
  readonly adjustedInterval: number[]
  readonly adjustedP: number
  readonly adjustedSe: number
}

describe('a claim', () => {
  const counts = { detractors: 20, passives: 30, promoters: 50 }

  test('[NPS2] at the end of an interval has just the p-value of its level', () => {
    for (const method of ['tango', 'adjusted-wald', 'wald'] as const) {
      const { lower, upper } = npsInterval(counts, { method, level: 0.9 })
      near(npsTest(counts, { method, against: lower }).pValue, 0.1, 1e-9, method)
      near(npsTest(counts, { method, against: upper }).z, -1.6448536269514722, 1e-9, method)
    }
  })

  test('[NPS2] that is met has p-value 1, and of a score without spread 0 or 1', () => {
    expect(npsTest(counts, { against: 0.3 }).pValue).toBe(1)
    const all = { detractors: 0, passives: 0, promoters: 5 }
    expect(npsTest(all, { against: 1 }).pValue).toBe(1)
    expect(npsTest(all, { against: 1, method: 'wald' }).pValue).toBe(1)
    expect(npsTest(all, { method: 'wald' }).pValue).toBe(0)
    expect(() => npsTest(all, { against: 30 })).toThrow('the claimed NPS is 30, but must be a number from -1 to 1.')
  })
})

describe('two scores', () => {
  test.skipIf(!vectorsAreThere)(
    '[NPS5] compare like in the R package NPS by the textbook methods (needs ../shared/data)',
    () => {
      type Inputs = { a: NpsCounts; b: NpsCounts; level: number }
      for (const { id, inputs, expected, tolerance } of vectors<Inputs, TwoSamples>('nps', 'nps-two-sample')) {
        const { a, b, level } = inputs
        const isUp = (npsOfCounts(a).value ?? 0) > (npsOfCounts(b).value ?? 0)
        const [high, low] = isUp ? [a, b] : [b, a]
        const plain = npsCompare(high, low, { method: 'wald', level })
        near(plain.difference, expected.absDiffWald, tolerance.abs, id)
        near(endsOf(plain.interval), expected.waldInterval, tolerance.abs, id)
        near(plain.pValue, expected.waldP, tolerance.abs, id)
        near(plain.standardError, expected.waldSe, tolerance.abs, id)
        const adjusted = npsCompare(high, low, { method: 'adjusted-wald', level })
        near(adjusted.difference, expected.absDiffAdjusted, tolerance.abs, id)
        near(endsOf(adjusted.interval), expected.adjustedInterval, tolerance.abs, id)
        near(adjusted.pValue, expected.adjustedP, tolerance.abs, id)
        near(adjusted.standardError, expected.adjustedSe, tolerance.abs, id)
      }
    },
  )

  const june = { detractors: 28, passives: 32, promoters: 40 }
  const july = { detractors: 12, passives: 30, promoters: 58 }

  test('[NPS5] differ by the interval that MOVER makes of both, and its p-value is where that interval touches zero', () => {
    const { difference, interval, pValue } = npsCompare(july, june)
    near(difference, 0.34, 1e-12)
    const [a, b] = [npsInterval(july), npsInterval(june)]
    near(interval.lower, 0.34 - Math.hypot(0.46 - a.lower, b.upper - 0.12), 1e-12)
    near(npsCompare(july, june, { level: 1 - pValue }).interval.lower, 0, 1e-9)
    near(npsCompare(june, july).pValue, pValue, 1e-12)
  })

  test('[NPS5] that are equal have p-value 1, and ever so different ones do not break it', () => {
    expect(npsCompare(june, june).pValue).toBe(1)
    const [all, none] = [
      { detractors: 0, passives: 0, promoters: 5000 },
      { detractors: 5000, passives: 0, promoters: 0 },
    ]
    expect(npsCompare(all, none).pValue).toBeLessThan(1e-14)
    expect(npsCompare(all, none).interval.upper).toBe(2)
  })
})
