import { describe, expect, test } from 'vitest'
import { type GradedFit, gradedResponse, rasch } from '../src/models/index.ts'
import { near, type Vector, vectors, vectorsAreThere } from './reference-vectors.ts'

const code = (name: string): unknown => expect.objectContaining({ code: `scoring/${name}` })

interface Inputs {
  readonly patterns?: string[]
  readonly freq?: number[]
  readonly matrix?: number[][]
  readonly categories?: number
}

interface Expected {
  readonly easiness?: number[]
  readonly sigma?: number
  readonly difficultyInSdUnits?: number[]
  readonly logLik?: number
  readonly beta_easiness_sum0?: number[]
  readonly condLogLik?: number
  readonly location?: number[]
  readonly thresholds?: number[][]
  readonly ThetaRef?: number[][]
  readonly personMode?: number[]
  readonly personCondVar?: number[]
}

const all: Vector<Inputs, Expected>[] = vectorsAreThere
  ? [...vectors<Inputs, Expected>('rasch-grm', 'rasch'), ...vectors<Inputs, Expected>('rasch-grm', 'graded-response')]
  : []

/** The answers of a vector, from 0 up, with items by number. */
function answersOf({ matrix = [], patterns, freq, categories }: Inputs) {
  const lowest = categories === undefined ? 0 : 1
  const answers =
    patterns?.map((pattern) => Array.from(pattern, Number)) ?? matrix.map((row) => row.map((x) => x - lowest))
  const items = (answers[0] ?? []).map((_, i) => `item ${i + 1}`)
  return { items, answers, ...(freq && { weights: freq }) }
}

describe('the Rasch model', () => {
  test.skipIf(!vectorsAreThere)(
    '[MOD24] by conditional likelihood agrees with eRm, and is no worse (needs ../shared/data)',
    () => {
      for (const { id, inputs, expected, tolerance } of all) {
        if (expected.beta_easiness_sum0 !== undefined) {
          const { items, logLikelihood, card } = rasch(answersOf(inputs))
          near(
            items.map(({ location }) => -location.value),
            expected.beta_easiness_sum0,
            tolerance.abs,
            id,
          )
          near(logLikelihood, expected.condLogLik, tolerance.abs, id)
          expect(logLikelihood).toBeGreaterThan((expected.condLogLik ?? 0) - 1e-9)
          expect(card).toMatchObject({ observations: 100, parameters: 29 })
        }
        if (expected.thresholds === undefined || expected.condLogLik === undefined) continue
        const { items, logLikelihood } = rasch(answersOf(inputs), { model: 'rating-scale', origin: 'first-thresholds' })
        near(logLikelihood, expected.condLogLik, tolerance.abs, id)
        near(
          items.map(({ location }) => location.value),
          expected.location,
          tolerance.abs,
          id,
        )
        near(
          items.map(({ thresholds }) => thresholds.map(({ value }) => value)),
          expected.thresholds,
          tolerance.abs,
          id,
        )
      }
    },
  )

  // Two items: of those who agree to just one, 30 agree to the first, 10 to the second. b₂ − b₁ = ln(30/10).
  const two = {
    items: ['easy', 'hard'],
    answers: [
      [1, 0],
      [0, 1],
      [1, 1],
      [0, 0],
    ],
    weights: [30, 10, 50, 20],
  }

  test('[MOD25] of two items is a ratio of counts, in closed form', () => {
    const { items, logLikelihood } = rasch(two)
    near(
      items.map(({ location }) => location.value),
      [-Math.log(3) / 2, Math.log(3) / 2],
      1e-8,
    )
    near(items[0]?.location.standardError, Math.sqrt(1 / 30 + 1 / 10) / 2, 1e-6)
    near(logLikelihood, 30 * Math.log(0.75) + 10 * Math.log(0.25), 1e-8)
  })

  test('[MOD25] of yes and no is the same by either model, and only its zero moves with the origin', () => {
    const [free, shared] = (['partial-credit', 'rating-scale'] as const).map((model) => rasch(two, { model }))
    near(
      free?.items.map(({ location }) => location.value),
      shared?.items.map(({ location }) => location.value),
      1e-8,
    )
    const data = {
      items: ['a', 'b'],
      answers: [
        [0, 1],
        [1, 0],
        [2, 1],
        [1, 2],
        [0, 2],
        [2, 0],
        [2, 2],
        [0, 0],
        [1, 1],
      ],
      weights: [9, 4, 7, 8, 3, 5, 2, 2, 6],
    }
    const origins = (['locations', 'first-thresholds', 'cumulative'] as const).map((origin) => rasch(data, { origin }))
    const gap = origins.map(({ items: [a, b] }) => (a?.thresholds[1]?.value ?? 0) - (b?.thresholds[0]?.value ?? 0))
    near(gap, [gap[0], gap[0], gap[0]], 1e-9)
    near(
      origins[0]?.items.reduce((sum, { location }) => sum + location.value, 0),
      0,
      1e-9,
    )
    near(
      origins[1]?.items.reduce((sum, { thresholds }) => sum + (thresholds[0]?.value ?? 0), 0),
      0,
      1e-9,
    )
    // Σ over items and answers of the cumulated steps: the first threshold enters twice, the second once.
    near(
      origins[2]?.items.reduce((sum, { thresholds: [x, y] }) => sum + 2 * (x?.value ?? 0) + (y?.value ?? 0), 0),
      0,
      1e-9,
    )
  })

  test('[MOD26] leaves answers out that were not given: they move nothing but what was said', () => {
    const silent = {
      ...two,
      answers: [...two.answers, [1, null], [null, 0], [null, null]],
      weights: [...two.weights, 70, 40, 9],
    }
    near(
      rasch(silent).items.map(({ location }) => location.value),
      rasch(two).items.map(({ location }) => location.value),
      1e-8,
    )
    const three = {
      items: ['a', 'b', 'c'],
      answers: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [1, 1, 0],
        [1, 0, 1],
        [0, 1, 1],
      ],
      weights: [20, 12, 6, 25, 14, 9],
    }
    const partly = {
      ...three,
      answers: [...three.answers, [1, 0, null], [0, 1, null]],
      weights: [...three.weights, 500, 250],
    }
    const [a, b] = rasch(partly).items
    // Seven hundred and fifty more who answered a and b alone, at two to one.
    near((b?.location.value ?? 0) - (a?.location.value ?? 0), Math.log(2), 0.05)
  })

  test('[MOD27] tells each total score apart, finite for none and for all', () => {
    const { abilities } = rasch(two)
    expect(abilities.map(({ score }) => score)).toEqual([0, 1, 2])
    near(abilities[1]?.ability, 0, 1e-9)
    near((abilities[0]?.ability ?? 0) + (abilities[2]?.ability ?? 1), 0, 1e-9)
    expect(abilities[2]?.ability).toBeGreaterThan(0.5)
    expect(abilities[2]?.standardError).toBeGreaterThan(abilities[1]?.standardError ?? 9)
  })

  test('[MOD28] is refused where answers leave an item anywhere, or are none', () => {
    expect(() =>
      rasch({
        ...two,
        answers: [
          [1, 0],
          [1, 1],
          [1, 1],
          [1, 0],
        ],
      }),
    ).toThrow(code('empty-level'))
    expect(() =>
      rasch({
        ...two,
        answers: [
          [1, 0],
          [2, 1],
          [0, 1],
          [0, -1],
        ],
      }),
    ).toThrow(code('bad-answer'))
    expect(() =>
      rasch({
        ...two,
        answers: [
          [1, 0],
          [0.5, 1],
          [0, 1],
          [0, 1],
        ],
      }),
    ).toThrow(code('bad-answer'))
    expect(() => rasch({ ...two, answers: [[1, 0], [1], [0, 1], [0, 1]] })).toThrow(code('ragged-row'))
    expect(() => rasch({ items: ['one'], answers: [[1], [0]] })).toThrow(code('no-observations'))
    expect(() => rasch({ items: ['a', 'b'], answers: [] })).toThrow(code('no-observations'))
    expect(() =>
      rasch(
        {
          items: ['a', 'b'],
          answers: [
            [0, 1],
            [1, 2],
            [0, 0],
            [1, 2],
          ],
        },
        { model: 'rating-scale' },
      ),
    ).toThrow(code('unequal-scales'))
    // Nobody agrees to the second item without the first: its distance is infinite.
    expect(() => rasch({ ...two, weights: [30, 0, 50, 20] })).toThrow(code('not-identified'))
  })
})

describe('the graded response', () => {
  /** What the vectors tell of a fit, each where it is told. */
  const told: Record<string, (fit: GradedFit, spread: number, wanted: Expected) => unknown> = {
    sigma: (_, spread) => spread,
    logLik: (fit) => fit.logLikelihood,
    easiness: (fit) => fit.items.map(({ thresholds }) => -(thresholds[0]?.value ?? 0)),
    difficultyInSdUnits: (fit) => fit.items.map(({ difficulties }) => difficulties[0]?.value),
    // The first item’s thresholds, then the others’ distances from them.
    ThetaRef: ({ items: [first, ...others] }) => [
      first?.thresholds.map(({ value }) => value),
      ...others.map(({ thresholds }) => thresholds.map(({ value }, k) => value - (first?.thresholds[k]?.value ?? 0))),
    ],
    personMode: (fit, spread, wanted) =>
      fit.persons.slice(0, wanted.personMode?.length).map(({ mode }) => mode * spread),
    personCondVar: (fit, spread, wanted) =>
      fit.persons.slice(0, wanted.personCondVar?.length).map(({ modeVariance }) => modeVariance * spread * spread),
  }

  test.skipIf(!vectorsAreThere)('[MOD29] agrees with lme4 and ordinal, persons too (needs ../shared/data)', () => {
    const fits = all.filter(({ expected }) => expected.sigma !== undefined)
    expect(fits.length).toBeGreaterThan(0)
    for (const { id, inputs, expected, tolerance } of fits) {
      const fit = gradedResponse(answersOf(inputs))
      for (const [name, of] of Object.entries(told)) {
        const wanted = expected[name as keyof Expected] // the keys of `told` are keys of Expected
        const spread = fit.items[0]?.discrimination.value ?? 0
        if (wanted !== undefined) near(of(fit, spread, expected), wanted, tolerance.abs, `${id} ${name}`)
      }
    }
  })

  test.skipIf(!vectorsAreThere)('[MOD29] has the published standard errors of LSAT (needs ../shared/data)', () => {
    // Rizopoulos 2006, JSS 17(5), rasch(LSAT, constraint = NULL): difficulties and discrimination with their errors
    const lsat = all.find(({ inputs }) => inputs.patterns !== undefined)?.inputs ?? {}
    const { items } = gradedResponse(answersOf(lsat))
    near(
      items.map(({ difficulties }) => difficulties[0]?.standardError),
      [0.3266, 0.1422, 0.0977, 0.1691, 0.251],
      1e-4,
    )
    near(items[0]?.discrimination.standardError, 0.0694, 1e-4)
  })

  test.skipIf(!vectorsAreThere)(
    '[MOD30] with free slopes agrees with the published two-parameter model of LSAT (needs ../shared/data)',
    () => {
      // Rizopoulos 2006, JSS 17(5), ltm(LSAT ~ z1), by 21 quadrature points: log-likelihood −2466.653
      const lsat = all.find(({ inputs }) => inputs.patterns !== undefined)?.inputs ?? {}
      const { items, logLikelihood } = gradedResponse(answersOf(lsat), { slopes: 'free' })
      near(logLikelihood, -2466.653, 0.001)
      near(
        items.map(({ discrimination }) => discrimination.value),
        [0.8254, 0.7229, 0.8905, 0.6886, 0.6575],
        0.001,
      )
      near(
        items.map(({ difficulties }) => difficulties[0]?.value),
        [-3.3597, -1.3696, -0.2799, -1.8659, -3.1236],
        0.003,
      )
    },
  )

  // Three ratings of 0…2 by persons from unhappy to happy; `result` parts them as nothing else does.
  const parting = {
    items: ['speed', 'courtesy', 'result'],
    answers: [
      [0, 0, 0],
      [0, 1, 0],
      [1, 1, 1],
      [1, 2, 1],
      [2, 2, 2],
      [2, 1, 2],
      [0, 2, 1],
      [2, 0, 1],
      [1, 0, 0],
    ],
    weights: [20, 12, 25, 20, 40, 15, 4, 3, 8],
  }
  // The same with some who are of two minds.
  const rated = {
    ...parting,
    answers: [...parting.answers, [2, 2, 0], [0, 0, 2], [1, 1, 0], [1, 1, 2]],
    weights: [...parting.weights, 5, 4, 6, 6],
  }

  test('[MOD31] says of each person a degree with its error: higher for higher answers, surer with more', () => {
    const fit = gradedResponse(rated)
    const [low, , middle, , high] = fit.persons
    expect(low?.value).toBeLessThan(middle?.value ?? 9)
    expect(middle?.value).toBeLessThan(high?.value ?? -9)
    const asked = {
      ...rated,
      answers: [...rated.answers, [2, null, null], [null, null, null]],
      weights: [...rated.weights, 1, 1],
    }
    const [one, nothing] = gradedResponse(asked).persons.slice(-2)
    expect(one?.standardError).toBeGreaterThan(high?.standardError ?? 9)
    near([nothing?.value, nothing?.standardError, nothing?.mode, nothing?.modeVariance], [0, 1, 0, 1], 1e-6)
    expect(fit.card).toMatchObject({ observations: 168, parameters: 7, warnings: [] })
  })

  test('[MOD31] gains likelihood with free slopes, and turns with the scales', () => {
    const [equal, free] = (['equal', 'free'] as const).map((slopes) => gradedResponse(rated, { slopes }))
    expect(free?.logLikelihood).toBeGreaterThan((equal?.logLikelihood ?? 0) - 1e-9)
    const turned = gradedResponse({ ...rated, answers: rated.answers.map((row) => row.map((x) => 2 - x)) })
    near(
      turned.persons.map(({ value }) => -value),
      equal?.persons.map(({ value }) => value),
      1e-5,
    )
    near(turned.logLikelihood, equal?.logLikelihood, 1e-7)
  })

  test('[MOD32] is refused where an item parts persons without overlap', () => {
    expect(() => gradedResponse(parting, { slopes: 'free' })).toThrow('the slope of result')
    expect(() => gradedResponse(parting, { slopes: 'free' })).toThrow(code('not-identified'))
  })

  test('[MOD32] is refused for a level nobody chose, and for answers that are none', () => {
    expect(() =>
      gradedResponse({ ...rated, answers: rated.answers.map(([a = 0, b = 0, c = 0]) => [a, b, c === 1 ? 2 : c]) }),
    ).toThrow('nobody chose 1 of result')
    expect(() => gradedResponse({ ...rated, weights: [1] })).toThrow(code('unequal-lengths'))
    expect(() => gradedResponse({ ...rated, weights: rated.weights.map(() => 0) })).toThrow(code('no-observations'))
  })
})
