import { inputErrors, scoringErrors } from '../errors.ts'
import { type Estimate, type EstimateOptions, estimate, noEstimate } from '../estimate.ts'
import { LEVEL } from '../interval/proportion.ts'
import { type ExactSum, exactProduct, minusSum, plusSum, sumOf, timesNumber, timesSum } from '../numeric/exact-sum.ts'
import { studentQuantile } from '../numeric/student.ts'
import type { Accumulator } from './accumulator.ts'

/** Exact sums of the powers of the numbers seen; so no order of merging changes a digit. Plain JSON. */
export interface MomentsState {
  readonly v: 1
  readonly n: number
  /** Σx, Σx², Σx³, Σx⁴ */
  readonly powers: readonly [ExactSum, ExactSum, ExactSum, ExactSum]
}

/** Mean, spread and shape of numbers, as doubles of exact values. */
export interface Moments {
  readonly n: number
  readonly mean: Estimate
  /** With n − 1; null below two numbers. */
  readonly variance: number | null
  readonly sd: number | null
  /** `m₃ / m₂^1.5`; null when all numbers are equal. */
  readonly skewness: number | null
  /** `m₄ / m₂² − 3`; null when all numbers are equal. */
  readonly excessKurtosis: number | null
}

/** Numbers beyond these bounds lose the exactness of their fourth power. */
const [SMALLEST, LARGEST] = [1e-60, 1e60]

/**
 * The accumulator of mean, variance, skewness and kurtosis.
 *
 * The usual trap of such sums, cancellation, does not arise: they are exact, and rounded once at the end.
 *
 * @param metric - the name of what is measured, for its results
 * @throws `scoring/out-of-range` for what is not finite, or neither 0 nor between 1e-60 and 1e60 in size
 * @example
 * ```ts
 * import { moments } from '@casewell/scoring'
 *
 * const minutes = moments('handle time (min)')
 * const { mean, variance, skewness } = minutes.result(minutes.addAll(minutes.zero(), [2, 4, 4, 4, 5, 5, 7, 9]))
 * console.log(mean.value, variance?.toFixed(4), skewness) // 5 4.5714 0.65625
 * ```
 */
export function moments(metric = 'mean'): Accumulator<number, MomentsState, Moments, EstimateOptions> {
  const count = (state: MomentsState, x: number, times: 1 | -1): MomentsState => {
    const [one, two, three, four] = powersOf(x).map((power) => (times === 1 ? power : minusSum(power)))
    return plusMoments(state, { v: 1, n: times, powers: [one ?? [], two ?? [], three ?? [], four ?? []] })
  }
  const add = (state: MomentsState, x: number): MomentsState => count(state, x, 1)
  return {
    id: 'moments',
    zero: () => ({ v: 1, n: 0, powers: [[], [], [], []] }),
    add,
    addAll: (state, xs) => [...xs].reduce(add, state),
    retract: (state, x) => count(state, x, -1),
    merge: plusMoments,
    result: (state, options = {}) => momentsOf(state, metric, options),
  }
}

function powersOf(x: number): ExactSum[] {
  const size = Math.abs(x)
  if (!(x === 0 || (size >= SMALLEST && size <= LARGEST))) {
    throw inputErrors['out-of-range']({ what: 'a measurement', value: x, range: '0 or of a size from 1e-60 to 1e60' })
  }
  const first: ExactSum = x === 0 ? [] : [x]
  const square = exactProduct(x, x)
  const cube = timesNumber(square, x)
  return [first, square, cube, timesNumber(cube, x)]
}

function plusMoments(a: MomentsState, b: MomentsState): MomentsState {
  const [one, two, three, four] = a.powers.map((power, i) => plusSum(power, b.powers[i] ?? []))
  return { v: 1, n: a.n + b.n, powers: [one ?? [], two ?? [], three ?? [], four ?? []] }
}

function momentsOf({ n, powers }: MomentsState, metric: string, options: EstimateOptions): Moments {
  if (n < 0) throw scoringErrors['over-retracted']({ what: metric, count: n })
  if (n === 0) {
    const mean = noEstimate(metric, 'arithmetic mean', options)
    return { n, mean, variance: null, sd: null, skewness: null, excessKurtosis: null }
  }
  const [two, three, four] = central(n, powers)
  const variance = n < 2 ? null : two / (n - 1)
  const sd = variance === null ? null : Math.sqrt(variance)
  const value = sumOf(powers[0]) / n
  const level = options.level ?? LEVEL
  const half = sd === null ? null : (-studentQuantile((1 - level) / 2, n - 1) * sd) / Math.sqrt(n)
  const interval = half === null ? null : { lower: value - half, upper: value + half, level, method: 'student' }
  return {
    n,
    mean: estimate(
      { value, interval, n, metric, convention: 'arithmetic mean', evidence: 'behaviour' },
      options,
      Number.POSITIVE_INFINITY,
    ),
    variance,
    sd,
    skewness: two === 0 ? null : three / n / (two / n) ** 1.5,
    excessKurtosis: two === 0 ? null : four / n / (two / n) ** 2 - 3,
  }
}

/** Σ(x−x̄)², Σ(x−x̄)³, Σ(x−x̄)⁴, from exact numerators over powers of n. */
function central(n: number, [s1, s2, s3, s4]: MomentsState['powers']): [number, number, number] {
  const byN = (sum: ExactSum): ExactSum => timesNumber(sum, n)
  const minus = (a: ExactSum, b: ExactSum): ExactSum => plusSum(a, minusSum(b))
  const square = timesSum(s1, s1)
  const cube = timesSum(square, s1)
  const two = minus(byN(s2), square)
  const three = plusSum(minus(byN(byN(s3)), timesNumber(byN(timesSum(s1, s2)), 3)), timesNumber(cube, 2))
  const left = minus(byN(byN(byN(s4))), timesNumber(byN(byN(timesSum(s1, s3))), 4))
  const right = minus(timesNumber(byN(timesSum(square, s2)), 6), timesNumber(timesSum(cube, s1), 3))
  return [sumOf(two) / n, sumOf(three) / (n * n), sumOf(plusSum(left, right)) / n ** 3]
}
