import { scoringErrors } from '../errors.ts'
import { type Estimate, type EstimateOptions, estimate, noEstimate } from '../estimate.ts'
import { LEVEL } from '../interval/proportion.ts'
import { betaPoint } from '../numeric/beta.ts'
import { requirePositive, requireWithin } from '../require.ts'
import type { Accumulator } from './accumulator.ts'

/** How many numbers fell into each bucket; the buckets grow by a constant factor. Plain JSON. */
export interface QuantilesState {
  readonly v: 1
  readonly relativeError: number
  /** How many were zero. */
  readonly zeros: number
  /** Counts by the bucket's exponent. */
  readonly buckets: Readonly<Record<string, number>>
}

/** Quantiles of what was counted. */
export interface Quantiles {
  readonly n: number
  /** The quantile at p, 0…1 (between two values by linear interpolation), with an interval from the order statistics. */
  at(p: number): Estimate
}

/**
 * The accumulator of quantiles of durations and amounts: logarithmic buckets (as in DDSketch, Masson et al., VLDB 2019),
 * so that p99 of any number of values is known to a relative error in a few kilobytes, and merges exactly.
 *
 * @param options - `relativeError` 0.01 means that every quantile is within 1 % of a true one
 * @throws `scoring/out-of-range` for what is negative or not finite
 * @example
 * ```ts
 * import { quantiles } from '@casewell/scoring'
 *
 * const seconds = quantiles()
 * const waits = seconds.result(seconds.addAll(seconds.zero(), Array.from({ length: 1000 }, (_, i) => i + 1)))
 * const p99 = waits.at(0.99).value ?? 0
 * console.log(Math.abs(p99 / 990 - 1) < 0.01) // true
 * ```
 */
export function quantiles(
  options: { readonly relativeError?: number; readonly metric?: string } = {},
): Accumulator<number, QuantilesState, Quantiles, EstimateOptions> {
  const { relativeError = 0.01, metric = 'quantile' } = options
  requirePositive('the relative error', requireWithin('the relative error', relativeError, 0, 0.5))
  const logBase = Math.log1p((2 * relativeError) / (1 - relativeError))
  const count = (state: QuantilesState, xs: Iterable<number>, times: 1 | -1): QuantilesState => {
    let { zeros } = state
    const buckets = new Map(Object.entries(state.buckets))
    for (const x of xs) {
      requireWithin('a measurement', x, 0)
      if (x === 0) zeros += times
      else bump(buckets, String(Math.ceil(Math.log(x) / logBase)), times)
    }
    return { ...state, zeros, buckets: inOrder(buckets) }
  }
  return {
    id: `quantiles ${relativeError}`,
    zero: () => ({ v: 1, relativeError, zeros: 0, buckets: {} }),
    add: (state, x) => count(state, [x], 1),
    addAll: (state, xs) => count(state, xs, 1),
    retract: (state, x) => count(state, [x], -1),
    merge: mergeBuckets,
    result: (state, options = {}) => quantilesOf(state, metric, options),
  }
}

function bump(buckets: Map<string, number>, key: string, by: number): void {
  const count = (buckets.get(key) ?? 0) + by
  if (count === 0) buckets.delete(key)
  else buckets.set(key, count)
}

const inOrder = (buckets: Map<string, number>): Record<string, number> =>
  Object.fromEntries([...buckets].sort(([a], [b]) => Number(a) - Number(b)))

function mergeBuckets(a: QuantilesState, b: QuantilesState): QuantilesState {
  if (a.relativeError !== b.relativeError) {
    const name = (state: QuantilesState): string => `a sketch within ${state.relativeError}`
    throw scoringErrors['unlike-states']({ left: name(a), right: name(b) })
  }
  const buckets = new Map(Object.entries(a.buckets))
  for (const [key, count] of Object.entries(b.buckets)) bump(buckets, key, count)
  return { ...a, zeros: a.zeros + b.zeros, buckets: inOrder(buckets) }
}

function quantilesOf(state: QuantilesState, metric: string, options: EstimateOptions): Quantiles {
  const entries = Object.entries(state.buckets).map(([key, count]) => [Number(key), count] as const)
  const n = entries.reduce((sum, [, count]) => sum + count, state.zeros)
  if (state.zeros < 0 || entries.some(([, count]) => count < 0)) {
    throw scoringErrors['over-retracted']({ what: metric, count: n })
  }
  const base = (1 + state.relativeError) / (1 - state.relativeError)
  const sorted = entries.sort(([a], [b]) => a - b)
  const atRank = (rank: number): number => {
    let seen = state.zeros
    if (rank < seen) return 0
    for (const [bucket, count] of sorted) {
      seen += count
      if (rank < seen) return (2 * base ** bucket) / (base + 1)
    }
    return Number.NaN
  }
  const at = (p: number): Estimate => {
    requireWithin('the quantile asked for', p, 0, 1)
    const convention = `p${(100 * p).toFixed(0)}, within ${100 * state.relativeError} %`
    if (n === 0) return noEstimate(metric, convention, options)
    const level = options.level ?? LEVEL
    const rank = p * (n - 1)
    const [below, above] = [Math.floor(rank), Math.ceil(rank)]
    const value = atRank(below) + (rank - below) * (atRank(above) - atRank(below))
    const [low, high] = ranksAround(p, n, level)
    const [lower, upper] = [atRank(Math.min(low, below)), atRank(Math.max(high, above))]
    const interval = { lower, upper, level, method: 'order-statistics' }
    return estimate(
      { value, interval, n, metric, convention, evidence: 'behaviour' },
      options,
      Number.POSITIVE_INFINITY,
    )
  }
  return { n, at }
}

/** Ranks (from 0) between which the true quantile lies: the binomial distribution of how many numbers fall below it. */
function ranksAround(p: number, n: number, level: number): [number, number] {
  const tail = (1 - level) / 2
  const k = p * n
  const low = k <= 0 ? 0 : Math.floor(n * betaPoint(tail, 1 - tail, Math.max(k, 1e-9), n - k + 1).x)
  const high = k >= n ? n - 1 : Math.ceil(n * betaPoint(1 - tail, tail, k + 1, Math.max(n - k, 1e-9)).x)
  return [Math.max(0, Math.min(low, n - 1)), Math.max(0, Math.min(high, n - 1))]
}
