import { describe, expect, test } from 'vitest'
import {
  type Answer,
  type CsatConvention,
  compareExtremes,
  compareScales,
  csat,
  csatConventions,
  defection,
  effort,
  extremes,
  meanScore,
  type ScaleState,
  satisfaction,
  scale,
  wilson,
} from '../src/index.ts'
import { endsOf, near, vectors, vectorsAreThere } from './reference-vectors.ts'

interface Conventions {
  readonly chatwoot: number
  readonly zendesk: number
  readonly simplesat: number
  readonly netTop2MinusBottom2: number
  readonly topBox: number
  readonly freescoutThreePointGreatMinusNotGood: number
  readonly mean: number
}

interface TwoPeriods {
  readonly welchT: number
  readonly df: number
  readonly p: number
  readonly diffCi95: number[]
  readonly U: number
  readonly pMW: number
  readonly probSuperiority: number
}

/** A state with so many answers at each point from 1 on. */
function counted(counts: readonly number[], min = 1): ScaleState {
  const accumulator = scale({ min, max: min + counts.length - 1 })
  const answers = counts.flatMap((count, i) => new Array<number>(count).fill(min + i))
  return accumulator.addAll(accumulator.zero(), answers)
}

function weighted(answers: readonly Answer[]): ScaleState {
  const five = scale({ min: 1, max: 5 })
  return five.addAll(five.zero(), answers)
}

interface Csat {
  readonly n: number
  readonly mean: number
  readonly sd: number
  readonly meanCi95: number[]
  readonly topBox: number
  readonly top2Box: number
  readonly bottomBox: number
  readonly bottom2Box: number
  readonly topBoxWilson: number[]
  readonly top2BoxWilson: number[]
  readonly bottomBoxWilson: number[]
}

describe('satisfaction', () => {
  test.skipIf(!vectorsAreThere)('[SAT1] agrees with R in boxes, mean and intervals (needs ../shared/data)', () => {
    for (const { id, inputs, expected, tolerance } of vectors<{ counts: number[]; level: number }, Csat>('csat')) {
      if (inputs.level === undefined) continue
      const all = satisfaction(counted(inputs.counts), { level: inputs.level })
      const close = (actual: unknown, wanted: unknown) => near(actual, wanted, tolerance.abs, id)
      expect(all.n).toBe(expected.n)
      close(all.mean.value, expected.mean)
      close(all.mean.sd, expected.sd)
      close(endsOf(all.mean.interval), expected.meanCi95)
      close(all.topBox.value, expected.topBox)
      close(all.top2Box.value, expected.top2Box)
      close(all.bottomBox.value, expected.bottomBox)
      close(all.bottom2Box.value, expected.bottom2Box)
      close(endsOf(all.topBox.interval), expected.topBoxWilson)
      close(endsOf(all.top2Box.interval), expected.top2BoxWilson)
      close(endsOf(all.bottomBox.interval), expected.bottomBoxWilson)
    }
  })

  test('[SAT1] can use another interval for its shares', () => {
    const state = counted([1, 0, 0, 2, 7])
    expect(satisfaction(state, { method: 'jeffreys' }).topBox.interval?.method).toBe('jeffreys')
    near(endsOf(csat(state, { method: 'clopper-pearson' }).interval), [0.55498, 0.99747], 1e-5) // 9 of 10, R binom.test
  })

  test('[SAT2] shows the very dissatisfied and the extremely loyal first, each with its doubt', () => {
    const all = satisfaction(counted([11, 4, 3, 13, 69]))
    expect(Object.keys(all).indexOf('extremes')).toBeLessThan(Object.keys(all).indexOf('mean'))
    expect(all.extremes.veryDissatisfied.value).toBe(0.11)
    expect(all.extremes.extremelyLoyal.value).toBe(0.69)
    expect(all.extremes.polarisation.value).toBe(0.8)
    expect(endsOf(all.extremes.veryDissatisfied.interval)).toEqual(endsOf(wilson(11, 100)))
    expect(endsOf(all.extremes.polarisation.interval)).toEqual(endsOf(wilson(80, 100)))
  })

  test('[SAT2] two teams with one mean differ at their ends', () => {
    const [even, torn] = [counted([0, 0, 30, 0, 0]), counted([15, 0, 0, 0, 15])]
    expect(meanScore(even).value).toBe(meanScore(torn).value)
    expect(extremes(even).polarisation.value).toBe(0)
    expect(extremes(torn).polarisation.value).toBe(1)
  })

  test('[SAT2] can take more than one point for an end', () => {
    const { veryDissatisfied } = extremes(counted([1, 2, 3, 4]), { bottom: 2 })
    expect(veryDissatisfied).toMatchObject({ value: 0.3, convention: '2 lowest of 1–4' })
  })

  test.skipIf(!vectorsAreThere)(
    '[SAT3] the same ratings score differently by convention (needs ../shared/data)',
    () => {
      for (const v of vectors<{ counts: number[] }, Conventions>('csat', 'csat-conventions')) {
        const state = counted(v.inputs.counts)
        const percent = (convention: CsatConvention) => 100 * (csat(state, { convention }).value ?? Number.NaN)
        near(percent('chatwoot'), v.expected.chatwoot, 1e-9)
        near(percent('zendesk'), v.expected.zendesk, 1e-9)
        near(percent('simplesat'), v.expected.simplesat, 1e-9)
        near(percent('net-2-box'), v.expected.netTop2MinusBottom2, 1e-9)
        near(percent('top-box'), v.expected.topBox, 1e-9)
        near(percent('freescout'), v.expected.freescoutThreePointGreatMinusNotGood, 1e-9)
        near(csat(state, { convention: 'mean' }).value, v.expected.mean, 1e-9)
      }
    },
  )

  test('[SAT3] names its convention in the result and where it comes from', () => {
    expect(csat(counted([1, 1, 1, 1, 1]))).toMatchObject({ metric: 'csat', convention: 'top-2-box', value: 0.4 })
    for (const { source } of Object.values(csatConventions)) expect(source.length).toBeGreaterThan(10)
  })

  test('[SAT3] effort counts 5–7 of seven, or the mean, or easy minus hard', () => {
    const state = counted([1, 1, 0, 2, 1, 2, 3])
    expect(effort(state)).toMatchObject({ metric: 'ces', convention: 'gartner', value: 0.6 })
    near(effort(state, { convention: 'net' }).value, 0.4, 1e-12)
    near(effort(state, { convention: 'nicereply' }).value, 4.9, 1e-12) // (1+2+2·4+5+2·6+3·7)/10
  })

  test('[SAT3] refuses a convention made for another scale', () => {
    const ten = counted([1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    expect(() => csat(ten, { convention: 'zendesk' })).toThrow(
      expect.objectContaining({ code: 'scoring/unlike-states' }),
    )
    expect(() => effort(ten)).toThrow('convention gartner (1–7) does not go with a scale 1–10.')
  })

  test('[SAT4] where all agree, the mean has the interval of the posterior', () => {
    const all = meanScore(counted([0, 0, 0, 0, 6]))
    expect(all.value).toBe(5)
    expect(all.sd).toBe(0)
    expect(all.interval?.method).toBe('dirichlet')
    expect(all.interval?.lower).toBeLessThan(4.6)
    expect(all.interval?.upper).toBeLessThanOrEqual(5)
    const one = meanScore(counted([0, 1, 0, 0, 0]))
    expect(one.sd).toBeNull()
    expect(one.interval).not.toBeNull()
  })

  test('[SAT8] weighted answers count by their weight', () => {
    const state = weighted([{ value: 5, weight: 2 }, { value: 1, weight: 0.5 }, { value: 5, weight: 1 }, 4])
    const all = satisfaction(state)
    near(all.topBox.value, 3 / 4.5, 1e-15)
    near(all.mean.value, (15 + 0.5 + 4) / 4.5, 1e-15)
    near(all.topBox.effectiveN, 4.5 ** 2 / 6.25, 1e-12)
    near(endsOf(all.topBox.interval), endsOf(wilson((3 / 4.5) * 3.24, 3.24)), 1e-12)
    expect(all.topBox.warnings.map(({ code }) => code)).toEqual(['tiny-sample', 'weighted', 'wide'])
  })

  test('[SAT8] the error of a weighted mean is the linearised one', () => {
    const { interval, value } = meanScore(weighted([{ value: 5, weight: 2 }, { value: 1, weight: 0.5 }, 5, 4]))
    near(value, 13 / 3, 1e-12)
    // By hand, w²(x−m)²: 4·(2/3)², ¼·(10/3)², (2/3)², (1/3)² = 1.7778 + 2.7778 + 0.4444 + 0.1111 = 5.1111
    const error = Math.sqrt((4 / 3) * 5.111111111111111) / 4.5
    near(interval?.lower, 13 / 3 - 3.182446305284263 * error, 1e-9) // t₀.₉₇₅ with 3 degrees of freedom
    expect(interval?.upper).toBe(5)
  })
})

describe('a change', () => {
  test('[SAT5] of the extremes is tested end by end', () => {
    const change = compareExtremes(counted([20, 10, 20, 20, 30]), counted([8, 10, 20, 22, 40]))
    near(change.veryDissatisfied.difference, -0.12, 1e-12)
    // scipy: chi2_contingency([[8, 92], [20, 80]], correction=False) p = 0.01447; [[40, 60], [30, 70]] p = 0.13821
    near(change.veryDissatisfied.pValue, 0.014468, 1e-6)
    near(change.extremelyLoyal.pValue, 0.138208, 1e-6)
    near(change.veryDissatisfied.adjustedP, 2 * change.veryDissatisfied.pValue, 1e-15)
    expect(change.extremelyLoyal.adjustedP).toBe(change.extremelyLoyal.pValue)
    expect(change.warnings).toEqual([])
    expect(compareExtremes(counted([1, 1]), counted([5, 5])).warnings).toMatchObject([{ code: 'tiny-sample' }])
  })

  test.skipIf(!vectorsAreThere)('[SAT6] of means and of ranks agrees with R (needs ../shared/data)', () => {
    type Inputs = { countsA: number[]; countsB: number[] }
    for (const v of vectors<Inputs, TwoPeriods>('csat')) {
      if (v.inputs.countsA === undefined) continue
      const { means, superiority } = compareScales(counted(v.inputs.countsA), counted(v.inputs.countsB))
      near(means?.t, v.expected.welchT, v.tolerance.abs)
      near(means?.degrees, v.expected.df, v.tolerance.abs)
      near(means?.pValue, v.expected.p, v.tolerance.abs)
      near(endsOf(means?.interval ?? null), v.expected.diffCi95, v.tolerance.abs)
      near(superiority.u, v.expected.U, v.tolerance.abs)
      near(superiority.pValue, v.expected.pMW, v.tolerance.abs)
      near(superiority.value, v.expected.probSuperiority, v.tolerance.abs)
    }
  })

  test('[SAT6] by rank keeps its doubt where every answer of one group is higher', () => {
    const { superiority, means } = compareScales(counted([0, 0, 4]), counted([3, 0, 0]))
    expect(superiority.value).toBe(1)
    expect(superiority.interval.lower).toBeLessThan(0.6)
    expect(means).toBeNull()
    const mixed = compareScales(counted([2, 3, 4]), counted([3, 3, 1])).superiority
    expect(mixed.interval.lower).toBeLessThan(mixed.value)
    expect(mixed.interval.upper).toBeGreaterThan(mixed.value)
  })

  test('[SAT6] needs answers on both sides, on one scale, without weights', () => {
    expect(() => compareScales(counted([0, 0, 0]), counted([1, 1, 1]))).toThrow(
      'a comparison needs at least one answer.',
    )
    expect(() => compareScales(counted([1, 1]), counted([1, 1, 1]))).toThrow(/does not go with/)
    expect(() => compareScales(weighted([{ value: 1, weight: 2 }]), counted([1, 1, 1, 1, 1]))).toThrow(
      /a weight is not 1/,
    )
  })
})

describe('who leaves', () => {
  // 1000 customers, 900 satisfied; 100 left, 75 of them satisfied.
  const followed = { stayed: counted([40, 20, 15, 400, 425]), left: counted([15, 6, 4, 40, 35]) }

  test('[SAT7] is shown from both sides, with the lift', () => {
    const { satisfied, overall, boxes } = defection(followed)
    near(overall.value, 0.1, 1e-15)
    near(satisfied.ofLeavers.value, 0.75, 1e-15)
    near(satisfied.leaves.value, 75 / 900, 1e-15)
    near(satisfied.lift.value, 0.75 / 0.9, 1e-12)
    near(boxes[0]?.leaves.value, 15 / 55, 1e-15)
    expect(boxes[0]?.lift.interval?.lower).toBeGreaterThan(1)
    expect(boxes.map(({ name }) => name)).toEqual(['1', '2', '3', '4', '5'])
  })

  test('[SAT7] a share of satisfied leavers that proves nothing is called so', () => {
    const { warnings } = defection(followed)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]?.code).toBe('satisfied-defectors')
    expect(warnings[0]?.message).toContain('75 % of those who left had answered 4–5, but their lift is 0.83')
    expect(defection({ stayed: counted([5, 5, 5, 5, 5]), left: counted([40, 30, 20, 1, 1]) }).warnings).toEqual([])
  })

  test('[SAT7] says nothing where nobody left', () => {
    const { boxes, overall } = defection({ stayed: counted([1, 1, 1]), left: counted([0, 0, 0]) })
    expect(overall.value).toBe(0)
    expect(boxes[0]?.lift.value).toBeNull()
    expect(boxes[0]?.ofLeavers.warnings).toMatchObject([{ code: 'no-answers' }])
    expect(() => defection({ stayed: counted([1, 1]), left: counted([1, 1, 1]) })).toThrow(/does not go with/)
  })

  // Delta method, checked by 200 000 draws of the multinomial in numpy: sd(ln lift) = 0.0544 (seed 3).
  test('[SAT7] the lift has the interval of its logarithm', () => {
    const { interval, value } = defection(followed).satisfied.lift
    const sd = Math.log((interval?.upper ?? 0) / (value ?? 1)) / 1.959963984540054
    near(sd, 0.0544, 1e-3)
  })
})
