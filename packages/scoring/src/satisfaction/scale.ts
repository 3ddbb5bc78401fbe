import { inputErrors, scoringErrors } from '../errors.ts'
import { type ExactSum, exactProduct, minusSum, plusSum, sumOf, timesNumber } from '../numeric/exact-sum.ts'
import { requirePositive, requireWhole } from '../require.ts'

/** A scale of whole numbers, both ends included. */
export interface Scale {
  readonly min: number
  readonly max: number
}

/** One answer; a weight says for how many people it speaks. */
export type Answer = number | { readonly value: number; readonly weight: number }

/** The answers with a weight at one point of the scale. */
export interface WeightedPoint {
  readonly count: number
  readonly sum: ExactSum
  /** Σ weight² */
  readonly squares: ExactSum
}

/** How many answered what; all that any score of one question needs. Plain JSON. */
export interface ScaleState {
  readonly v: 1
  readonly min: number
  readonly max: number
  /** Answers without a weight, from `min` to `max`. */
  readonly counts: readonly number[]
  /** Answers with one, by their point of the scale. */
  readonly weighted: Readonly<Record<string, WeightedPoint>>
}

/** An empty state of a scale. */
export function emptyScale({ min, max }: Scale): ScaleState {
  requireWhole('the lowest point of a scale', min, Number.MIN_SAFE_INTEGER)
  requireWhole('the highest point of a scale', max, min + 1, min + 1000)
  return { v: 1, min, max, counts: new Array<number>(max - min + 1).fill(0), weighted: {} }
}

/** The state with every answer counted `times` times: 1 to add, −1 to retract. */
export function countAnswers(state: ScaleState, answers: Iterable<Answer>, times: 1 | -1): ScaleState {
  const { min, max } = state
  const counts = state.counts.slice()
  const heavy: KeyedPoint[] = []
  const list = Array.isArray(answers) ? (answers as readonly Answer[]) : [...answers] // isArray forgets the type
  // An index is several times as fast as the iterator of an array, and this loop sees every answer there is.
  for (let i = 0; i < list.length; i++) {
    const answer = list[i]
    if (typeof answer === 'number') {
      const count = counts[answer - min]
      if (count === undefined) throw inputErrors['out-of-scale']({ answer, min, max })
      counts[answer - min] = count + times
    } else heavy.push(pointOf(answer, state, times))
  }
  return { v: 1, min, max, counts, weighted: withWeights(state.weighted, heavy) }
}

/** The two states as one. */
export function mergeScales(a: ScaleState, b: ScaleState): ScaleState {
  const { min, max } = a
  if (min !== b.min || max !== b.max) {
    throw scoringErrors['unlike-states']({ left: `a scale ${min}–${max}`, right: `a scale ${b.min}–${b.max}` })
  }
  const counts = a.counts.map((count, i) => count + (b.counts[i] ?? 0))
  return { v: 1, min, max, counts, weighted: withWeights(a.weighted, Object.entries(b.weighted)) }
}

type KeyedPoint = readonly [string, WeightedPoint]

function pointOf(answer: Exclude<Answer, number> | undefined, { min, max }: Scale, times: 1 | -1): KeyedPoint {
  const { value, weight } = answer ?? { value: undefined, weight: 1 }
  if (value === undefined || !(Number.isInteger(value) && value >= min && value <= max)) {
    throw inputErrors['out-of-scale']({ answer: value, min, max })
  }
  requirePositive('a weight', weight)
  const square = exactProduct(weight, weight)
  return [String(value), { count: times, sum: [times * weight], squares: times === 1 ? square : minusSum(square) }]
}

/** Keys in order of the scale, and none for nothing: one multiset, one state. */
function withWeights(weighted: ScaleState['weighted'], more: readonly KeyedPoint[]): ScaleState['weighted'] {
  if (more.length === 0) return weighted
  const points = new Map(Object.entries(weighted))
  for (const [key, point] of more) {
    const { count, sum, squares } = points.get(key) ?? noPoint
    const total = {
      count: count + point.count,
      sum: plusSum(sum, point.sum),
      squares: plusSum(squares, point.squares),
    }
    if (total.count === 0 && total.sum.length === 0 && total.squares.length === 0) points.delete(key)
    else points.set(key, total)
  }
  return Object.fromEntries([...points].sort(([one], [other]) => Number(one) - Number(other)))
}

const noPoint: WeightedPoint = { count: 0, sum: [], squares: [] }

/** A state as the numbers that scores are made of. */
export interface Tally {
  /** Answers, weighted or not. */
  readonly n: number
  /** Σ weight; equal to n when no answer has a weight. */
  readonly total: number
  readonly effectiveN: number
  /** Σ weight per point, from `min` to `max`. */
  readonly weights: readonly number[]
  /** Σ weight² per point. */
  readonly squares: readonly number[]
}

/**
 * Reads a state.
 *
 * @throws `scoring/over-retracted` when more was taken back than was ever added
 */
export function tally({ min, counts, weighted }: ScaleState): Tally {
  const points = counts.map((count, i) => allOf(count, weighted[String(min + i)]))
  for (const { n, sum } of points) {
    if (n < 0 || sumOf(sum) < 0) throw scoringErrors['over-retracted']({ what: 'a point of the scale', count: n })
  }
  const total = sumOf(points.reduce<ExactSum>((all, { sum }) => plusSum(all, sum), []))
  const squares = sumOf(points.reduce<ExactSum>((all, point) => plusSum(all, point.squares), []))
  return {
    n: points.reduce((n, point) => n + point.n, 0),
    total,
    effectiveN: squares === 0 ? 0 : (total * total) / squares,
    weights: points.map(({ sum }) => sumOf(sum)),
    squares: points.map((point) => sumOf(point.squares)),
  }
}

/** The answers at one point, of weight 1 and of others. */
function allOf(count: number, point: WeightedPoint | undefined) {
  const n = count + (point?.count ?? 0)
  const own: ExactSum = count === 0 ? [] : [count]
  return { n, sum: plusSum(own, point?.sum ?? []), squares: plusSum(own, point?.squares ?? []) }
}

/** Σ weight of the points that belong, and the effective count of them. */
export interface Part {
  readonly share: number
  /** `share · effectiveN`: what the interval methods take for a count. */
  readonly successes: number
}

/** The share of the answers whose value passes the test. */
export function partOf({ min }: ScaleState, sums: Tally, belongs: (value: number) => boolean): Part {
  const weight = sums.weights.reduce((sum, w, i) => sum + (belongs(min + i) ? w : 0), 0)
  const share = sums.total === 0 ? 0 : weight / sums.total
  return { share, successes: sums.effectiveN === sums.total ? weight : share * sums.effectiveN }
}

/** Mean and spread of the answers; `timesNumber` keeps the sums exact. */
export function scaleMean({ min }: ScaleState, sums: Tally): { mean: number; deviations: number } {
  const exact = sums.weights.reduce<ExactSum>((all, w, i) => plusSum(all, timesNumber([w], min + i)), [])
  const mean = sums.total === 0 ? Number.NaN : sumOf(exact) / sums.total
  return { mean, deviations: sums.weights.reduce((sum, w, i) => sum + w * (min + i - mean) ** 2, 0) }
}
