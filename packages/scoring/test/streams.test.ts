import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { channelCosts } from '../src/economics/index.ts'
import {
  type Accumulator,
  type CentreEvent,
  contactCentre,
  fcr,
  type IssueEvent,
  mergeAll,
  moments,
  nps,
  proportion,
  quantiles,
  scale,
} from '../src/index.ts'
import { type KanoAnswer, kano } from '../src/kano/index.ts'
import { endsOf, near, vectors, vectorsAreThere } from './reference-vectors.ts'

const answer = fc.oneof(
  fc.integer({ min: 0, max: 10 }),
  fc.record({ value: fc.integer({ min: 0, max: 10 }), weight: fc.double({ min: 1e-3, max: 100, noNaN: true }) }),
)
const ms = fc.integer({ min: 0, max: 5_000_000 })
const centreEvent: fc.Arbitrary<CentreEvent> = fc.oneof(
  fc.record({ outcome: fc.constant('answered' as const), waitMs: ms, talkMs: ms, holdMs: ms }),
  fc.record({ outcome: fc.constant('abandoned' as const), waitMs: ms }),
  fc.record({ outcome: fc.constant('staffed' as const), staffedMs: ms }),
)
const issueEvent: fc.Arbitrary<IssueEvent> = fc.record({
  issue: fc.constantFrom('printer', 'login', '__proto__'),
  customer: fc.constantFrom('ada', 'bob'),
  atMs: fc.integer({ min: 0, max: 20 }),
  channel: fc.constantFrom('phone', 'mail'),
  kind: fc.constantFrom('contact' as const, 'reopened' as const, 'transferred' as const),
  transferred: fc.boolean(),
})
const five = fc.integer({ min: 1, max: 5 })
const kanoAnswer: fc.Arbitrary<KanoAnswer> = fc.record({
  feature: fc.constantFrom('chat', 'call back', '__proto__'),
  functional: five,
  dysfunctional: five,
  importance: fc.integer({ min: 1, max: 9 }),
})
const amount = fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e6, noNaN: true }))

interface Case {
  readonly accumulator: Accumulator<unknown, unknown, unknown>
  readonly inputs: fc.Arbitrary<unknown>
}

/** Forgets the types of one accumulator: the laws below hold for any. */
function of<In, State, Out, Options>(
  accumulator: Accumulator<In, State, Out, Options>,
  inputs: fc.Arbitrary<In>,
): Case {
  return { accumulator, inputs }
}

const cases: Record<string, Case> = {
  scale: of(scale({ min: 0, max: 10 }), answer),
  nps: of(nps(), answer),
  proportion: of(proportion(), fc.boolean()),
  moments: of(
    moments(),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-9),
  ),
  quantiles: of(quantiles(), amount),
  contactCentre: of(contactCentre({ thresholdMs: 20_000 }), centreEvent),
  'fcr by issue': of(fcr({ windowMs: 7 }), issueEvent),
  'fcr by customer': of(fcr({ windowMs: 7, issueKey: 'customer' }), issueEvent),
  kano: of(kano(), kanoAnswer),
  channelCosts: of(channelCosts(), fc.record({ channel: fc.constantFrom('phone', 'constructor'), cost: amount })),
}

describe.each(Object.entries(cases))('the accumulator %s', (_, { accumulator, inputs }) => {
  const { zero, add, addAll, retract, merge } = accumulator
  const lists = fc.array(inputs, { maxLength: 25 })

  test('[STR1] gives equal states for any order and any sharding', () => {
    fc.assert(
      fc.property(lists, fc.array(fc.nat({ max: 3 }), { minLength: 25, maxLength: 25 }), (all, shardOf) => {
        const whole = addAll(zero(), all)
        const shards = [0, 1, 2, 3].map((shard) => all.filter((__, i) => shardOf[i] === shard))
        const states = shards.map((shard) => shard.toReversed().reduce<unknown>(add, zero()))
        expect(mergeAll(accumulator, states)).toEqual(whole)
        expect(mergeAll(accumulator, states.toReversed())).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  test('[STR2] takes back what it added, to the last bit, in any order', () => {
    fc.assert(
      fc.property(lists, inputs, (all, extra) => {
        const state = addAll(zero(), all)
        expect(retract(add(state, extra), extra)).toEqual(state)
        expect(add(retract(state, extra), extra)).toEqual(state)
        expect(merge(addAll(zero(), [...all, extra]), retract(zero(), extra))).toEqual(state)
        expect(merge(state, zero())).toEqual(state)
        expect(merge(zero(), state)).toEqual(state)
      }),
      { numRuns: 60 },
    )
  })

  test('[STR3] has a state that survives being written and read', () => {
    fc.assert(
      fc.property(lists, (all) => {
        const state = addAll(zero(), all)
        expect(JSON.parse(JSON.stringify(state))).toEqual(state)
      }),
      { numRuns: 30 },
    )
  })

  test('[STR4] refuses to read a state from which more was taken than put in', () => {
    const [one] = fc.sample(inputs, { numRuns: 1, seed: 4 })
    const options = { asOfMs: 1000 } as never // only first contact resolution asks for it
    expect(() => accumulator.result(retract(zero(), one), options)).toThrow(
      expect.objectContaining({ code: 'scoring/over-retracted' }),
    )
  })

  test('[STR5] leaves the given state as it was', () => {
    fc.assert(
      fc.property(lists, inputs, (all, extra) => {
        const state = addAll(zero(), all)
        const before = JSON.stringify(state)
        add(state, extra)
        addAll(state, [extra])
        retract(state, extra)
        merge(state, addAll(zero(), [extra]))
        expect(JSON.stringify(state)).toBe(before)
      }),
      { numRuns: 30 },
    )
  })
})

test('[STR4] a count below zero is refused even where its weights add up', () => {
  const stars = scale({ min: 1, max: 5 })
  const half = { value: 3, weight: 1 }
  const state = stars.retract(stars.retract(stars.add(stars.zero(), { value: 3, weight: 2 }), half), half)
  expect(() => stars.result(state)).toThrow('a point of the scale holds -1 observations')
})

test('[STR8] states of unlike accumulators are not merged', () => {
  const unlike = expect.objectContaining({ code: 'scoring/unlike-states' })
  const [stars, eleven] = [scale({ min: 1, max: 5 }), scale({ min: 0, max: 10 })]
  expect(() => stars.merge(stars.zero(), eleven.zero())).toThrow(unlike)
  const [fine, coarse] = [quantiles({ relativeError: 0.01 }), quantiles({ relativeError: 0.05 })]
  expect(() => fine.merge(fine.zero(), coarse.zero())).toThrow(unlike)
  const [soon, late] = [contactCentre({ thresholdMs: 20_000 }), contactCentre({ thresholdMs: 60_000 })]
  expect(() => soon.merge(soon.zero(), late.zero())).toThrow(unlike)
  const [byIssue, byCustomer] = [fcr({ windowMs: 7 }), fcr({ windowMs: 7, issueKey: 'customer' })]
  expect(() => byIssue.merge(byIssue.zero(), byCustomer.zero())).toThrow(unlike)
})

describe('moments', () => {
  interface Shards {
    readonly a: number[]
    readonly b: number[]
  }
  interface Shape {
    readonly n: number
    readonly mean: number
    readonly variance: number
    readonly skewness: number
    readonly excessKurtosis: number
  }

  test.skipIf(!vectorsAreThere)(
    '[STR6] of merged shards are those of the union, as numpy has them (needs ../shared/data)',
    () => {
      for (const v of vectors<Shards, Record<'a' | 'b' | 'merged', Shape> & { merged: { p50: number; p90: number } }>(
        'streaming',
      )) {
        const { addAll, zero, merge, result } = moments()
        const [a, b] = [addAll(zero(), v.inputs.a), addAll(zero(), v.inputs.b)]
        for (const [state, expected] of [
          [a, v.expected.a],
          [b, v.expected.b],
          [merge(a, b), v.expected.merged],
        ] as const) {
          const all = result(state)
          near(all.mean.value, expected.mean, v.tolerance.abs)
          near(all.variance, expected.variance, v.tolerance.abs)
          expect(all.n).toBe(expected.n)
        }
        near(result(merge(a, b)).skewness, v.expected.merged.skewness, v.tolerance.abs)
        near(result(merge(a, b)).excessKurtosis, v.expected.merged.excessKurtosis, v.tolerance.abs)
        const sketch = quantiles()
        const both = sketch.result(sketch.addAll(sketch.zero(), [...v.inputs.a, ...v.inputs.b]))
        near(both.at(0.5).value, v.expected.merged.p50, 0.01 * v.expected.merged.p50)
        near(both.at(0.9).value, v.expected.merged.p90, 0.01 * v.expected.merged.p90)
      }
    },
  )

  // The textbook formula Σx² − n·mean² loses all digits of these.
  test('[STR6] do not lose digits when the numbers are large and close together', () => {
    const { addAll, zero, result } = moments()
    const all = result(addAll(zero(), [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]))
    expect(all.mean.value).toBe(1e9 + 10)
    expect(all.variance).toBe(30)
    near(
      endsOf(all.mean.interval),
      [1e9 + 10 - 3.182446305284263 * Math.sqrt(30 / 4), 1e9 + 10 + 3.182446305284263 * Math.sqrt(30 / 4)],
      1e-6,
    )
  })

  test('[STR6] of one number have no spread, of equal ones no shape, of none nothing', () => {
    const { add, addAll, zero, result } = moments('wait')
    expect(result(add(zero(), 5))).toMatchObject({ variance: null, mean: { value: 5, interval: null } })
    expect(result(addAll(zero(), [5, 5, 5]))).toMatchObject({ variance: 0, skewness: null, excessKurtosis: null })
    expect(result(zero())).toMatchObject({ n: 0, mean: { value: null, metric: 'wait' } })
  })
})

describe('quantiles', () => {
  test('[STR7] are within their relative error of a true one', () => {
    const values = fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(values, fc.constantFrom(0, 0.1, 0.5, 0.9, 0.99, 1), (xs, p) => {
        const { addAll, zero, result } = quantiles({ relativeError: 0.02 })
        const sorted = xs.toSorted((a, b) => a - b)
        const rank = p * (xs.length - 1)
        const [below = 0, above = below] = sorted.slice(Math.floor(rank), Math.floor(rank) + 2)
        const exact = below + (rank - Math.floor(rank)) * (above - below)
        const { value, interval } = result(addAll(zero(), xs)).at(p)
        expect(Math.abs((value ?? 0) - exact)).toBeLessThanOrEqual(0.02 * exact * (1 + 1e-9))
        expect(interval?.lower).toBeLessThanOrEqual(value ?? 0)
        expect(interval?.upper).toBeGreaterThanOrEqual(value ?? 0)
      }),
    )
  })

  test('[STR7] have an interval that narrows as numbers come in', () => {
    const { addAll, zero, result } = quantiles()
    const width = (n: number): number => {
      const { interval } = result(
        addAll(
          zero(),
          Array.from({ length: n }, (_, i) => 1 + (i % 100)),
        ),
      ).at(0.5)
      return (interval?.upper ?? 0) - (interval?.lower ?? 0)
    }
    expect(width(1000)).toBeLessThan(width(100))
  })

  test('[STR7] of zeros are zero, of nothing nothing, and of negative numbers an error', () => {
    const { addAll, zero, result, add } = quantiles()
    expect(result(addAll(zero(), [0, 0, 0, 5])).at(0.5).value).toBe(0)
    expect(result(zero()).at(0.5)).toMatchObject({ value: null, warnings: [{ code: 'no-answers' }] })
    expect(() => add(zero(), -1)).toThrow('a measurement is -1, but must be a number not below 0.')
    expect(() => quantiles({ relativeError: 0 })).toThrow(/relative error/)
  })
})
