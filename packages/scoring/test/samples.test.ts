import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  betaBinomial,
  deltaSensitivity,
  dirichletScore,
  dirichletShare,
  kish,
  manskiBounds,
  nonResponse,
  postStratify,
  rake,
  responsePropensity,
  trimWeights,
  weightedShare,
} from '../src/index.ts'
import { random } from '../src/numeric/random.ts'
import { endsOf, near, vectors, vectorsAreThere } from './reference-vectors.ts'

const sum = (list: readonly number[]): number => list.reduce((total, x) => total + x, 0)

/** A table as rows to rake: a cell's weight is its count. */
const cells = (table: readonly (readonly number[])[]) =>
  table.flatMap((row, i) => row.map((weight, j) => ({ weight, groups: { row: String(i), column: String(j) } })))
const targets = (list: readonly number[]) => Object.fromEntries(list.map((target, i) => [String(i), target]))

describe('raking', () => {
  test.skipIf(!vectorsAreThere)('[SMP1] agrees with R on tables (needs ../shared/data)', () => {
    interface Named {
      readonly cellBase: { readonly rows: string[]; readonly cols: string[]; readonly values: number[][] }
      readonly rowMargin: Record<string, number>
      readonly colMargin: Record<string, number>
    }
    interface Plain {
      readonly seed: number[][]
      readonly rowMargin: number[]
      readonly colMargin: number[]
    }
    for (const { id, inputs, expected, tolerance } of vectors<Named | Plain, { cells: number[][] }>('raking')) {
      const isPlain = 'seed' in inputs
      const table = isPlain ? inputs.seed : inputs.cellBase.values
      const rowTargets = isPlain ? inputs.rowMargin : inputs.cellBase.rows.map((name) => inputs.rowMargin[name] ?? 0)
      const columnTargets = isPlain ? inputs.colMargin : inputs.cellBase.cols.map((name) => inputs.colMargin[name] ?? 0)
      const { weights } = rake(cells(table), { row: targets(rowTargets), column: targets(columnTargets) })
      near([...weights], expected.cells.flat(), tolerance.abs, id)
    }
  })

  test('[SMP1] meets any number of margins at once that people with these answers can meet', () => {
    const category = fc.constantFrom('a', 'b', 'c')
    const row = fc.record({
      answers: fc.tuple(category, category, category, category),
      weight: fc.integer({ min: 1, max: 5 }),
    })
    const variables = ['w', 'x', 'y', 'z']
    fc.assert(
      fc.property(fc.array(row, { minLength: 60, maxLength: 120 }), (rows) => {
        const people = rows.map(({ answers }) => ({
          groups: Object.fromEntries(variables.map((name, i) => [name, answers[i] ?? 'a'])),
        }))
        // What some weights add up to can be met: by these.
        const totals = variables.map((_, i) => {
          const total: Record<string, number> = {}
          for (const { answers, weight } of rows) total[answers[i] ?? 'a'] = (total[answers[i] ?? 'a'] ?? 0) + weight
          return total
        })
        const { weights, deviation } = rake(
          people,
          Object.fromEntries(variables.map((name, i) => [name, totals[i] ?? {}])),
        )
        expect(deviation).toBeLessThan(1e-10)
        for (const [i, name] of variables.entries())
          for (const [of, total] of Object.entries(totals[i] ?? {}))
            near(sum(weights.filter((_, n) => people[n]?.groups[name] === of)), total, 1e-6)
      }),
      { numRuns: 20 },
    )
  })

  test('[SMP1] leaves structural zeros at zero, and says so', () => {
    const { weights, warnings } = rake(
      cells([
        [5, 0],
        [7, 2],
        [9, 4],
      ]),
      { row: targets([50, 30, 40]), column: targets([70, 50]) },
    )
    expect(weights[1]).toBe(0)
    expect(warnings).toMatchObject([{ code: 'structural-zeros' }])
  })

  test('[SMP1] can cut huge weights and says that the margins then hold only roughly', () => {
    const people = [...new Array(19).fill('many'), 'few'].map((size: string) => ({ groups: { size } }))
    const raked = rake(people, { size: { many: 50, few: 50 } }, { trimAtTimesMedian: 4 })
    expect(Math.max(...raked.weights)).toBeLessThan(50)
    near(sum(raked.weights), 100, 1e-9)
    expect(raked.deviation).toBeGreaterThan(0.1)
    expect(raked.warnings).toMatchObject([{ code: 'trimmed' }])
  })

  test('[SMP2] refuses a margin that no weights can meet', () => {
    const people = [{ groups: { size: 'small' } }, { groups: { size: 'large' } }]
    const impossible = expect.objectContaining({ code: 'scoring/impossible-margin' })
    expect(() => rake(people, { size: { small: 1, large: 1, huge: 1 } })).toThrow(impossible)
    expect(() => rake(people, { size: { small: 2, large: 0 } })).toThrow(impossible)
    expect(() => rake(people, { size: { small: 2 } })).toThrow(impossible)
    expect(() => rake(people, { region: { north: 2 } })).toThrow(impossible)
    expect(() => rake([{ groups: { a: 'x' }, weight: 0 }], { a: { x: 1 } })).toThrow(impossible)
  })

  test('[SMP2] refuses margins of unlike totals, and raking that does not settle', () => {
    const table = cells([
      [1, 0],
      [0, 1],
    ])
    const unlike = { row: targets([1, 1]), column: targets([2, 1]) }
    expect(() => rake(table, unlike)).toThrow('the targets of column add up to 3, those of the first variable to 2.')
    // Only the diagonal is there, so rows and columns must agree and do not.
    const contradiction = { row: targets([3, 1]), column: targets([1, 3]) }
    expect(() => rake(table, contradiction, { maxSteps: 50 })).toThrow(
      expect.objectContaining({ code: 'scoring/no-convergence' }),
    )
    expect(() => rake(table, { row: targets([0, 0]) })).toThrow(
      expect.objectContaining({ code: 'scoring/impossible-margin' }),
    )
  })
})

describe('weights', () => {
  test('[SMP3] post-stratified add up to the population, group by group', () => {
    const groups = ['a', 'b', 'a', 'a', 'c']
    const weights = postStratify(groups, { a: 60, b: 30, c: 10 })
    expect(weights).toEqual([20, 30, 20, 20, 10])
    const impossible = expect.objectContaining({ code: 'scoring/impossible-margin' })
    expect(() => postStratify(groups, { a: 60, b: 30 })).toThrow(impossible)
    expect(() => postStratify(groups, { a: 60, b: 30, c: 5, d: 5 })).toThrow(impossible)
    expect(() => postStratify(['toString'], { a: 1 })).toThrow(impossible)
  })

  test("[SMP4] cost what Kish's formula says", () => {
    expect(kish([1, 1, 1, 1])).toEqual({ effectiveN: 4, designEffect: 1 })
    near(kish([1, 2, 3, 0]).effectiveN, 36 / 14, 1e-12)
    near(kish([1, 2, 3, 0]).designEffect, (3 * 14) / 36, 1e-12)
  })

  test('[SMP4] are cut at a multiple of the median, and keep their total', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 1, maxLength: 40 }),
        (weights) => {
          const trimmed = trimWeights(weights, { timesMedian: 3 })
          const most = trimmed.limit * weights.length
          near(sum(trimmed.weights), Math.min(sum(weights), most), 1e-8 * sum(weights))
          expect(Math.max(...trimmed.weights)).toBeLessThanOrEqual(trimmed.limit * (1 + 1e-9))
          expect(trimmed.cut).toBe(weights.filter((w) => w > trimmed.limit).length)
        },
      ),
    )
    expect(trimWeights([1, 1, 2]).warnings).toEqual([])
    expect(trimWeights([1, 1, 20]).warnings[0]?.message).toContain('1 of 3 weights were cut to 5.00')
  })

  // By hand: p = 3/6; w²(x−p)² = 1·¼ + 4·¼ + 9·¼ = 3.5; √(3/2·3.5)/6 = 0.381881
  test('[SMP9] give a share the linearised standard error', () => {
    const answers = [
      { yes: true, weight: 1 },
      { yes: true, weight: 2 },
      { yes: false, weight: 3 },
    ]
    const share = weightedShare(answers)
    expect(share.value).toBe(0.5)
    near(share.standardError, 0.3818813, 1e-7)
    near(share.effectiveN, 36 / 14, 1e-12)
    const logit = weightedShare(answers, { method: 'taylor-logit' }).interval
    near(logit?.lower, 1 / (1 + Math.exp((4.302652729696142 * 0.38188130791298669) / 0.25)), 1e-9) // t₀.₉₇₅, 2 degrees
    expect(weightedShare([]).value).toBeNull()
    expect(weightedShare([{ yes: true, weight: 2 }], { method: 'taylor-logit' }).interval?.method).toBe(
      'wilson-effective-n',
    )
  })
})

describe('silence', () => {
  test.skipIf(!vectorsAreThere)('[SMP5] has the bounds and the table of the reference (needs ../shared/data)', () => {
    interface Inputs {
      readonly surveyed: number
      readonly responded: number
      readonly satisfied: number
      readonly oddsRatios: number[]
    }
    interface Expected {
      readonly respondentRate: number
      readonly lower: number
      readonly upper: number
      readonly adjusted: number[]
    }
    for (const { inputs, expected, tolerance } of vectors<Inputs, Expected>('non-response')) {
      const all = nonResponse(inputs, { oddsRatios: inputs.oddsRatios })
      near(all.respondents.value, expected.respondentRate, tolerance.abs)
      near([all.bounds.lower, all.bounds.upper], [expected.lower, expected.upper], tolerance.abs)
      near(
        all.delta.map(({ value }) => value),
        expected.adjusted,
        tolerance.abs,
      )
    }
  })

  const response = { surveyed: 1000, responded: 180, satisfied: 150 }

  test('[SMP5] the table never leaves the bounds, and the tipping point is where the decision turns', () => {
    const { tippingPoint, bounds, responseRate, warnings } = nonResponse(response, { decisionAt: 0.8 })
    near(deltaSensitivity(response, [tippingPoint ?? 1])[0]?.value, 0.8, 1e-12)
    for (const { value } of deltaSensitivity(response, [1e-9, 0.1, 10, 1e9])) {
      expect(value).toBeGreaterThanOrEqual(bounds.lower)
      expect(value).toBeLessThanOrEqual(bounds.upper)
    }
    expect(responseRate.value).toBe(0.18)
    expect(warnings).toMatchObject([{ code: 'non-response', message: expect.stringContaining('15–97 %') }])
  })

  test('[SMP5] the bounds widen outwards by the chance of sampling', () => {
    const { interval, lower, upper } = manskiBounds(response)
    expect(interval.lower).toBeLessThan(lower)
    expect(interval.upper).toBeGreaterThan(upper)
  })

  test('[SMP5] where nothing the silent think can turn the decision there is no tipping point', () => {
    expect(nonResponse(response, { decisionAt: 0.99 }).tippingPoint).toBeNull()
    expect(nonResponse(response).tippingPoint).toBeNull()
    expect(nonResponse({ surveyed: 10, responded: 0, satisfied: 0 })).toMatchObject({
      delta: [],
      respondents: { value: null },
    })
    expect(nonResponse({ surveyed: 10, responded: 10, satisfied: 4 }).warnings).toEqual([])
  })

  test('[SMP6] a correction by what is known of everybody repairs what that explains', () => {
    const { uniform } = random('silence')
    const people = Array.from({ length: 6000 }, () => {
      const repeats = uniform() < 0.4 ? 1 : 0
      const isSatisfied = uniform() < (repeats === 1 ? 0.5 : 0.9)
      const answered = uniform() < (repeats === 1 ? 0.1 : 0.4)
      return { repeats, isSatisfied, answered }
    })
    const truth = people.filter(({ isSatisfied }) => isSatisfied).length / people.length
    const corrected = responsePropensity({
      names: ['repeats'],
      rows: people.map(({ repeats }) => [repeats]),
      answers: people.map(({ answered, isSatisfied }) => (answered ? isSatisfied : null)),
    })
    expect(corrected.respondents.value).toBeGreaterThan(truth + 0.05)
    near(corrected.weighted.value, truth, 0.02)
    near(corrected.doublyRobust.value, truth, 0.02)
    expect(corrected.doublyRobust.interval?.lower).toBeLessThan(truth)
    expect(corrected.doublyRobust.interval?.upper).toBeGreaterThan(truth)
    expect(corrected.propensities).toHaveLength(6000)
    expect(corrected.warnings.map(({ code }) => code)).toEqual(['non-response', 'missing-at-random-assumed'])
    expect(corrected.bounds.lower).toBeLessThan(truth)
  })
})

test('[SMP6] the doubly robust share is right although its model of the answers is wrong', () => {
  const { uniform, whole } = random('wrong model')
  const people = Array.from({ length: 20_000 }, () => {
    const calls = whole(3)
    const isSatisfied = uniform() < (calls === 1 ? 0.1 : 0.9) // no straight line on the logit scale
    return { calls, isSatisfied, answered: uniform() < 1 / (1 + Math.exp(2.5 - 1.7 * calls)) }
  })
  const truth = people.filter(({ isSatisfied }) => isSatisfied).length / people.length
  const { doublyRobust, respondents } = responsePropensity({
    names: ['calls'],
    rows: people.map(({ calls }) => [calls]),
    answers: people.map(({ answered, isSatisfied }) => (answered ? isSatisfied : null)),
  })
  near(doublyRobust.value, truth, 0.02)
  expect(Math.abs((respondents.value ?? 0) - truth)).toBeGreaterThan(0.02)
})

describe('shrinkage', () => {
  interface Fit {
    readonly mu: number
    readonly rho: number
    readonly alpha: number
    readonly beta: number
    readonly posteriorMean: number[]
    readonly logLik: number
  }

  test.skipIf(!vectorsAreThere)('[SMP7] agrees with VGAM (needs ../shared/data)', () => {
    for (const { inputs, expected, tolerance } of vectors<{ y: number[]; n: number[] }, Fit>('shrinkage')) {
      const fit = betaBinomial(inputs.y.map((y, i) => ({ y, n: inputs.n[i] ?? 0 })))
      near(fit.mu, expected.mu, tolerance.abs)
      near(fit.rho, expected.rho, tolerance.abs)
      near(fit.alpha, expected.alpha, tolerance.abs)
      near(fit.beta, expected.beta, tolerance.abs)
      near(
        fit.groups.map(({ mean }) => mean),
        expected.posteriorMean,
        tolerance.abs,
      )
      near(fit.logLikelihood, expected.logLik, tolerance.abs)
    }
  })

  test('[SMP7] pulls small groups further than large ones, and gives a group without answers the common share', () => {
    const { groups, mu } = betaBinomial([
      { y: 2, n: 2 },
      { y: 100, n: 100 },
      { y: 20, n: 40 },
      { y: 60, n: 100 },
      { y: 0, n: 0 },
    ])
    expect(groups[0]?.mean).toBeLessThan(groups[1]?.mean ?? 0)
    expect(groups[4]).toMatchObject({ raw: null })
    near(groups[4]?.mean, mu, 1e-9)
    for (const { interval, mean } of groups) {
      expect(interval.lower).toBeLessThan(mean)
      expect(interval.upper).toBeGreaterThan(mean)
    }
  })

  test('[SMP7] of groups that differ no more than chance gives nearly one share, and says so', () => {
    const alike = betaBinomial([
      { y: 50, n: 100 },
      { y: 49, n: 100 },
      { y: 51, n: 100 },
    ])
    expect(alike.warnings).toMatchObject([{ code: 'groups-alike' }])
    near(
      alike.groups.map(({ mean }) => mean),
      [0.5, 0.5, 0.5],
      1e-3,
    )
    expect(
      betaBinomial([
        { y: 3, n: 3 },
        { y: 9, n: 9 },
      ]).warnings,
    ).toMatchObject([{ code: 'groups-alike' }])
    expect(() => betaBinomial([{ y: 1, n: 2 }])).toThrow(expect.objectContaining({ code: 'scoring/no-answers' }))
    expect(() =>
      betaBinomial([
        { y: 3, n: 2 },
        { y: 1, n: 2 },
      ]),
    ).toThrow(expect.objectContaining({ code: 'scoring/out-of-range' }))
  })

  interface Posterior {
    readonly posteriorMeanScore: number
    readonly posteriorSdScore: number
    readonly top2Mean: number
    readonly top2Ci: number[]
    readonly bottomMean: number
    readonly bottomCi: number[]
  }

  test.skipIf(!vectorsAreThere)('[SMP8] the posterior agrees with scipy (needs ../shared/data)', () => {
    type Inputs = { counts: number[]; prior: number; level: number }
    for (const { inputs, expected, tolerance } of vectors<Inputs, Posterior>('shrinkage', 'shrinkage-2')) {
      const { counts, prior, level } = inputs
      const score = dirichletScore(counts, { prior, level })
      near(score.mean, expected.posteriorMeanScore, tolerance.abs)
      near(score.sd, expected.posteriorSdScore, tolerance.abs)
      const top2 = dirichletShare(counts, [3, 4], { prior, level })
      near(top2.mean, expected.top2Mean, tolerance.abs)
      near(endsOf(top2.interval), expected.top2Ci, tolerance.abs)
      const bottom = dirichletShare(counts, [0], { prior, level })
      near(bottom.mean, expected.bottomMean, tolerance.abs)
      near(endsOf(bottom.interval), expected.bottomCi, tolerance.abs)
    }
  })
})
