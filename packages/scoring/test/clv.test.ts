import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type BuyerProcess,
  bgNbd,
  type CustomerSummary,
  customerValue,
  discountedValue,
  expectedSpend,
  fitBuyers,
  fitSpending,
  forecastPurchases,
  mbgNbd,
  type Parameters,
  type PurchaseHistory,
  paretoNbd,
  purchases,
  rfmScores,
} from '../src/clv/index.ts'
import { csv, isThere } from './data-files.ts'
import { near, type Vector, vectors } from './reference-vectors.ts'

const summary = 'cdnow_customers_summary.csv'
const withValues = 'cdnow_customers_summary_with_transactions.csv'
const isCdnow = isThere(summary) && isThere(withValues)

const cdnow = (): PurchaseHistory[] =>
  csv(summary, 'frequency', 'recency', 'T').map(({ frequency, recency, T }) => ({
    frequency: Number(frequency),
    recency: Number(recency),
    observed: Number(T),
  }))

const spent = () =>
  csv(withValues, 'x', 'zbar')
    .filter(({ x }) => Number(x) > 0)
    .map(({ x, zbar }) => ({ purchases: Number(x), meanValue: Number(zbar) }))

/** The vectors of this topic whose name says that they are of this sort. */
const named = <I, E>(words: RegExp): Vector<I, E>[] => vectors<I, E>('clv').filter(({ name }) => words.test(name))

const code = (name: string): unknown => expect.objectContaining({ code: `scoring/${name}` })

/** Parameters of the papers, to three digits. */
const bg = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const mbg = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }
const pareto = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }
const regular = { frequency: 26, recency: 30.86, observed: 31 }
const lapsed = { frequency: 7, recency: 2, observed: 38.86 }
const silent = { frequency: 0, recency: 0, observed: 39 }

describe('a fit of buying and stopping', () => {
  test.skipIf(!isCdnow)(
    '[CLV1] finds the published BG/NBD of CDNOW, its errors and its likelihood (needs ../shared/data)',
    () => {
      interface Expected {
        readonly r: number
        readonly alpha: number
        readonly a: number
        readonly b: number
        readonly se?: number[]
        readonly logLik?: number
      }
      const all = named<{ penalizer?: number; filter?: string }, Expected>(/^BG\/NBD fit/)
      for (const { id, inputs, expected, tolerance } of all) {
        const watched = cdnow().filter(({ observed }) => inputs.filter === undefined || observed > 36)
        const { parameters, standardErrors, logLikelihood } = fitBuyers(bgNbd, watched, {
          penalty: inputs.penalizer ?? 0,
        })
        const { r, alpha, a, b } = expected
        near(Object.values(parameters), [r, alpha, a, b], tolerance.abs, id)
        if (expected.se !== undefined) near(Object.values(standardErrors), expected.se, tolerance.abs, id)
        if (expected.logLik !== undefined) near(logLikelihood, expected.logLik, tolerance.abs, id)
      }
      // Fader, Hardie & Lee 2005, table 2
      const { parameters, logLikelihood } = fitBuyers(bgNbd, cdnow())
      expect(Object.values(parameters).map((x) => x.toFixed(3))).toEqual(['0.243', '4.414', '0.793', '2.426'])
      expect(logLikelihood.toFixed(1)).toBe('-9582.4')
    },
  )

  test.skipIf(!isCdnow)('[CLV1] finds the published Pareto/NBD and MBG/NBD of CDNOW (needs ../shared/data)', () => {
    for (const { id, expected, tolerance } of named<unknown, Parameters<'r' | 'alpha' | 's' | 'beta'>>(
      /^Pareto\/NBD fit/,
    )) {
      const { r, alpha, s, beta } = expected
      near(Object.values(fitBuyers(paretoNbd, cdnow()).parameters), [r, alpha, s, beta], tolerance.abs, id)
    }
    const found = fitBuyers(mbgNbd, cdnow()) // Batislam et al. 2007 on the same customers: .525, 6.183, .891, 1.614, −9582.1
    near(Object.values(found.parameters), [0.525, 6.183, 0.891, 1.614], 0.002)
    near(found.logLikelihood, -9582.1, 0.05)
  })

  test('[CLV2] is the same for equal histories one by one or with their number, and in days or weeks', () => {
    const some = [
      { frequency: 0, recency: 0, observed: 39, customers: 60 },
      { frequency: 1, recency: 5, observed: 38, customers: 12 },
      { frequency: 1, recency: 30, observed: 38, customers: 6 },
      { frequency: 2, recency: 10, observed: 38, customers: 4 },
      { frequency: 3, recency: 30, observed: 37, customers: 4 },
      { frequency: 6, recency: 9, observed: 38, customers: 1 },
      { frequency: 8, recency: 35, observed: 38, customers: 3 },
    ]
    const one = fitBuyers(bgNbd, some)
    const each = some.flatMap(({ customers, ...history }) => Array.from({ length: customers }, () => history))
    near(Object.values(fitBuyers(bgNbd, each).parameters), Object.values(one.parameters), 1e-9)
    const days = some.map(({ recency, observed, ...rest }) => ({
      ...rest,
      recency: 7 * recency,
      observed: 7 * observed,
    }))
    const { r, alpha, a, b } = fitBuyers(bgNbd, days).parameters
    near([r, alpha / 7, a, b], Object.values(one.parameters), 1e-6)
    expect(one.card).toMatchObject({
      method: 'bg-nbd',
      observations: 90,
      parameters: 4,
      logLikelihood: one.logLikelihood,
    })
  })

  test('[CLV3] is refused where the data leave it open: no repeat purchase, or nobody who differs', () => {
    expect(() => fitBuyers(bgNbd, [])).toThrow(code('no-observations'))
    expect(() => fitBuyers(bgNbd, [{ ...silent, customers: 100 }])).toThrow(code('no-observations'))
    const alike = { frequency: 5, recency: 36, observed: 39, customers: 500 }
    expect(() => fitBuyers(bgNbd, [alike])).toThrow(code('not-identified'))
    expect(() => fitBuyers(paretoNbd, [alike])).toThrow(code('not-identified'))
  })

  test('[CLV4] refuses histories that cannot be', () => {
    const bad: [PurchaseHistory, string][] = [
      [{ frequency: 1, recency: 9, observed: 8 }, 'impossible-history'],
      [{ frequency: 0, recency: 3, observed: 8 }, 'impossible-history'],
      [{ frequency: 2, recency: 0, observed: 8 }, 'impossible-history'],
      [{ frequency: 1.5, recency: 3, observed: 8 }, 'impossible-history'],
      [{ frequency: -1, recency: 3, observed: 8 }, 'impossible-history'],
      [{ frequency: 1, recency: Number.NaN, observed: 8 }, 'out-of-range'],
      [{ frequency: 1, recency: 3, observed: 8, customers: -2 }, 'out-of-range'],
    ]
    for (const [history, name] of bad) {
      expect(() => fitBuyers(bgNbd, [history])).toThrow(code(name))
      expect(() => paretoNbd.probabilityAlive(pareto, history)).toThrow(code(name))
    }
    expect(() => fitBuyers(bgNbd, [regular], { penalty: -1 })).toThrow(code('out-of-range'))
  })
})

describe('the processes', () => {
  test.skipIf(!isCdnow)('[CLV5] say of one customer what the reference says (needs ../shared/data)', () => {
    interface One {
      readonly params: typeof bg
      readonly x?: number
      readonly tx?: number
      readonly T?: number
      readonly t?: number
      readonly cases?: [number, number, number][]
    }
    interface Expected {
      readonly expected?: number
      readonly pAlive: number | number[]
      readonly next26?: number[]
    }
    for (const { id, inputs, expected, tolerance } of named<One, Expected>(/^BG\/NBD (conditional|P\(alive\))/)) {
      const { params, cases, x = 0, tx = 0, T = 0, t = 0 } = inputs
      const histories = (cases ?? [[x, tx, T]]).map(([frequency, recency, observed]) => ({
        frequency,
        recency,
        observed,
      }))
      near(
        histories.map((history) => bgNbd.probabilityAlive(params, history)),
        [expected.pAlive].flat(),
        tolerance.abs,
        id,
      )
      const ahead = cases === undefined ? t : 26
      const wanted = expected.next26 ?? [expected.expected]
      near(
        histories.map((history) => bgNbd.expectedPurchases(params, history, ahead)),
        wanted,
        tolerance.abs,
        id,
      )
    }
  })

  test('[CLV6] agree with the papers and with arithmetic of thirty digits', () => {
    // Fader & Hardie's R package, one year ahead: a new customer, and the one with 26 purchases in 31 weeks
    near(bgNbd.expectedPurchasesOfNew(bg, 52), 1.444, 0.003)
    near(bgNbd.expectedPurchases(bg, regular, 52), 25.76, 0.005)
    near(bgNbd.probabilityAlive(bg, regular), 0.9689, 0.0001)
    near(paretoNbd.expectedPurchasesOfNew(pareto, 52), 1.473, 0.002)
    near(paretoNbd.expectedPurchases(pareto, regular, 52), 25.46, 0.02)
    near(paretoNbd.probabilityAlive(pareto, regular), 0.9979, 0.0001)
    // mpmath, 30 digits: Batislam et al. 2007 by their ₂F₁; Pareto/NBD by quadrature of its definition
    near(mbgNbd.expectedPurchasesOfNew(mbg, 52), 1.41972375771275, 1e-13)
    near(mbgNbd.expectedPurchases(mbg, regular, 52), 24.0039228222001, 1e-12)
    near(
      [regular, silent].map((h) => mbgNbd.probabilityAlive(mbg, h)),
      [0.965566144144062, 0.389347648663597],
      1e-14,
    )
    const ln = [silent, { frequency: 2, recency: 30.43, observed: 38.86 }, regular, lapsed].map((history) =>
      paretoNbd.likelihood(pareto)(
        { ...history, observed: history.observed === 39 ? 38.86 : history.observed, customers: 1 },
        [],
      ),
    )
    near(ln, [-0.52104629408089, -9.55428324515041, -39.1316715403028, -13.4211687674376], 1e-12)
    // Fader, Hardie & Lee 2005, equation 8, in mpmath: so many purchases of a new customer in 39 weeks
    const chances = [0, 1, 2, 5].map((count) => bgNbd.chanceOfPurchases(bg, 39, count))
    near(chances, [0.573786352096009, 0.199395280835911, 0.0854297595390608, 0.017965493866579], 1e-14)
  })

  const positive = fc.double({ min: 0.05, max: 5, noNaN: true })
  const history = fc
    .record({
      frequency: fc.nat(12),
      last: fc.double({ min: 0.01, max: 1, noNaN: true }),
      observed: fc.double({ min: 1, max: 60, noNaN: true }),
    })
    .map(({ frequency, last, observed }) => ({ frequency, recency: frequency === 0 ? 0 : last * observed, observed }))

  /** The laws that hold for every process, whatever its parameters. */
  function laws<Name extends string>(process: BuyerProcess<Name>): void {
    const parameters = fc
      .tuple(positive, positive, positive, positive)
      .map(
        (values) => Object.fromEntries(process.names.map((name, i) => [name, values[i] ?? 1])) as Record<Name, number>,
      )

    test(`[CLV7] ${process.id}: the chances of all numbers of purchases add up to one, and to the expectation`, () => {
      fc.assert(
        fc.property(parameters, (all) => {
          const chances = Array.from({ length: 150 }, (_, count) => process.chanceOfPurchases(all, 0.05, count))
          near(
            chances.reduce((sum, chance) => sum + chance, 0),
            1,
            1e-9,
          )
          near(
            chances.reduce((sum, chance, n) => sum + n * chance, 0),
            process.expectedPurchasesOfNew(all, 0.05),
            1e-7,
          )
        }),
        { numRuns: 20 },
      )
    })

    test(`[CLV7] ${process.id}: a longer silence makes life less likely, a longer outlook more purchases`, () => {
      fc.assert(
        fc.property(parameters, history, (all, one) => {
          const alive = process.probabilityAlive(all, one)
          expect(alive).toBeGreaterThanOrEqual(0)
          expect(alive).toBeLessThanOrEqual(1)
          expect(process.probabilityAlive(all, { ...one, observed: one.observed + 5 })).toBeLessThanOrEqual(alive)
          const [soon, later] = [3, 9].map((periods) => process.expectedPurchases(all, one, periods))
          expect(soon).toBeLessThanOrEqual(later ?? 0)
          expect(process.expectedPurchases(all, one, 0)).toBe(0)
        }),
      )
    })

    test(`[CLV7] ${process.id}: the slopes of the likelihood are its slopes`, () => {
      fc.assert(
        fc.property(parameters, history, (all, one) => {
          const slope: number[] = []
          process.likelihood(all)({ ...one, customers: 1 }, slope)
          process.names.forEach((name, i) => {
            const step = 1e-5 * all[name]
            const at = (by: number) =>
              process.likelihood({ ...all, [name]: all[name] + by })({ ...one, customers: 1 }, [])
            const measured = (at(step) - at(-step)) / (2 * step)
            near(slope[i], measured, 1e-5 * (1 + Math.abs(measured)), name)
          })
        }),
      )
    })
  }
  laws(bgNbd)
  laws(mbgNbd)
  laws(paretoNbd)

  test('[CLV8] stay right where the formulas of the papers are 0/0, and far outside of habit', () => {
    const around = [0.999999, 1, 1.000001].map((a) => bgNbd.expectedPurchases({ ...bg, a }, regular, 52))
    near(around[1], ((around[0] ?? 0) + (around[2] ?? 0)) / 2, 1e-9)
    const near1 = [0.999999, 1, 1.000001].map((s) => paretoNbd.expectedPurchases({ ...pareto, s }, regular, 52))
    near(near1[1], ((near1[0] ?? 0) + (near1[2] ?? 0)) / 2, 1e-9)
    const robot = { frequency: 5000, recency: 300, observed: 1000 }
    for (const alive of [bgNbd.probabilityAlive(bg, robot), paretoNbd.probabilityAlive(pareto, robot)]) {
      expect(alive).toBeGreaterThanOrEqual(0)
      expect(alive).toBeLessThan(1e-6)
    }
    for (const ln of [
      bgNbd.likelihood(bg)({ ...robot, customers: 1 }, []),
      paretoNbd.likelihood(pareto)({ ...robot, customers: 1 }, []),
    ]) {
      expect(Number.isFinite(ln)).toBe(true)
    }
  })
})

describe('the value of a purchase', () => {
  test.skipIf(!isCdnow)('[CLV9] is fitted as published for CDNOW (needs ../shared/data)', () => {
    interface Expected {
      readonly p: number
      readonly q: number
      readonly v: number
    }
    for (const { id, expected, tolerance } of named<unknown, Expected>(/^Gamma-Gamma fit/)) {
      const { p, q, v } = fitSpending(spent()).parameters
      near([p, q, v], [expected.p, expected.q, expected.v], tolerance.abs, id)
    }
  })

  const published = { p: 6.25, q: 3.74, v: 15.44 }

  test('[CLV10] lies between the mean of the customer and that of everybody', () => {
    // Population mean p·v/(q−1) = 96.5/2.74; Fader & Hardie's weights for x = 2: (q−1)/(px+q−1) = 2.74/15.24
    near(expectedSpend(published, { purchases: 0, meanValue: 0 }), 96.5 / 2.74, 1e-12)
    near(
      expectedSpend(published, { purchases: 2, meanValue: 22.35 }),
      (2.74 * (96.5 / 2.74) + 12.5 * 22.35) / 15.24,
      1e-12,
    )
  })

  test('[CLV10] is refused where the model has no mean, and bad values are refused', () => {
    expect(() => expectedSpend({ p: 1, q: 0.8, v: 10 }, { purchases: 0, meanValue: 0 })).toThrow(code('no-mean'))
    expect(() => fitSpending([])).toThrow(code('no-observations'))
    expect(() => fitSpending([{ purchases: 0, meanValue: 5 }])).toThrow(code('out-of-range'))
    expect(() => fitSpending([{ purchases: 2, meanValue: 0 }])).toThrow(code('out-of-range'))
    expect(() => fitSpending([{ purchases: 2, meanValue: 9, customers: 50 }])).toThrow(code('not-identified'))
  })

  test('[CLV11] warns where how often and how much go together', () => {
    const spread = [0.3, 0.5, 0.8, 1, 1.3, 2, 4]
    const related = Array.from({ length: 84 }, (_, i) => ({
      purchases: 1 + (i % 4),
      meanValue: 10 * (1 + (i % 4)) * (spread[i % 7] ?? 1),
    }))
    expect(fitSpending(related).card.warnings.map((warning) => warning.code)).toContain('related')
  })
})

describe('the worth of a customer', () => {
  test.skipIf(!isCdnow)('[CLV12] is the discounted sum of the reference (needs ../shared/data)', () => {
    interface Inputs {
      readonly bgParams: typeof bg
      readonly ggParams: { p: number; q: number; v: number }
      readonly rows: [number, number, number, number][]
      readonly months: number
      readonly monthlyDiscount: number
    }
    for (const { id, inputs, expected, tolerance } of named<Inputs, { clv: number[] }>(/discounted CLV/)) {
      const horizon = { steps: inputs.months, periodsPerStep: 4.345, discountPerStep: inputs.monthlyDiscount }
      const worth = inputs.rows.map(([frequency, recency, observed, meanValue]) => {
        const value = expectedSpend(inputs.ggParams, { purchases: frequency, meanValue })
        return discountedValue(bgNbd, inputs.bgParams, { frequency, recency, observed }, value, horizon)
      })
      near(worth, expected.clv, tolerance.abs, id)
    }
  })

  test('[CLV12] is the plain sum without discount, and less with it', () => {
    const horizon = { steps: 6, periodsPerStep: 4, discountPerStep: 0 }
    near(discountedValue(bgNbd, bg, lapsed, 10, horizon), 10 * bgNbd.expectedPurchases(bg, lapsed, 24), 1e-12)
    const discounted = discountedValue(bgNbd, bg, lapsed, 10, { ...horizon, discountPerStep: 0.02 })
    expect(discounted).toBeLessThan(discountedValue(bgNbd, bg, lapsed, 10, horizon))
    expect(() => discountedValue(bgNbd, bg, lapsed, 10, { ...horizon, steps: 0 })).toThrow(code('out-of-range'))
    expect(() => discountedValue(bgNbd, bg, lapsed, -1, horizon)).toThrow(code('out-of-range'))
  })

  test.skipIf(!isCdnow)('[CLV13] and the forecast carry the doubt of the fit (needs ../shared/data)', () => {
    const buying = fitBuyers(bgNbd, cdnow())
    const few = fitBuyers(bgNbd, cdnow().slice(0, 600))
    const customer = { frequency: 2, recency: 30.43, observed: 38.86 }
    const [all, some] = [buying, few].map((fit) => forecastPurchases(bgNbd, fit, customer, 39))
    near(all?.purchases.value, 1.2259104, 1e-6) // vector clv-003
    // MBG/NBD of a customer who never came back, watched for no time: alive b/(a+b), with log-odds ln b − ln a.
    const dropping = fitBuyers(mbgNbd, cdnow())
    const { alive } = forecastPurchases(mbgNbd, dropping, { frequency: 0, recency: 0, observed: 0 }, 1)
    const { a, b } = dropping.parameters
    const [, , ofA = [], ofB = []] = dropping.lnCovariance
    const half = 1.959963984540054 * Math.sqrt((ofA[2] ?? 0) + (ofB[3] ?? 0) - 2 * (ofA[3] ?? 0))
    near(alive.interval?.upper, 1 / (1 + (a / b) * Math.exp(-half)), 1e-7)
    const widths = [all, some].map(
      (one) => (one?.purchases.interval?.upper ?? 0) - (one?.purchases.interval?.lower ?? 0),
    )
    // A quarter of the customers: about twice the width.
    near((widths[1] ?? 0) / (widths[0] ?? 1), 2, 0.7)
    const horizon = { steps: 12, periodsPerStep: 4.345, discountPerStep: 0.01 }
    const spending = fitSpending(spent())
    const worth = customerValue(bgNbd, { buying, spending }, { history: customer, spent: 22.35 }, horizon)
    near(worth.value, 36.2785, 0.001) // vector clv-015
    expect(worth.interval?.lower).toBeLessThan(36)
    expect(worth.interval?.upper).toBeGreaterThan(37)
    expect(worth).toMatchObject({ n: 2357, evidence: 'model', convention: 'bg-nbd and gamma-gamma' })
    expect(forecastPurchases(bgNbd, buying, silent, 39).alive).toMatchObject({ value: 1, interval: null })
    expect(forecastPurchases(bgNbd, buying, silent, 39).alive.warnings).toMatchObject([{ code: 'alive-by-assumption' }])
  })
})

describe('the summary of purchases', () => {
  const day = (n: number): number => Date.UTC(2026, 0, n)
  const log = purchases()
  const buy = (customer: string, n: number, value: number) => ({ customer, atMs: day(n), value })

  test('[CLV14] counts repeat days, not purchases, and leaves the first day out', () => {
    const state = log.addAll(log.zero(), [
      buy('ada', 1, 20),
      buy('ada', 4, 10),
      buy('ada', 4, 30),
      buy('ada', 9, 8),
      buy('bo', 3, 5),
    ])
    expect(log.result(state, { asOfMs: day(11) })).toEqual([
      { customer: 'ada', frequency: 2, recency: 8, observed: 10, meanValue: 24 },
      { customer: 'bo', frequency: 0, recency: 0, observed: 8, meanValue: null },
    ])
  })

  test('[CLV14] looks no further than the day it is asked about', () => {
    const state = log.addAll(log.zero(), [buy('ada', 1, 20), buy('ada', 4, 10), buy('bo', 9, 5)])
    expect(log.result(state, { asOfMs: day(3) })).toEqual([
      { customer: 'ada', frequency: 0, recency: 0, observed: 2, meanValue: null },
    ])
    expect(() => log.result(state)).toThrow(code('out-of-range'))
  })

  test('[CLV14] parts time where it is told to, and measures in the unit it is told', () => {
    const weekly = purchases({ periodMs: 7 * 86_400_000, originMs: Date.UTC(2026, 0, 5) }) // a Monday
    const state = weekly.addAll(weekly.zero(), [
      buy('ada', 4, 1),
      buy('ada', 5, 1),
      buy('ada', 11, 1),
      buy('ada', 12, 1),
    ])
    expect(weekly.result(state, { asOfMs: day(20) })).toMatchObject([{ frequency: 2, recency: 2, observed: 3 }])
    const inWeeks = purchases({ unitMs: 7 * 86_400_000 })
    const days = inWeeks.addAll(inWeeks.zero(), [buy('ada', 1, 1), buy('ada', 8, 1)])
    expect(inWeeks.result(days, { asOfMs: day(15) })).toMatchObject([{ frequency: 1, recency: 1, observed: 2 }])
  })

  test('[CLV15] is the same in any order and any shards, to the last bit, and takes back what was added', () => {
    const purchase = fc.record({
      customer: fc.constantFrom('ada', 'bo', '__proto__', 'constructor'),
      atMs: fc.integer({ min: 0, max: 9 * 86_400_000 }),
      value: fc.double({ min: 0, max: 1000, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(purchase, { maxLength: 15 }), fc.nat(15), (all, cut) => {
        const whole = log.addAll(log.zero(), all)
        const [one, other] = [all.slice(0, cut), all.slice(cut)].map((part) => part.reduce(log.add, log.zero()))
        expect(log.merge(other ?? whole, one ?? whole)).toEqual(whole)
        expect(all.reduce(log.retract, whole)).toEqual(log.zero())
        expect(JSON.parse(JSON.stringify(whole))).toEqual(whole)
      }),
    )
    const owed = log.retract(log.zero(), buy('ada', 1, 1))
    expect(() => log.result(owed, { asOfMs: day(3) })).toThrow(code('over-retracted'))
    expect(() => log.add(log.zero(), buy('ada', Number.NaN, 1))).toThrow(code('out-of-range'))
    expect(() => log.add(log.zero(), buy('ada', 1, -1))).toThrow(code('out-of-range'))
  })
})

describe('RFM', () => {
  const one = (customer: string, frequency: number, recency: number, meanValue: number | null) => ({
    customer,
    frequency,
    recency,
    observed: 40,
    meanValue,
  })
  const cells = (customers: readonly CustomerSummary[], groups = 5) =>
    rfmScores(customers, { groups }).map(({ cell }) => cell)

  test('[CLV16] parts ten who differ into five pairs', () => {
    const ten = Array.from({ length: 10 }, (_, i) => one(`c${i}`, i + 1, 4 * (i + 1) - 1, 50 - i))
    expect(cells(ten)).toEqual(['111', '111', '222', '222', '333', '333', '444', '444', '555', '555'])
  })

  test('[CLV16] gives those who do not differ one group, the middle one if nobody does', () => {
    expect(cells(Array.from({ length: 7 }, (_, i) => one(`c${i}`, 0, 0, null)))).toEqual(Array(7).fill('333'))
    // Frequencies 0 0 0 4: the zeros share ranks 1–3, whose middle is 1.5 of 4.
    const four = [one('a', 0, 0, null), one('b', 0, 0, null), one('c', 0, 0, null), one('d', 4, 39, 10)]
    expect(cells(four, 4)).toEqual(['222', '222', '222', '444'])
  })

  test('[CLV16] does not depend on order or units, and refuses what cannot be', () => {
    const customer = fc.record({
      frequency: fc.integer({ min: 1, max: 9 }),
      recency: fc.integer({ min: 1, max: 39 }),
      meanValue: fc.integer({ min: 1, max: 99 }),
    })
    fc.assert(
      fc.property(fc.array(customer, { minLength: 1, maxLength: 30 }), (drawn) => {
        const all = drawn.map(({ frequency, recency, meanValue }, i) => one(`c${i}`, frequency, recency, meanValue))
        const inDays = all.map((c) => ({
          ...c,
          recency: 7 * c.recency,
          observed: 280,
          meanValue: 100 * (c.meanValue ?? 0),
        }))
        expect(cells(inDays)).toEqual(cells(all))
        expect(cells([...all].reverse()).reverse()).toEqual(cells(all))
        expect(cells(all).every((cell) => /^[1-5]{3}$/.test(cell))).toBe(true)
      }),
    )
    expect(() => rfmScores([one('a', 0, 5, null)])).toThrow(code('impossible-history'))
    expect(() => rfmScores([], { groups: 1 })).toThrow(code('out-of-range'))
    expect(rfmScores([])).toEqual([])
  })
})
