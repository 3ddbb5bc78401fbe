import { describe, expect, test } from 'vitest'
import { channelCosts, channelMix, churnCost, costPerIssue, deflection } from '../src/economics/index.ts'
import {
  contactCentre,
  deltaSensitivity,
  differenceInterval,
  dirichletScore,
  fcr,
  holm,
  kish,
  manskiBounds,
  moments,
  netPromoterScore,
  nps,
  npsInterval,
  postStratify,
  power,
  proportionInterval,
  quantiles,
  sampleSize,
  sampleSizeForMargin,
  scale,
  trimWeights,
  weightedShare,
  wilson,
} from '../src/index.ts'
import { kano, kanoCategory, kanoIndices } from '../src/kano/index.ts'
import { erlangA, erlangB, erlangC, linesForBlocking, staffing } from '../src/queue/index.ts'

const five = scale({ min: 1, max: 5 })
const load = { contactsPerHour: 10, handleSeconds: 60, agents: 2, patienceSeconds: 60 }
const phone = contactCentre({ thresholdMs: 20_000 })
const history = fcr({ windowMs: 1000 })
const trial = {
  control: { issues: 10, assistedContacts: 4 },
  exposed: { issues: 10, assistedContacts: 3 },
  sessions: 10,
  containedSessions: 5,
  assistedCost: 1,
  selfServiceCost: 1,
}

describe('an answer that is none', () => {
  const wrong: Record<string, unknown> = {
    'eleven of ten': 11,
    'below the scale': -1,
    'between two points': 7.5,
    NaN: Number.NaN,
    infinite: Number.POSITIVE_INFINITY,
    'a text': '3',
    nothing: undefined,
  }

  test.each(Object.entries(wrong))('[BAD1] is refused: %s', (_, answer) => {
    const bad = answer as number // what a caller without types may pass
    const refused = expect.objectContaining({ code: 'scoring/out-of-scale' })
    expect(() => netPromoterScore([9, bad])).toThrow(refused)
    expect(() => nps().addAll(nps().zero(), [9, { value: bad, weight: 2 }])).toThrow(refused)
    expect(() => kanoCategory(bad, 1)).toThrow(refused)
    expect(() => kanoCategory(1, bad)).toThrow(refused)
    const survey = kano()
    expect(() => survey.add(survey.zero(), { feature: 'x', functional: bad, dysfunctional: 1 })).toThrow(refused)
  })

  test('[BAD1] is named with its scale, and with the way to mend it', () => {
    expect(() => netPromoterScore([11])).toThrow('answer 11 is none of the whole numbers 0…10.')
    expect(() => five.add(five.zero(), 0)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('CSAT 1–5') }),
    )
    expect(() => kano().add(kano().zero(), { feature: 'x', functional: 1, dysfunctional: 1, importance: 10 })).toThrow(
      'answer 10 is none of the whole numbers 1…9.',
    )
  })
})

describe('a number that cannot be', () => {
  const impossible: Record<string, () => unknown> = {
    'more successes than trials': () => wilson(11, 10),
    'negative successes': () => proportionInterval(-1, 10),
    'NaN trials': () => wilson(1, Number.NaN),
    'a level of 95': () => wilson(1, 2, 95),
    'a level of 1': () => npsInterval({ detractors: 1, passives: 1, promoters: 1 }, { level: 1 }),
    'a negative count of detractors': () => npsInterval({ detractors: -1, passives: 1, promoters: 1 }),
    'a negative group': () => differenceInterval({ successes: 1, n: 2 }, { successes: 1, n: -2 }),
    'a p-value above 1': () => holm([1.2]),
    'no change to detect': () => sampleSize({ baseline: 0.5, detect: 0.5 }),
    'a power of 1': () => sampleSize({ baseline: 0.5, detect: 0.6, power: 1 }),
    'no answers per group': () => power({ baseline: 0.5, detect: 0.6, perGroup: 0 }),
    'a margin of zero': () => sampleSizeForMargin({ margin: 0 }),
    'a scale of one point': () => scale({ min: 1, max: 1 }).zero(),
    'a scale of fractions': () => scale({ min: 0.5, max: 5 }).zero(),
    'a negative weight': () => kish([1, -1]),
    'weights of zero': () => kish([0, 0]),
    'an answer of weight zero': () => five.add(five.zero(), { value: 3, weight: 0 }),
    'a weight that is no number': () => five.add(five.zero(), { value: 3, weight: Number.NaN }),
    'a negative weight of a share': () => weightedShare([{ yes: true, weight: -1 }]),
    'trimming below the median': () => trimWeights([1, 2], { timesMedian: 0.5 }),
    'a negative population': () => postStratify(['a'], { a: -1 }),
    'a negative count before a posterior': () => dirichletScore([1, -1]),
    'a prior of zero': () => dirichletScore([1, 1], { prior: 0 }),
    'more answers than asked': () => manskiBounds({ surveyed: 10, responded: 11, satisfied: 1 }),
    'an odds ratio of zero': () => deltaSensitivity({ surveyed: 10, responded: 5, satisfied: 1 }, [0]),
    'a measurement of infinity': () => moments().add(moments().zero(), Number.POSITIVE_INFINITY),
    'a measurement too small to square': () => moments().add(moments().zero(), 1e-80),
    'a quantile of 50': () => quantiles().result(quantiles().zero()).at(50),
    'a wait before the call': () => phone.add(phone.zero(), { outcome: 'abandoned', waitMs: -1 }),
    'half a millisecond': () => phone.add(phone.zero(), { outcome: 'answered', waitMs: 0.5, talkMs: 1 }),
    'NaN staffed': () => phone.add(phone.zero(), { outcome: 'staffed', staffedMs: Number.NaN }),
    'a threshold below zero': () => contactCentre({ thresholdMs: -1 }),
    'a window of zero': () => fcr({ windowMs: 0 }),
    'an event at no time': () => history.add(history.zero(), { issue: 'x', atMs: Number.NaN }),
    'a negative load': () => erlangB(-1, 5),
    'half a line': () => erlangB(1, 1.5),
    'no agents': () => erlangA({ ...load, agents: 0 }),
    'no patience': () => erlangA({ ...load, patienceSeconds: 0 }),
    'no handle time': () => erlangC({ ...load, handleSeconds: 0 }),
    'a target before the call': () => erlangC({ ...load, targetSeconds: -1 }),
    'lines that turn away nobody': () => linesForBlocking(5, 0),
    'a service level of 100 %': () => staffing(load, { serviceLevel: 1 }),
    'agents who never work': () => staffing(load, { maxOccupancy: 0 }),
    'agents who are never there': () => staffing(load, { shrinkage: 1 }),
    'staffing for NaN contacts': () => staffing({ ...load, contactsPerHour: Number.NaN }, {}),
    'a negative Kano count': () => kanoIndices({ A: -1, O: 1, M: 1, I: 1 }),
    'a channel without a price': () => channelMix({ costs: { phone: 1 }, volumes: { toString: 5 } }),
    'a negative volume': () => channelMix({ costs: { phone: 1 }, volumes: { phone: -5 } }),
    'a negative price': () => channelCosts().add(channelCosts().zero(), { channel: 'x', cost: -1 }),
    'an FCR of zero': () => costPerIssue({ costPerContact: 1, fcr: 0 }),
    'an FCR of 75': () => costPerIssue({ costPerContact: 1, fcr: 75 }),
    'no attempt': () => costPerIssue({ costPerContact: 1, fcr: 0.5, maxAttempts: 0 }),
    'a churn of 25': () =>
      churnCost({ customers: 1, dissatisfiedShare: 1, churnDissatisfied: 25, churnOthers: 0, replacementCost: 1 }),
    'more contained sessions than sessions': () => deflection({ ...trial, containedSessions: 11 }),
    'half a contact': () => deflection({ ...trial, control: { issues: 10, assistedContacts: 0.5 } }),
  }

  test.each(Object.entries(impossible))('[BAD2] is refused: %s', (_, call) => {
    expect(call).toThrow(expect.objectContaining({ code: 'scoring/out-of-range' }))
  })

  test('[BAD2] is named, with what it must be', () => {
    expect(() => wilson(11, 10)).toThrow('the number of successes is 11, but must be a number from 0 to 10.')
    expect(() => wilson(1, 2, 95)).toThrow('the confidence level is 95, but must be like 0.95.')
    expect(() => costPerIssue({ costPerContact: -3, fcr: 1 })).toThrow(
      'the cost per contact is -3, but must be a number not below 0.',
    )
  })

  test('[BAD2] an interval of nothing is refused too', () => {
    const nothing = expect.objectContaining({ code: 'scoring/no-answers' })
    expect(() => wilson(0, 0)).toThrow(nothing)
    expect(() => npsInterval({ detractors: 0, passives: 0, promoters: 0 })).toThrow(nothing)
    expect(() => channelMix({ costs: {}, volumes: {} })).toThrow(nothing)
  })
})
