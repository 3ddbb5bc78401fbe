import { describe, expect, test } from 'vitest'
import {
  compareEstimates,
  contactCentre,
  csat,
  type Estimate,
  fcr,
  moments,
  netPromoterScore,
  nonResponse,
  nps,
  proportion,
  quantiles,
  satisfaction,
  scale,
  weightedShare,
} from '../src/index.ts'
import { kano } from '../src/kano/index.ts'
import { near } from './reference-vectors.ts'

/** Every estimate somewhere inside a result. */
function estimatesIn(result: unknown): Estimate[] {
  if (typeof result !== 'object' || result === null) return []
  const own = 'metric' in result && 'warnings' in result && 'effectiveN' in result ? [result as Estimate] : []
  return [...own, ...Object.values(result).flatMap(estimatesIn)]
}

const stars = scale({ min: 1, max: 5 })
const some = stars.addAll(stars.zero(), [5, 5, 4, 3, 1, 5, 4, 4, 2, 5, 1])
const phone = contactCentre({ thresholdMs: 20_000 })
const calls = phone.addAll(phone.zero(), [
  { outcome: 'answered', waitMs: 1000, talkMs: 60_000 },
  { outcome: 'answered', waitMs: 30_000, talkMs: 90_000 },
  { outcome: 'abandoned', waitMs: 9000 },
  { outcome: 'staffed', staffedMs: 600_000 },
])
const history = fcr({ windowMs: 10 })
const issues = history.addAll(history.zero(), [
  { issue: 'a', atMs: 0 },
  { issue: 'b', atMs: 1, declaredResolved: true },
])
const survey = kano()
const wishes = survey.addAll(survey.zero(), [
  { feature: 'chat', functional: 1, dysfunctional: 4, importance: 8 },
  { feature: 'chat', functional: 1, dysfunctional: 5, importance: 7 },
])

const results: Record<string, (options: { window?: { fromMs: number; toMs: number } }) => unknown> = {
  satisfaction: (options) => satisfaction(some, options),
  csat: (options) => csat(some, { ...options, convention: 'net-2-box' }),
  nps: (options) => netPromoterScore([10, 3, 8], options),
  'contact centre': (options) => phone.result(calls, options),
  fcr: (options) => history.result(issues, { ...options, asOfMs: 50 }),
  kano: (options) => survey.result(wishes, options),
  'non-response': (options) => nonResponse({ surveyed: 50, responded: 20, satisfied: 12 }, options),
  'weighted share': (options) =>
    weightedShare(
      [
        { yes: true, weight: 2 },
        { yes: false, weight: 1 },
      ],
      options,
    ),
  moments: (options) => moments('wait').result(moments().addAll(moments().zero(), [1, 2, 4]), options),
  quantile: (options) =>
    quantiles()
      .result(quantiles().addAll(quantiles().zero(), [1, 2, 4]), options)
      .at(0.5),
  proportion: (options) =>
    proportion('reopened').result(proportion().addAll(proportion().zero(), [true, false]), options),
}

describe.each(Object.entries(results))('every score of %s', (_, read) => {
  const all = estimatesIn(read({}))

  test('[EST1] carries its doubt, its size and its meaning', () => {
    expect(all.length).toBeGreaterThan(0)
    for (const one of all) {
      expect(one.value).not.toBeNull()
      expect(one.interval, one.metric).not.toBeNull()
      const { lower = 0, upper = 0, level = 0, method = '' } = one.interval ?? {}
      expect(lower).toBeLessThanOrEqual(one.value ?? 0)
      expect(upper).toBeGreaterThanOrEqual(one.value ?? 0)
      expect(level).toBe(0.95)
      expect(method).not.toBe('')
      expect(one.n).toBeGreaterThan(0)
      expect(one.effectiveN).toBeGreaterThan(0)
      expect(one.metric).not.toBe('')
      expect(one.convention).not.toBe('')
      expect(['survey', 'behaviour', 'model', 'declared']).toContain(one.evidence)
    }
  })

  test('[EST4] brings back the period it was asked for, and none when none was named', () => {
    const window = { fromMs: 1, toMs: 2 }
    for (const one of estimatesIn(read({ window }))) expect(one.window).toEqual(window)
    for (const one of all) expect('window' in one).toBe(false)
  })
})

describe('nothing to go by', () => {
  const empty: Record<string, () => unknown> = {
    satisfaction: () => satisfaction(stars.zero()),
    csat: () => csat(stars.zero()),
    net: () => csat(stars.zero(), { convention: 'net-2-box' }),
    nps: () => netPromoterScore([]),
    'nps accumulator': () => nps().result(nps().zero()),
    'contact centre': () => phone.result(phone.zero()),
    fcr: () => history.result(history.zero(), { asOfMs: 5 }),
    proportion: () => proportion().result(proportion().zero()),
    moments: () => moments().result(moments().zero()),
  }

  test.each(Object.entries(empty))('[EST2] gives no %s', (_, read) => {
    const all = estimatesIn(read())
    expect(all.length).toBeGreaterThan(0)
    for (const one of all) {
      expect(one).toMatchObject({ value: null, interval: null, n: 0 })
      expect(one.warnings.map(({ code }) => code)).toContain('no-answers')
    }
  })

  test('[EST2] gives no points and no margin', () => {
    expect(netPromoterScore([])).toMatchObject({ points: null, marginPoints: null })
  })
})

describe('a warning', () => {
  const codes = (n: number) =>
    proportion()
      .result({ v: 1, yes: Math.floor(n / 2), n })
      .warnings.map(({ code }) => code)

  test('[EST3] comes below ten observations, with their number', () => {
    expect(codes(9)).toContain('tiny-sample')
    expect(codes(10)).not.toContain('tiny-sample')
    const [first] = proportion().result({ v: 1, yes: 1, n: 3 }).warnings
    expect(first?.message).toBe('only 3 observations: read the interval, not the value.')
  })

  test('[EST3] comes with an interval of more than ten points to either side', () => {
    expect(codes(90)).toContain('wide')
    expect(codes(94)).not.toContain('wide') // Wilson at p = ½: 1.96/(2·√(94 + 3.84)) = 0.099
  })

  test('[EST3] does not come with a large sample', () => {
    expect(codes(1000)).toEqual([])
  })
})

describe('a change', () => {
  const before = csat(stars.addAll(stars.zero(), [...new Array<number>(60).fill(5), ...new Array<number>(40).fill(2)]))
  const after = csat(stars.addAll(stars.zero(), [...new Array<number>(75).fill(5), ...new Array<number>(25).fill(2)]))

  test('[EST5] of one score combines the doubts of both', () => {
    const change = compareEstimates(before, after)
    near(change.value, 0.15, 1e-12)
    // Newcombe's interval of 75/100 − 60/100: .0199–.2719 (the MOVER formula with Wilson's limits .6569–.8245, .5020–.6906)
    near(change.interval?.lower, 0.15 - Math.hypot(0.75 - 0.656955, 0.690599 - 0.6), 1e-4)
    expect(change.pValue).toBeGreaterThan(0.01)
    expect(change.pValue).toBeLessThan(0.05)
    expect(change.n).toEqual([100, 100])
    const fall = compareEstimates(after, before)
    near(fall.value, -0.15, 1e-12)
    near(fall.pValue, change.pValue, 1e-12)
    near(fall.interval?.upper, -(change.interval?.lower ?? 0), 1e-12)
    expect(compareEstimates(before, before).pValue).toBe(1)
  })

  test('[EST5] between scores that mean different things is refused', () => {
    const unlike = expect.objectContaining({ code: 'scoring/unlike-states' })
    const state = stars.add(stars.zero(), 5)
    expect(() => compareEstimates(before, csat(state, { convention: 'top-box' }))).toThrow(unlike)
    expect(() => compareEstimates(before, csat(state, { level: 0.9 }))).toThrow(unlike)
    expect(() => compareEstimates(before, netPromoterScore([9]))).toThrow(unlike)
  })

  test('[EST5] from nothing is unknown, with the reason', () => {
    const none = csat(stars.zero())
    const change = compareEstimates(none, none)
    expect(change).toMatchObject({ value: null, interval: null, pValue: null })
    expect(change.warnings[0]?.message).toBe('before: there is nothing to go by yet.')
  })
})
