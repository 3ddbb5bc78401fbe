import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  churnByContacts,
  coxRegression,
  kaplanMeier,
  type Lifetime,
  lifeTable,
  logRank,
  restrictedMean,
  type SurvivalStep,
  survivalAt,
  tableOf,
} from '../src/survival/index.ts'
import { csv, isThere } from './data-files.ts'
import { near, vectors, vectorsAreThere } from './reference-vectors.ts'

interface Watched {
  readonly time: number[]
  readonly status: number[]
  readonly group?: number[]
}

const lifetimesOf = ({ time, status }: Watched): Lifetime[] => time.map((t, i) => ({ time: t, ended: status[i] === 1 }))

/** One life table a group, named by it. */
function tablesOf(watched: Watched) {
  const lifetimes = lifetimesOf(watched)
  const groups = [...new Set(watched.group)]
  return Object.fromEntries(
    groups.map((group) => [`group ${group}`, tableOf(lifetimes.filter((_, i) => watched.group?.[i] === group))]),
  )
}

const telcoFile = 'telco-churn.csv'
const contracts = ['Month-to-month', 'One year', 'Two year']
const telco = (contract: string): Lifetime[] =>
  csv(telcoFile, 'Contract', 'tenure', 'Churn')
    .filter((row) => row.Contract === contract)
    .map((row) => ({ time: Number(row.tenure), ended: row.Churn === 'Yes' }))

/** Times and expected columns differ from vector to vector; each is checked where it is there. */
interface Curves extends Partial<Record<Column, number[]>> {
  readonly lowerLog: number[]
  readonly upperLog: number[]
  readonly lowerLogLog: number[]
  readonly upperLogLog: number[]
}

type Column = 'time' | 'nRisk' | 'nEvent' | 'surv' | 'stdErrS' | 'se'

describe('the survival curve', () => {
  const columns: Record<Column, (step: SurvivalStep) => number | null> = {
    time: (step) => step.time,
    nRisk: (step) => step.atRisk,
    nEvent: (step) => step.ended,
    surv: (step) => step.survival,
    stdErrS: (step) => step.standardError,
    se: (step) => step.standardError,
  }

  test.skipIf(!vectorsAreThere)('[SUR1] agrees with R, errors and both intervals too (needs ../shared/data)', () => {
    const all = vectors<Watched, Curves & { median?: number; rmst48?: number }>('kaplan-meier')
    for (const { id, inputs, expected, tolerance } of all.filter(
      (vector) => 'status' in vector.inputs && !('group' in vector.inputs),
    )) {
      const [loglog, log] = (['log-log', 'log'] as const).map((method) => kaplanMeier(lifetimesOf(inputs), { method }))
      for (const [name, of] of Object.entries(columns)) {
        const column = expected[name as Column] // the keys of `columns` are just these
        if (column !== undefined) near(loglog?.steps.map(of), column, tolerance.abs, `${id} ${name}`)
      }
      near(
        loglog?.steps.map((s) => s.lower),
        expected.lowerLogLog,
        tolerance.abs,
        id,
      )
      near(
        loglog?.steps.map((s) => s.upper),
        expected.upperLogLog,
        tolerance.abs,
        id,
      )
      near(
        log?.steps.map((s) => s.lower),
        expected.lowerLog,
        tolerance.abs,
        id,
      )
      near(
        log?.steps.map((s) => s.upper),
        expected.upperLog,
        tolerance.abs,
        id,
      )
      if (expected.median !== undefined) expect(loglog?.median.value).toBe(expected.median)
      if (expected.rmst48 !== undefined && loglog !== undefined) {
        near(restrictedMean(loglog, 48)?.value, expected.rmst48, tolerance.abs, id)
      }
    }
  })

  test.skipIf(!isThere(telcoFile))(
    '[SUR1] agrees with R on the tenure of real customers (needs ../shared/data)',
    () => {
      interface Query {
        readonly dataFile: string
        readonly filter?: { readonly Contract: string }
        readonly times: number[]
      }
      const all = vectors<Query, Curves & { n: number; events: number }>('kaplan-meier')
      for (const { id, inputs, expected, tolerance } of all.filter((vector) => vector.inputs.filter !== undefined)) {
        const curve = kaplanMeier(telco(inputs.filter?.Contract ?? ''), { method: 'log' })
        const steps = inputs.times.map((time) => survivalAt(curve, time))
        expect(curve).toMatchObject({ n: expected.n, ended: expected.events })
        near(
          steps.map((step) => step?.survival),
          expected.surv,
          tolerance.abs,
          id,
        )
        near(
          steps.map((step) => step?.standardError),
          expected.se,
          tolerance.abs,
          id,
        )
        near(
          steps.map((step) => step?.lower),
          expected.lowerLog,
          tolerance.abs,
          id,
        )
        near(
          steps.map((step) => step?.upper),
          expected.upperLog,
          tolerance.abs,
          id,
        )
      }
    },
  )

  // Four watched; one ends at 1, one is lost at 2, one ends at 3, one is lost at 4.
  const four = kaplanMeier([
    { time: 1, ended: true },
    { time: 2, ended: false },
    { time: 3, ended: true },
    { time: 4, ended: false },
  ])

  test('[SUR2] counts those still going on for as long as they were watched', () => {
    expect(four.steps.map((step) => step.survival)).toEqual([3 / 4, 3 / 4, 3 / 8, 3 / 8])
    // Greenwood at 3: (3/8)² · (1/(4·3) + 1/(2·1))
    near(four.steps[2]?.standardError, (3 / 8) * Math.sqrt(1 / 12 + 1 / 2), 1e-15)
  })

  test('[SUR3] says nothing beyond the last watch, unless all have ended', () => {
    expect(survivalAt(four, 0)?.survival).toBe(1)
    expect(survivalAt(four, 4)?.survival).toBe(3 / 8)
    expect(survivalAt(four, 4.01)).toBeUndefined()
    expect(restrictedMean(four, 5)).toBeUndefined()
    const gone = kaplanMeier([{ time: 1, ended: true }])
    expect(survivalAt(gone, 9)).toMatchObject({ survival: 0, lower: null, upper: null })
  })

  test('[SUR4] has a median where half have ended, and none before', () => {
    expect(four.median.value).toBe(3)
    expect(
      kaplanMeier([
        { time: 1, ended: true },
        { time: 2, ended: false },
        { time: 3, ended: false },
      ]).median.value,
    ).toBeNull()
    // Exactly one half from 1 until 2: the middle, as R has it.
    expect(
      kaplanMeier([
        { time: 1, ended: true },
        { time: 2, ended: true },
      ]).median.value,
    ).toBe(1.5)
  })

  test('[SUR5] has a mean within a horizon: the area under it', () => {
    near(restrictedMean(four, 4)?.value, 1 + 2 * (3 / 4) + 3 / 8, 1e-15)
    near(restrictedMean(four, 3.5)?.value, 1 + 2 * (3 / 4) + 3 / 16, 1e-15)
    // Areas left of 4 after each end, squared, times d/(n(n−d)): (15/8)²/12 + (3/8)²/2
    near(restrictedMean(four, 4)?.standardError, Math.sqrt((15 / 8) ** 2 / 12 + (3 / 8) ** 2 / 2), 1e-15)
  })

  test('[SUR6] of nothing, or without ends, says so', () => {
    expect(kaplanMeier([])).toMatchObject({
      n: 0,
      steps: [],
      median: { value: null },
      warnings: [{ code: 'no-answers' }],
    })
    expect(survivalAt(kaplanMeier([]), 1)).toBeUndefined()
    expect(kaplanMeier([{ time: 3, ended: false }])).toMatchObject({ ended: 0, warnings: [{ code: 'no-events' }] })
    expect(four.warnings).toMatchObject([{ code: 'few-events' }])
  })

  test('[SUR7] refuses times that are none', () => {
    for (const time of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => kaplanMeier([{ time, ended: true }])).toThrow(
        expect.objectContaining({ code: 'scoring/out-of-range' }),
      )
    }
    expect(() => survivalAt(four, -1)).toThrow(expect.objectContaining({ code: 'scoring/out-of-range' }))
  })

  test('[SUR8] is the same in any order and any shards, and takes back what was added', () => {
    const days = lifeTable()
    const lifetimes = fc.array(fc.record({ time: fc.nat(9), ended: fc.boolean() }), { maxLength: 20 })
    fc.assert(
      fc.property(lifetimes, fc.nat(20), fc.nat(20), (all, cut, turn) => {
        const whole = days.addAll(days.zero(), all)
        const turned = [...all.slice(turn), ...all.slice(0, turn)]
        const [one, other] = [turned.slice(0, cut), turned.slice(cut)].map((part) => part.reduce(days.add, days.zero()))
        expect(days.merge(one ?? whole, other ?? whole)).toEqual(whole)
        expect(all.reduce(days.retract, whole)).toEqual(days.zero())
        expect(JSON.parse(JSON.stringify(whole))).toEqual(whole)
        expect(days.result(whole)).toEqual(kaplanMeier(turned))
      }),
    )
    expect(() => days.result(days.retract(days.zero(), { time: 1, ended: true }))).toThrow(
      expect.objectContaining({ code: 'scoring/over-retracted' }),
    )
  })
})

describe('the log-rank test', () => {
  test.skipIf(!vectorsAreThere)('[SUR9] agrees with R (needs ../shared/data)', () => {
    interface Expected {
      readonly logrankChi2?: number
      readonly logrankP?: number
      readonly observed?: number[]
      readonly expectedEvents?: number[]
    }
    for (const { id, inputs, expected, tolerance } of vectors<Watched, Expected>('kaplan-meier')) {
      if (inputs.group === undefined) continue
      const { chiSquare, pValue, groups } = logRank(tablesOf(inputs))
      near(chiSquare, expected.logrankChi2, tolerance.abs, id)
      if (expected.logrankP !== undefined) near(pValue, expected.logrankP, tolerance.abs, id)
      if (expected.observed !== undefined) expect(groups.map((group) => group.observed)).toEqual(expected.observed)
      if (expected.expectedEvents !== undefined) {
        near(
          groups.map((group) => group.expected),
          expected.expectedEvents,
          tolerance.abs,
          id,
        )
      }
    }
  })

  test.skipIf(!isThere(telcoFile))('[SUR9] agrees with R over three contracts (needs ../shared/data)', () => {
    const { chiSquare, degrees, groups } = logRank(
      Object.fromEntries(contracts.map((contract) => [contract, tableOf(telco(contract))])),
    )
    near(chiSquare, 2352.87253825934, 1e-4) // survival::survdiff, vector kaplan-meier-009
    expect(degrees).toBe(2)
    near(
      groups.map((group) => group.expected),
      [708.445595507873, 470.72782609582, 689.826578396307],
      1e-4,
    )
  })

  test('[SUR10] refuses to compare what was never under watch together', () => {
    const early = tableOf([{ time: 1, ended: true }])
    expect(() => logRank({ early })).toThrow(expect.objectContaining({ code: 'scoring/no-comparison' }))
    expect(() => logRank({ early, none: tableOf([]) })).toThrow(
      expect.objectContaining({ code: 'scoring/no-comparison' }),
    )
    const unended = tableOf([{ time: 2, ended: false }])
    expect(() => logRank({ one: unended, other: unended })).toThrow(
      expect.objectContaining({ code: 'scoring/no-comparison' }),
    )
  })

  test('[SUR10] leaves out a group that was gone before anything ended', () => {
    const gone = tableOf([{ time: 0, ended: false }])
    const [one, other] = [
      tableOf([
        { time: 1, ended: true },
        { time: 4, ended: true },
      ]),
      tableOf([{ time: 3, ended: true }]),
    ]
    expect(logRank({ one, other, gone })).toMatchObject({
      ...logRank({ one, other }),
      groups: expect.anything() as unknown,
    })
  })
})

describe('proportional hazards', () => {
  test.skipIf(!vectorsAreThere)('[SUR11] agree with R, for both ways with ties (needs ../shared/data)', () => {
    interface Expected {
      readonly coxEfron?: number
      readonly coxEfronSe?: number
      readonly coxBreslow?: number
    }
    for (const { id, inputs, expected, tolerance } of vectors<Watched, Expected>('kaplan-meier')) {
      if (inputs.group === undefined || expected.coxEfron === undefined) continue
      const data = { names: ['group'], rows: inputs.group.map((group) => [group]), lifetimes: lifetimesOf(inputs) }
      const [efron] = coxRegression(data).coefficients
      near(efron?.value, expected.coxEfron, tolerance.abs, id)
      if (expected.coxEfronSe !== undefined) near(efron?.standardError, expected.coxEfronSe, tolerance.abs, id)
      if (expected.coxBreslow !== undefined) {
        near(coxRegression(data, { ties: 'breslow' }).coefficients[0]?.value, expected.coxBreslow, tolerance.abs, id)
      }
    }
  })

  // Two persons, no ties: the one with x = 1 ends first. L = e^b/(e^b + 1): rises without end. With both orders: b = 0.
  const pair = (first: number, second: number): { rows: number[][]; lifetimes: Lifetime[] } => ({
    rows: [[first], [second]],
    lifetimes: [
      { time: 1, ended: true },
      { time: 2, ended: true },
    ],
  })

  test('[SUR12] are refused where a column parts those who end first from the others', () => {
    expect(() => coxRegression({ names: ['x'], ...pair(1, 0) })).toThrow(
      expect.objectContaining({
        code: 'scoring/separated',
        details: { method: 'proportional hazards', columns: ['x'] },
      }),
    )
    expect(() => coxRegression({ names: ['x'], ...pair(1, 1) })).toThrow(
      expect.objectContaining({ code: 'scoring/collinear' }),
    )
    expect(() => coxRegression({ names: ['x'], rows: [[1]], lifetimes: [{ time: 1, ended: false }] })).toThrow(
      expect.objectContaining({ code: 'scoring/no-observations' }),
    )
    expect(() => coxRegression({ names: ['x'], rows: [[1], [0]], lifetimes: [{ time: 1, ended: true }] })).toThrow(
      expect.objectContaining({ code: 'scoring/unequal-lengths' }),
    )
  })

  test('[SUR13] come with hazard ratios, a likelihood-ratio test and a card, and do not move with the units', () => {
    const data = {
      names: ['age', 'premium'],
      rows: [
        [50, 1],
        [40, 0],
        [61, 0],
        [35, 1],
        [70, 1],
        [44, 0],
      ],
      lifetimes: [5, 8, 2, 9, 4, 6].map((time, i) => ({ time, ended: i !== 3 })),
    }
    const fit = coxRegression(data)
    const far = coxRegression({
      ...data,
      rows: data.rows.map(([age = 0, premium = 0]) => [age * 1000 + 1.7e12, premium]),
    })
    near(far.coefficients[1]?.value, fit.coefficients[1]?.value, 1e-7)
    near((far.coefficients[0]?.value ?? 0) * 1000, fit.coefficients[0]?.value, 1e-7)
    near(fit.hazardRatios[0]?.value, Math.exp(fit.coefficients[0]?.value ?? 0), 1e-12)
    near(fit.likelihoodRatio.chiSquare, 2 * (fit.logLikelihood - fit.nullLogLikelihood), 1e-12)
    // Without columns, each end has the chance 1/(those at risk): 2, 4, 5, 6, 8 of six, five, four, three, two.
    near(fit.nullLogLikelihood, -Math.log(6 * 5 * 4 * 3 * 2), 1e-12)
    expect(fit.card).toMatchObject({ observations: 6, parameters: 2, warnings: [{ code: 'few-events-a-column' }] })
  })
})

describe('churn by repeat contacts', () => {
  const churn = churnByContacts()
  const told = (churned: readonly number[], customers: readonly number[]) =>
    churn.addAll(
      churn.zero(),
      customers.flatMap((count, contacts) =>
        Array.from({ length: count }, (_, i) => ({ contacts, churned: i < (churned[contacts] ?? 0) })),
      ),
    )

  test.skipIf(!vectorsAreThere)('[SUR14] has the trend that R finds (needs ../shared/data)', () => {
    interface Counts {
      readonly churned?: number[]
      readonly customers: number[]
    }
    interface Expected {
      readonly rate: number[]
      readonly trendChi2: number
      readonly trendP: number
    }
    for (const { id, inputs, expected, tolerance } of vectors<Counts, Expected>('churn-logistic')) {
      if (inputs.churned === undefined) continue
      const { steps, trend } = churn.result(told(inputs.churned, inputs.customers))
      near(
        steps.map((step) => step.share.value),
        expected.rate,
        tolerance.abs,
        id,
      )
      near(trend?.chiSquare, expected.trendChi2, tolerance.abs, id)
      near(trend?.pValue, expected.trendP, tolerance.abs, id)
    }
  })

  test('[SUR15] shows the steps, never falling when smoothed, and where leaving jumps', () => {
    const { steps, jump, customers } = churn.result(told([20, 10, 14, 12, 50, 60], [100, 100, 100, 100, 100, 100]))
    expect(customers).toBe(600)
    near(
      steps.map((step) => step.monotone),
      [0.14, 0.14, 0.14, 0.14, 0.5, 0.6],
      1e-12,
    )
    expect(jump).toMatchObject({ contacts: 4, warnings: [{ code: 'chosen-from-data' }] })
    near(jump?.relativeRisk?.value, 0.55 / 0.14, 1e-12)
    // Katz: exp(±1.96·√(1/110 − 1/200 + 1/56 − 1/400))
    near(
      jump?.relativeRisk?.interval.upper,
      (0.55 / 0.14) * Math.exp(1.959963985 * Math.sqrt(1 / 110 - 1 / 200 + 1 / 56 - 1 / 400)),
      1e-8,
    )
  })

  test('[SUR15] finds no jump where leaving does not rise, and no trend where nobody left', () => {
    expect(churn.result(told([50, 30, 10], [100, 100, 100])).jump).toBeNull()
    const onlyLate = churn.result(told([0, 0, 5], [20, 20, 20])).jump
    expect(onlyLate).toMatchObject({ contacts: 2, below: { value: 0 }, from: { value: 0.25 }, relativeRisk: null })
    const nobody = churn.result(told([0, 0], [10, 10]))
    expect(nobody).toMatchObject({ trend: null, jump: null })
    expect(churn.result(churn.zero())).toMatchObject({ customers: 0, trend: null, jump: null })
    expect(churn.result(churn.zero()).steps[0]).toMatchObject({ share: { value: null }, monotone: null })
  })

  test('[SUR16] adds up in any order and any shards, and refuses what cannot be counted', () => {
    const customers = fc.array(fc.record({ contacts: fc.nat(9), churned: fc.boolean() }), { maxLength: 20 })
    fc.assert(
      fc.property(customers, fc.nat(20), (all, cut) => {
        const whole = churn.addAll(churn.zero(), all)
        const [one, other] = [all.slice(0, cut), all.slice(cut)].map((part) => churn.addAll(churn.zero(), part))
        expect(churn.merge(other ?? whole, one ?? whole)).toEqual(whole)
        expect(all.reduce(churn.retract, whole)).toEqual(churn.zero())
      }),
    )
    const range = expect.objectContaining({ code: 'scoring/out-of-range' })
    expect(() => churn.add(churn.zero(), { contacts: -1, churned: true })).toThrow(range)
    expect(() => churn.add(churn.zero(), { contacts: 1.5, churned: true })).toThrow(range)
    const over = expect.objectContaining({ code: 'scoring/over-retracted' })
    expect(() => churn.result(churn.retract(churn.zero(), { contacts: 1, churned: true }))).toThrow(over)
    const unlike = expect.objectContaining({ code: 'scoring/unlike-states' })
    expect(() => churn.merge(churn.zero(), churnByContacts({ most: 3 }).zero())).toThrow(unlike)
  })
})
