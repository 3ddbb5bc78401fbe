import { describe, expect, test } from 'vitest'
import { wilson } from '../src/index.ts'
import {
  fongTest,
  type KanoAnswer,
  type KanoCategory,
  kano,
  kanoCategory,
  kanoCompare,
  kanoCounts,
  kanoCurve,
  kanoIndices,
  kanoPosition,
  kanoTable,
  kanoTables,
  kanoVerdict,
} from '../src/kano/index.ts'
import { endsOf, near, vectors, vectorsAreThere } from './reference-vectors.ts'

const ask = (pairs: readonly (readonly number[])[], feature = 'alarm'): KanoAnswer[] =>
  pairs.map(([functional = 0, dysfunctional = 0]) => ({ feature, functional, dysfunctional }))

/** The reading of one feature. */
function read(answers: readonly KanoAnswer[], options: Parameters<ReturnType<typeof kano>['result']>[1] = {}) {
  const survey = kano()
  const [feature] = survey.result(survey.addAll(survey.zero(), answers), options)
  if (feature === undefined) throw new Error('no feature')
  return feature
}

/** Five pairs that each mean their category by the standard table. */
const pairOf: Record<KanoCategory, readonly [number, number]> = {
  A: [1, 3],
  O: [1, 5],
  M: [3, 5],
  I: [3, 3],
  R: [5, 2],
  Q: [1, 1],
}
const answers = (counts: Partial<Record<KanoCategory, number>>, feature?: string): KanoAnswer[] =>
  Object.entries(counts).flatMap(([category, count]) =>
    ask(new Array<readonly [number, number]>(count).fill(pairOf[category as KanoCategory]), feature),
  )

describe('the evaluation table', () => {
  test.skipIf(!vectorsAreThere)('[KAN1] is the published one (needs ../shared/data)', () => {
    const all = vectors<{ variant?: string }, { table: string[][] }>('kano').filter(
      ({ inputs }) => inputs.variant === 'standard',
    )
    expect(all.length).toBeGreaterThan(0)
    for (const { expected } of all) expect(kanoTables.standard).toEqual(expected.table)
  })

  test('[KAN1] by Pouliot doubts who expects a thing both ways, or can live with both', () => {
    expect(kanoCategory(2, 2)).toBe('I')
    expect(kanoCategory(2, 2, kanoTables.pouliot)).toBe('Q')
    expect(kanoCategory(4, 4, kanoTables.pouliot)).toBe('Q')
    const differing = kanoTables.standard.flatMap((row, i) => row.filter((c, j) => c !== kanoTables.pouliot[i]?.[j]))
    expect(differing).toEqual(['I', 'I'])
  })

  test('[KAN1] of one’s own is checked', () => {
    const rows = kanoTables.standard.map((row) => [...row])
    expect(kanoTable(rows)).toEqual(kanoTables.standard)
    expect(() => kanoTable(rows.slice(1))).toThrow('the size of a Kano table is 5+5+5+5, but must be 5 rows of 5.')
    expect(() => kanoTable(rows.map((row) => row.map(() => 'X')))).toThrow(/one of A O M I R Q/)
  })

  test('[KAN1] turns round with its questions: attractive becomes reverse', () => {
    for (const table of Object.values(kanoTables)) {
      expect(table.flat()).toHaveLength(25)
      expect(table[0]?.[0]).toBe('Q')
      expect(table[4]?.[4]).toBe('Q')
      expect(table[0]?.[4]).toBe('O')
      expect(table[4]?.[0]).toBe('R')
    }
  })
})

describe('a feature', () => {
  interface Expected {
    readonly counts: Record<KanoCategory, number>
    readonly category: KanoCategory
    readonly second: KanoCategory
    readonly satisfactionIndex: number
    readonly dissatisfactionIndex: number
    readonly siWilson: number[]
    readonly dsiWilson: number[]
    readonly categoryStrength: number
    readonly totalStrength: number
    readonly fongThreshold: number
    readonly fongSignificant: boolean
    readonly signTestP: number
    readonly continuousFunctional: number
    readonly continuousDysfunctional: number
    readonly sdFunctional: number
    readonly sdDysfunctional: number
  }

  test.skipIf(!vectorsAreThere)(
    '[KAN2] [KAN3] [KAN4] agrees with the reference on a real survey (needs ../shared/data)',
    () => {
      const surveys = vectors<{ pairs?: number[][] }, Expected>('kano').filter(
        ({ inputs }) => inputs.pairs !== undefined,
      )
      expect(surveys.length).toBeGreaterThan(3)
      for (const { id, inputs, expected, tolerance } of surveys) {
        const one = read(ask(inputs.pairs ?? []), { withFong: true })
        const close = (actual: unknown, wanted: unknown, what: string) =>
          near(actual, wanted, tolerance.abs, `${id} ${what}`)
        expect(one.counts).toEqual(expected.counts)
        expect([one.category, one.second]).toEqual([expected.category, expected.second])
        close(one.better.value, expected.satisfactionIndex, 'better')
        close(one.worse.value, expected.dissatisfactionIndex, 'worse')
        close(endsOf(one.better.interval), expected.siWilson, 'better interval')
        close(endsOf(one.worse.interval), expected.dsiWilson, 'worse interval')
        close(one.strength.value, expected.categoryStrength, 'strength')
        close(one.totalStrength.value, expected.totalStrength, 'total strength')
        close(one.fong?.threshold, expected.fongThreshold, 'fong')
        expect(one.fong?.isSignificant).toBe(expected.fongSignificant)
        close(one.pValue, expected.signTestP, 'sign test')
        close(one.position.functional.value, expected.continuousFunctional, 'functional')
        close(one.position.dysfunctional.value, expected.continuousDysfunctional, 'dysfunctional')
        close(one.position.functional.sd, expected.sdFunctional, 'sd functional')
        close(one.position.dysfunctional.sd, expected.sdDysfunctional, 'sd dysfunctional')
      }
    },
  )

  test.skipIf(!vectorsAreThere)('[KAN2] has the published indices of the ski survey (needs ../shared/data)', () => {
    type Inputs = { percent?: Record<KanoCategory, number> }
    for (const { inputs, expected, tolerance } of vectors<Inputs, Expected>('kano')) {
      if (inputs.percent === undefined) continue
      const { better, worse } = kanoIndices(inputs.percent, {}, 1500)
      near(better.value, expected.satisfactionIndex, tolerance.abs)
      near(worse.value, expected.dissatisfactionIndex, tolerance.abs)
      expect(better.n).toBe(1500)
    }
  })

  test('[KAN2] ties fall to must-be first, then one-dimensional, attractive, indifferent', () => {
    expect(read(answers({ A: 3, M: 3, I: 2 }))).toMatchObject({ category: 'M', second: 'A', isTie: true, pValue: 1 })
    expect(read(answers({ I: 4, A: 4, O: 4 }))).toMatchObject({ category: 'O', second: 'A' })
    expect(read(answers({ R: 4, Q: 4 }))).toMatchObject({ category: 'R', second: 'Q' })
    expect(read(answers({ A: 5, I: 4 })).isTie).toBe(false)
  })

  // Binomial by hand: 2·(1 + 10 + 45)/2¹⁰ = 0.109375 for 8 against 2.
  test('[KAN2] a category that chance can explain is called undecided', () => {
    const even = read(answers({ A: 8, I: 2 }))
    near(even.pValue, 0.109375, 1e-12)
    expect(even.warnings.map(({ code }) => code)).toEqual(['undecided-category'])
    expect(read(answers({ A: 18, I: 2 })).warnings).toEqual([])
  })

  test('[KAN2] has no verdict without answers', () => {
    expect(() => kanoVerdict({ A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 })).toThrow(
      expect.objectContaining({ code: 'scoring/no-answers' }),
    )
    expect(kanoIndices({ A: 0, O: 0, M: 0, I: 0 }).better).toMatchObject({ value: null, interval: null })
    expect(kano().result(kano().zero())).toEqual([])
  })

  test('[KAN3] Fong’s test comes on request only, with the reason it misleads', () => {
    expect(read(answers({ A: 8, I: 2 })).fong).toBeUndefined()
    expect(fongTest({ A: 48, O: 48, M: 1, I: 1, R: 1, Q: 1 }).caution).toContain('14–24 %')
  })

  test('[KAN4] says whether its intervals keep to one quadrant', () => {
    const sure = kanoPosition(kanoCells({ O: 60 }))
    expect(sure).toMatchObject({ quadrant: 'O', isClear: true })
    const torn = kanoPosition(kanoCells({ O: 8, I: 7 }))
    expect(torn.isClear).toBe(false)
    expect(kanoPosition(kanoCells({ M: 60 })).quadrant).toBe('M')
    expect(kanoPosition(kanoCells({ A: 60 })).quadrant).toBe('A')
    expect(kanoPosition(kanoCells({ I: 60 }))).toMatchObject({ quadrant: 'I', functional: { sd: 0 } })
  })

  test('[KAN4] keeps self-stated importance apart', () => {
    const stated = answers({ A: 4 }).map((answer, i) => ({ ...answer, importance: [9, 7, 8, 8][i] ?? 1 }))
    expect(read(stated).importance).toMatchObject({ value: 8, n: 4 })
    near(read(stated).importance.sd, Math.sqrt(2 / 3), 1e-12)
    expect(read(answers({ A: 4 })).importance.value).toBeNull()
  })

  test('[KAN5] many questionable or reverse answers are said, few are not', () => {
    const codes = (counts: Partial<Record<KanoCategory, number>>) =>
      read(answers(counts)).warnings.map(({ code }) => code)
    expect(codes({ A: 94, Q: 6 })).toEqual(['questionable-answers'])
    expect(codes({ A: 95, Q: 5 })).toEqual([])
    expect(codes({ A: 89, R: 11 })).toEqual(['reverse-answers'])
    expect(codes({ A: 90, R: 10 })).toEqual([])
    expect(read(answers({ A: 94, Q: 6 })).questionable.value).toBe(0.06)
    expect(endsOf(read(answers({ A: 89, R: 11 })).reverse.interval)).toEqual(endsOf(wilson(11, 100)))
    expect(codes({ A: 9 })).toContain('tiny-sample')
  })

  test('[KAN6] the curve runs from worse to better: straight, late or early', () => {
    for (const category of ['O', 'A', 'M'] as const) {
      const curve = kanoCurve(category, 0.6, -0.4)
      near(curve?.(0), -0.4, 1e-12)
      near(curve?.(1), 0.6, 1e-12)
    }
    near(kanoCurve('O', 0.6, -0.4)?.(0.5), 0.1, 1e-12)
    near(kanoCurve('A', 0.6, -0.4)?.(0.5), -0.4 + (Math.exp(0.5) - 1) / (Math.E - 1), 1e-12)
    // The two exponential ones mirror each other about the middle of the straight one.
    near((kanoCurve('A', 0.6, -0.4)?.(0.3) ?? 0) + (kanoCurve('M', 0.6, -0.4)?.(0.7) ?? 0), 0.2, 1e-12)
    for (const none of ['I', 'R', 'Q'] as const) expect(kanoCurve(none, 0.6, -0.4)).toBeNull()
    expect(() => kanoCurve('O', 0.6, -0.4)?.(1.1)).toThrow(/fulfilment/)
    near(read(answers({ A: 8, O: 1, I: 1 })).curve?.(1), 0.9, 1e-12)
  })

  test('[KAN7] differs between two segments by both indices', () => {
    const [old, young] = [kanoState({ A: 10, O: 10, M: 20, I: 10 }), kanoState({ A: 25, O: 10, M: 5, I: 10 })]
    const { better, worse } = kanoCompare(young, old)
    near(better.difference, 0.7 - 0.4, 1e-12)
    near(worse.difference, -(15 / 50) - -(30 / 50), 1e-12)
    expect(better.interval.lower).toBeGreaterThan(0)
    near(Math.max(better.adjustedP, worse.adjustedP), 2 * Math.min(better.pValue, worse.pValue), 1e-12)
    expect(() => kanoCompare(young, kanoState({ R: 5 }))).toThrow(
      expect.objectContaining({ code: 'scoring/no-answers' }),
    )
  })
})

function kanoState(counts: Partial<Record<KanoCategory, number>>) {
  const survey = kano()
  const cells = survey.addAll(survey.zero(), answers(counts)).features['alarm']
  if (cells === undefined) throw new Error('no feature')
  return cells
}

const kanoCells = (counts: Partial<Record<KanoCategory, number>>): readonly number[] => kanoState(counts).cells

test('[KAN2] one survey can be read by several tables', () => {
  const { cells } = kanoState({ I: 3 })
  expect(kanoCounts(cells)).toEqual({ A: 0, O: 0, M: 0, I: 3, R: 0, Q: 0 })
  const all = kanoTable(kanoTables.standard.map((row) => row.map(() => 'A')))
  expect(kanoCounts(cells, all).A).toBe(3)
})
