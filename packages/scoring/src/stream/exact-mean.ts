import { type Estimate, type EstimateOptions, estimate, noEstimate } from '../estimate.ts'
import { LEVEL } from '../interval/proportion.ts'
import { type ExactSum, exactProduct, minusSum, plusSum, sumOf, timesNumber, timesSum } from '../numeric/exact-sum.ts'
import { studentQuantile } from '../numeric/student.ts'

/** Enough of some numbers for their mean and its doubt. */
export interface MeanSums {
  readonly n: number
  readonly sum: ExactSum
  readonly squares: ExactSum
}

/** The sums of nothing. */
export const noSums: MeanSums = { n: 0, sum: [], squares: [] }

/** One more number, or (times −1) one fewer. */
export function countIn(sums: MeanSums, x: number, times: 1 | -1): MeanSums {
  const square = exactProduct(x, x)
  const squares = plusSum(sums.squares, times === 1 ? square : minusSum(square))
  return { n: sums.n + times, sum: plusSum(sums.sum, x === 0 ? [] : [times * x]), squares }
}

/** Both sums as one. */
export function joinSums(a: MeanSums, b: MeanSums): MeanSums {
  return { n: a.n + b.n, sum: plusSum(a.sum, b.sum), squares: plusSum(a.squares, b.squares) }
}

/** The mean with Student's interval; below two numbers there is no interval. */
export function meanOfSums(
  { n, sum, squares }: MeanSums,
  named: Pick<Estimate, 'metric' | 'convention'>,
  options: EstimateOptions = {},
): Estimate {
  if (n === 0) return noEstimate(named.metric, named.convention, options)
  const value = sumOf(sum) / n
  const drawn = { ...named, value, n, evidence: 'behaviour' } as const
  if (n < 2) return estimate({ ...drawn, interval: null }, options)
  const deviations = sumOf(plusSum(timesNumber(squares, n), minusSum(timesSum(sum, sum)))) / n
  const level = options.level ?? LEVEL
  const half = -studentQuantile((1 - level) / 2, n - 1) * Math.sqrt(deviations / (n - 1) / n)
  return estimate(
    { ...drawn, interval: { lower: value - half, upper: value + half, level, method: 'student' } },
    options,
    Number.POSITIVE_INFINITY,
  )
}
