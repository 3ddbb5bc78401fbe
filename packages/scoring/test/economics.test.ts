import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  betaRate,
  channelCosts,
  channelMix,
  churnCost,
  costPerIssue,
  type Deflection,
  type DeflectionTrial,
  type Distribution,
  deflection,
  lognormalRange,
  monteCarlo,
  pert,
  presets,
  repeatCost,
  selfServiceEffect,
  tornado,
  triangular,
  whatIf,
} from '../src/economics/index.ts'
import { wilson } from '../src/index.ts'
import { endsOf, near, type Vector, vectors, vectorsAreThere } from './reference-vectors.ts'

interface Inputs {
  readonly costs?: Record<string, number>
  readonly volume?: Record<string, number>
  readonly costPerContact?: number
  readonly fcr?: number
  readonly maxAttempts?: number | null
  readonly control?: DeflectionTrial['control']
  readonly p05?: number
  readonly p95?: number
}

const all: Vector<Inputs, Record<string, number>>[] = vectorsAreThere ? vectors('economics') : []
const those = (test: (inputs: Inputs) => boolean) => all.filter(({ inputs }) => test(inputs))

describe('costs', () => {
  test.skipIf(!vectorsAreThere)('[ECO1] of a channel mix agree with the reference (needs ../shared/data)', () => {
    for (const { inputs, expected, tolerance } of those(({ volume }) => volume !== undefined)) {
      const { total, perContact } = channelMix({ costs: inputs.costs ?? {}, volumes: inputs.volume ?? {} })
      near({ total, perContact }.total, expected['total'], tolerance.abs)
      near(perContact, expected['perContact'], tolerance.abs)
    }
  })

  test.skipIf(!vectorsAreThere)(
    '[ECO1] of an issue that may come back agree with the reference (needs ../shared/data)',
    () => {
      for (const { inputs, expected, tolerance } of those(({ fcr }) => fcr !== undefined)) {
        const { costPerContact = 0, fcr = 0, maxAttempts } = inputs
        const cost = costPerIssue({ costPerContact, fcr, ...(typeof maxAttempts === 'number' ? { maxAttempts } : {}) })
        for (const name of ['expectedContacts', 'costPerIssue', 'resolvedShare', 'costPerResolution'] as const) {
          near(cost[name], expected[name], tolerance.abs, name)
        }
      }
    },
  )

  // By hand: attempts 1, 2, 3 with chances ½, ¼, ¼ → 1.75 contacts; 7/8 resolved; 17.5/0.875 = 20.
  test('[ECO1] end with the last attempt', () => {
    const cost = costPerIssue({ costPerContact: 10, fcr: 0.5, maxAttempts: 3 })
    expect(cost).toMatchObject({
      expectedContacts: 1.75,
      costPerIssue: 17.5,
      resolvedShare: 0.875,
      costPerResolution: 20,
    })
    expect(cost.costPerIssueInterval).toBeNull()
  })

  test('[ECO1] carry the doubt of a measured FCR', () => {
    const cost = costPerIssue({ costPerContact: 33, fcr: 0.75, fcrInterval: wilson(75, 100) })
    const { lower, upper } = wilson(75, 100)
    near(endsOf(cost.costPerIssueInterval), [33 / upper, 33 / lower], 1e-12)
    expect(cost.costPerResolutionInterval?.level).toBe(0.95)
  })

  test('[ECO1] of repeats are what a better FCR could save, and no more', () => {
    const now = repeatCost({ issues: 1000, costPerContact: 33, fcr: 0.33, targetFcr: 0.75 })
    near(now.repeatContacts, 1000 * (1 / 0.33 - 1), 1e-9)
    near(now.savingAtTarget, 56_000, 1e-6)
    expect(now.savingAtTarget).toBeLessThan(now.cost)
    expect(repeatCost({ issues: 1000, costPerContact: 33, fcr: 1 })).toMatchObject({
      repeatContacts: 0,
      cost: 0,
      savingAtTarget: 0,
    })
  })

  test('[ECO8] of contacts add up to the cent, in any order, with the doubt of their mean', () => {
    const costs = channelCosts()
    const cents = Array.from({ length: 1000 }, () => ({ channel: 'mail', cost: 0.1 }))
    const state = costs.addAll(costs.zero(), [...cents, { channel: 'phone', cost: 33 }, { channel: 'phone', cost: 11 }])
    const { total, channels, contacts, perContact } = costs.result(state)
    expect(total).toBe(144)
    expect(contacts).toBe(1002)
    expect(channels['mail']?.total).toBe(100)
    near(channels['phone']?.perContact.interval?.upper, 22 + 12.7062047361747 * 11, 1e-9) // t₀.₉₇₅(1)·sd/√2
    near(perContact.value, 144 / 1002, 1e-12)
    expect(costs.result(costs.zero()).perContact.value).toBeNull()
  })
})

describe('self-service', () => {
  test.skipIf(!vectorsAreThere)('[ECO2] is worth what the reference says (needs ../shared/data)', () => {
    for (const { inputs, expected, tolerance } of those(({ control }) => control !== undefined)) {
      const worth = deflection(inputs as unknown as DeflectionTrial) // the vector has the fields of a trial
      const ends = expected as unknown as { interval: number[]; savingsInterval: number[] }
      near(worth.avoidedPerIssue.value, expected['avoidedPerIssue'], tolerance.abs)
      near(endsOf(worth.avoidedPerIssue.interval), ends.interval, tolerance.abs)
      near(worth.avoidedContacts, expected['avoidedContacts'], tolerance.abs)
      near(worth.savings, expected['savings'], tolerance.abs)
      near(endsOf(worth.savingsInterval), ends.savingsInterval, tolerance.abs)
      near(worth.naive.containmentRate, expected['naiveContainmentRate'], tolerance.abs)
      near(worth.naive.savings, expected['naiveSavings'], tolerance.abs)
      near(worth.overstatement, expected['overstatement'], tolerance.abs)
    }
  })

  const trial: DeflectionTrial = {
    control: { issues: 1000, assistedContacts: 410 },
    exposed: { issues: 1000, assistedContacts: 340 },
    sessions: 20_000,
    containedSessions: 12_400,
    assistedCost: 33,
    selfServiceCost: 1.17,
  }

  test('[ECO2] whose saving a trial does not show is said to be so; containment is called naive', () => {
    const worth: Deflection = deflection(trial)
    expect(worth.warnings).toMatchObject([{ code: 'saving-not-shown' }])
    expect(worth.naive.label).toContain('naive')
    const clear = deflection({ ...trial, exposed: { issues: 1000, assistedContacts: 200 } })
    expect(clear.warnings).toEqual([])
    const harm = deflection({ ...trial, exposed: { issues: 1000, assistedContacts: 500 } })
    expect(harm.savings).toBeLessThan(0)
    expect(harm.overstatement).toBeNull()
  })

  test('[ECO2] of issues with several contacts each compares two rates', () => {
    const many = deflection({
      ...trial,
      control: { issues: 100, assistedContacts: 150 },
      exposed: { issues: 100, assistedContacts: 90 },
    })
    near(many.avoidedPerIssue.value, 0.6, 1e-12)
    // Garwood's limits for 150: 126.96 and 176.02; for 90: 72.37 and 110.63 (R poisson.test).
    near(many.avoidedPerIssue.interval?.lower, 0.6 - Math.hypot(1.5 - 1.2696, 1.1063 - 0.9), 1e-3)
    near(many.avoidedPerIssue.interval?.upper, 0.6 + Math.hypot(1.7602 - 1.5, 0.9 - 0.7237), 1e-3)
    const none = deflection({
      ...trial,
      control: { issues: 10, assistedContacts: 12 },
      exposed: { issues: 10, assistedContacts: 0 },
    })
    expect(none.avoidedPerIssue.interval?.upper).toBeGreaterThan(1.2)
  })

  test('[ECO2] without a control group has no value', () => {
    expect(() => deflection({ ...trial, control: { issues: 0, assistedContacts: 0 } })).toThrow(
      expect.objectContaining({ code: 'scoring/no-answers' }),
    )
  })

  // By hand: 1000 contacts, 600 easy of 200 s, 400 hard of 700 s = 400 s on average, 111.1 h. 200 removed, 180 of them
  // easy: 420 easy and 380 hard are left = 350 000 s, 437.5 s each.
  test('[ECO6] takes the easy contacts, so that the rest take longer and the saving is smaller', () => {
    const effect = selfServiceEffect({
      contacts: 1000,
      easyShare: 0.6,
      ahtEasySeconds: 200,
      ahtHardSeconds: 700,
      removedShare: 0.2,
      easyShareRemoved: 0.9,
      costPerAgentHour: 36,
      selfServiceCost: 100,
    })
    expect(effect.before).toMatchObject({ contacts: 1000, ahtSeconds: 400, cost: 4000 })
    expect(effect.after).toMatchObject({ contacts: 800, ahtSeconds: 437.5, cost: 3500 })
    expect(effect.saving).toBe(400)
    expect(effect.naiveSaving).toBe(700)
    expect(effect.warnings).toMatchObject([{ code: 'harder-mix' }])
  })

  test('[ECO6] cannot remove more easy contacts than there are', () => {
    const plan = {
      contacts: 100,
      easyShare: 0.1,
      ahtEasySeconds: 60,
      ahtHardSeconds: 60,
      removedShare: 0.5,
      costPerAgentHour: 1,
      selfServiceCost: 0,
    }
    expect(() => selfServiceEffect({ ...plan, easyShareRemoved: 1 })).toThrow(/the removed easy contacts/)
    expect(selfServiceEffect({ ...plan, easyShareRemoved: 0.1 }).warnings).toEqual([])
  })
})

test('[ECO6] churn is charged only with what exceeds the usual', () => {
  const plan = {
    customers: 5000,
    dissatisfiedShare: 0.1,
    churnDissatisfied: 0.25,
    churnOthers: 0.05,
    replacementCost: 200,
  }
  expect(churnCost(plan)).toEqual({ extraLosses: 100, replacement: 20_000, margin: 0, total: 20_000, warnings: [] })
  expect(churnCost({ ...plan, lostMargin: 50 }).total).toBe(25_000)
  expect(churnCost({ ...plan, churnDissatisfied: 0.05 }).warnings).toMatchObject([{ code: 'no-extra-churn' }])
})

describe('ranges', () => {
  test.skipIf(!vectorsAreThere)('[ECO1] lognormal agree with the reference (needs ../shared/data)', () => {
    for (const { inputs, expected, tolerance } of those(({ p05 }) => p05 !== undefined)) {
      const range = lognormalRange(inputs.p05 ?? 0, inputs.p95 ?? 0)
      near(range.mu, expected['mu'], tolerance.abs)
      near(range.sigma, expected['sigma'], tolerance.abs)
      near(range.mean, expected['mean'], tolerance.abs)
      near(range.quantile(0.5), expected['median'], tolerance.abs)
      near(range.quantile(0.8), expected['p80'], tolerance.abs)
    }
  })

  const ranges: Record<string, Distribution> = {
    triangular: triangular(2, 3, 9),
    'triangular from its mode': triangular(2, 2, 9),
    pert: pert(5, 15, 25),
    'skewed pert': pert(0, 1, 30),
    lognormal: lognormalRange(8, 40),
    beta: betaRate(41, 100),
  }

  test.each(Object.entries(ranges))(
    '[ECO3] the mean and spread of a %s range are those of its quantiles',
    (_, range) => {
      const n = 20_000
      const values = Array.from({ length: n }, (__, i) => range.quantile((i + 0.5) / n))
      const mean = values.reduce((sum, x) => sum + x, 0) / n
      const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n
      near(mean, range.mean, 5e-4 * range.mean)
      near(Math.sqrt(variance), range.sd, 5e-3 * range.sd)
    },
    30_000,
  )

  // By hand: (5 + 4·15 + 25)/6 = 15, sd 20·√(9/252); triangular (2 + 3 + 9)/3, variance (4 + 9 + 81 − 6 − 18 − 27)/18.
  test('[ECO3] have the means and spreads of the textbook', () => {
    expect(pert(5, 15, 25).mean).toBe(15)
    near(pert(5, 15, 25).sd, 20 * Math.sqrt(9 / 252), 1e-12)
    near(triangular(2, 3, 9).mean, 14 / 3, 1e-12)
    near(triangular(2, 3, 9).sd, Math.sqrt(43 / 18), 1e-12)
    near(triangular(0, 1, 2).quantile(0.5), 1, 1e-12)
    near(triangular(0, 1, 2).quantile(0.125), 0.5, 1e-12)
    near(lognormalRange(8, 40).quantile(0.05), 8, 1e-12)
    near(lognormalRange(8, 40).quantile(0.95), 40, 1e-12)
  })

  test('[ECO3] that are none are refused', () => {
    for (const wrong of [
      () => pert(1, 0, 2),
      () => triangular(2, 2, 2),
      () => lognormalRange(0, 5),
      () => lognormalRange(5, 5),
      () => betaRate(5, 4),
    ]) {
      expect(wrong).toThrow(expect.objectContaining({ code: 'scoring/out-of-range' }))
    }
  })
})

describe('a simulation', () => {
  const plan = {
    inputs: { calls: 10_000, fewer: pert(0.05, 0.15, 0.25), cost: lognormalRange(8, 33), programme: 20_000 },
    model: (v: { calls: number; fewer: number; cost: number; programme: number }) =>
      v.calls * v.fewer * v.cost - v.programme,
    seed: 'plan',
    draws: 4000,
  }

  test('[ECO4] is the same for the same seed and another for another', () => {
    expect(monteCarlo(plan)).toEqual(monteCarlo(plan))
    expect(monteCarlo(plan).mean).not.toBe(monteCarlo({ ...plan, seed: 'other' }).mean)
  })

  test('[ECO4] draws an input the same whatever else is uncertain', () => {
    const seen = (inputs: Record<string, Distribution | number>): number[] => {
      const values: number[] = []
      monteCarlo({ inputs, seed: 1, draws: 100, model: ({ cost = 0 }) => values.push(cost) && cost })
      return values
    }
    const cost = pert(1, 2, 3)
    expect(seen({ cost, other: pert(0, 1, 2) })).toEqual(seen({ before: pert(4, 5, 6), cost }))
  })

  test('[ECO5] has the percentiles of the known distribution, within the doubt that it states', () => {
    const unit = triangular(0, 0, 1) // its quantiles are 1 − √(1 − p)
    const square = monteCarlo({ inputs: { x: unit }, model: ({ x }) => x, seed: 3, draws: 20_000 })
    for (const [p, { value, interval }] of [
      [0.05, square.p5],
      [0.5, square.p50],
      [0.95, square.p95],
    ] as const) {
      const truth = 1 - Math.sqrt(1 - p)
      near(value, truth, 0.01)
      expect(interval.lower).toBeLessThan(truth)
      expect(interval.upper).toBeGreaterThan(truth)
      expect(interval.lower).toBeLessThanOrEqual(value)
      expect(interval.upper).toBeGreaterThanOrEqual(value)
    }
    near(square.mean, 1 / 3, 0.01)
    expect(square.positive).toMatchObject({ share: 1 })
  })

  test('[ECO5] says what drives the spread, strongest first, and which way', () => {
    const { rankCorrelations, positive, p5, p95 } = monteCarlo(plan)
    expect(rankCorrelations.map(({ input }) => input)).toEqual(['cost', 'fewer'])
    expect(rankCorrelations[0]?.correlation).toBeGreaterThan(0.7)
    expect(positive.interval.lower).toBeLessThan(positive.share)
    expect(p5.value).toBeLessThan(p95.value)
    const down = monteCarlo({ inputs: { x: pert(0, 1, 2) }, model: ({ x }) => -x, seed: 1, draws: 200 })
    near(down.rankCorrelations[0]?.correlation, -1, 1e-12)
    const flat = monteCarlo({ inputs: { x: pert(0, 1, 2) }, model: () => 4, seed: 1, draws: 200 })
    expect(flat.rankCorrelations[0]?.correlation).toBe(0)
  })

  test('[ECO5] a tornado moves one input at a time and puts the longest bar first', () => {
    const { base, bars } = tornado(plan)
    near(base, 10_000 * 0.15 * Math.sqrt(8 * 33) - 20_000, 1e-6)
    expect(bars.map(({ input }) => input)).toEqual(['cost', 'fewer'])
    near(bars[0]?.high, 10_000 * 0.15 * 33 - 20_000, 1e-6)
    near(bars[0]?.swing, 10_000 * 0.15 * 25, 1e-6)
    expect(whatIf(plan)).toMatchObject({ base, tornado: bars, draws: 4000 })
  })

  test('[ECO5] refuses an outcome that is no number, and says where it came from', () => {
    expect(() => tornado({ inputs: { x: 1 }, model: ({ x }) => Math.log(-x) })).toThrow(
      'the outcome of the model at {"x":1} is NaN',
    )
    expect(() => monteCarlo({ inputs: { x: 1 }, model: () => 1 / 0, seed: 1 })).toThrow(/must be a finite number/)
    expect(() => monteCarlo({ inputs: { x: 1 }, model: () => 1, seed: 1, draws: 10 })).toThrow(/number of draws/)
  })

  test('[ECO5] with nothing uncertain is certain', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (x) => {
        const sure = monteCarlo({ inputs: { x }, model: (v) => v.x, seed: 0, draws: 100 })
        expect([sure.p5.value, sure.p50.value, sure.p95.value]).toEqual([x, x, x])
        expect(sure.rankCorrelations).toEqual([])
      }),
      { numRuns: 10 },
    )
  })
})

test('[ECO7] every quoted figure has a source, a caution and a range to replace it with', () => {
  expect(Object.values(presets).map(({ value }) => value)).toEqual([33, 10, 1.17, 0.75, 0.33, 200, 10_000, 0.2])
  for (const { source, caution, range, unit, value } of Object.values(presets)) {
    expect(source.length).toBeGreaterThan(10)
    expect(caution.length).toBeGreaterThan(40)
    expect(unit).not.toBe('')
    expect(range.quantile(0.01)).toBeLessThan(value)
    expect(range.quantile(0.99)).toBeGreaterThan(value)
  }
})
