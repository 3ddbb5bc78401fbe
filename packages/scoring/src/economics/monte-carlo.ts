import { inputErrors } from '../errors.ts'
import type { Interval } from '../estimate.ts'
import { LEVEL, wilson } from '../interval/proportion.ts'
import { betaQuantile } from '../numeric/beta.ts'
import { type Random, random } from '../numeric/random.ts'
import { requireWhole } from '../require.ts'
import { type Amount, amountAt } from './distribution.ts'

/** One number per name. */
export type Values<Name extends string> = Readonly<Record<Name, number>>

/** Uncertain inputs, what follows from them, and the seed: nothing else decides the result. */
export interface Simulation<Name extends string> {
  readonly inputs: Readonly<Record<Name, Amount>>
  /** The outcome of one draw. Pure. */
  readonly model: (values: Values<Name>) => number
  readonly seed: number | string
  /** @defaultValue 10000 */
  readonly draws?: number
}

/** A percentile of the outcome, with the doubt that the number of draws leaves. */
export interface Percentile {
  readonly value: number
  readonly interval: Interval
}

/** The outcome as a distribution. */
export interface SimulationResult<Name extends string> {
  readonly draws: number
  readonly mean: number
  readonly p5: Percentile
  readonly p50: Percentile
  readonly p95: Percentile
  /** Share of the draws with an outcome above zero. */
  readonly positive: { readonly share: number; readonly interval: Interval }
  /** Spearman's correlation of every uncertain input with the outcome, strongest first. */
  readonly rankCorrelations: readonly { readonly input: Name; readonly correlation: number }[]
}

/**
 * Draws the inputs, computes the outcome, and tells its spread. Every input has its own stream of the seed, so that a new
 * input changes no other's draws.
 *
 * @throws `scoring/out-of-range` when the model gives something that is not a finite number
 * @example
 * ```ts
 * import { lognormalRange, monteCarlo, pert } from '@casewell/scoring/economics'
 *
 * const saving = monteCarlo({
 *   inputs: { calls: 10_000, fewer: pert(0.05, 0.15, 0.25), cost: lognormalRange(8, 33), programme: 20_000 },
 *   model: ({ calls, fewer, cost, programme }) => calls * fewer * cost - programme,
 *   seed: 'plan 2027',
 * })
 * console.log(saving.p5.value < 0, saving.p95.value > 0) // true true
 * console.log(saving.rankCorrelations[0]?.input) // cost
 * ```
 */
export function monteCarlo<Name extends string>(simulation: Simulation<Name>): SimulationResult<Name> {
  const { inputs, model, seed, draws = 10_000 } = simulation
  requireWhole('the number of draws', draws, 100, 10_000_000)
  const names = namesOf(inputs)
  const columns = new Map(names.map((name) => [name, column(inputs[name], random(seed, name), draws)]))
  const outcomes = Float64Array.from({ length: draws }, (_, i) => {
    const values = Object.fromEntries(names.map((name) => [name, columns.get(name)?.[i] ?? 0]))
    return requireOutcome(model(values as Record<Name, number>), values) // fromEntries forgets the names it was given
  })
  const sorted = outcomes.slice().sort()
  const positives = outcomes.reduce((count, x) => count + (x > 0 ? 1 : 0), 0)
  const uncertain = names.filter((name) => typeof inputs[name] !== 'number')
  return {
    draws,
    mean: outcomes.reduce((sum, x) => sum + x, 0) / draws,
    p5: percentile(sorted, 0.05),
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    positive: { share: positives / draws, interval: wilson(positives, draws) },
    rankCorrelations: correlations(uncertain, columns, outcomes),
  }
}

/** The names of the inputs, as their own type. */
export function namesOf<Name extends string>(inputs: Readonly<Record<Name, Amount>>): Name[] {
  return Object.keys(inputs) as Name[] // the keys of a record of Name are Names
}

/** Refuses an outcome that is no number, and says from which values it came. */
export function requireOutcome(outcome: number, values: Readonly<Record<string, number>>): number {
  if (Number.isFinite(outcome)) return outcome
  const what = `the outcome of the model at ${JSON.stringify(values)}`
  throw inputErrors['out-of-range']({ what, value: outcome, range: 'a finite number' })
}

const column = (amount: Amount, stream: Random, draws: number): Float64Array =>
  Float64Array.from({ length: draws }, () => amountAt(amount, stream.uniform()))

/** By linear interpolation; the interval is that of the binomial distribution of how many draws fall below. */
function percentile(sorted: Float64Array, p: number): Percentile {
  const n = sorted.length
  const at = (position: number): number => {
    const clipped = Math.max(0, Math.min(n - 1, position))
    const below = Math.floor(clipped)
    const low = sorted[below] ?? Number.NaN
    return low + (clipped - below) * ((sorted[Math.min(n - 1, below + 1)] ?? low) - low)
  }
  const tail = (1 - LEVEL) / 2
  const rank = (q: number): number => n * betaQuantile(q, p * n + 0.5, (1 - p) * n + 0.5)
  const interval = { lower: at(rank(tail) - 1), upper: at(rank(1 - tail)), level: LEVEL, method: 'order-statistics' }
  return { value: at(p * (n - 1)), interval }
}

function correlations<Name extends string>(
  names: readonly Name[],
  columns: ReadonlyMap<Name, Float64Array>,
  outcomes: Float64Array,
): { input: Name; correlation: number }[] {
  const outcomeRanks = ranks(outcomes)
  return names
    .map((input) => ({ input, correlation: pearson(ranks(columns.get(input) ?? outcomes), outcomeRanks) }))
    .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation))
}

/** Ranks from 0; equal values share their mean rank. */
function ranks(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0))
  const result = new Float64Array(values.length)
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++
    for (let k = start; k < end; k++) result[order[k] ?? 0] = (start + end - 1) / 2
    start = end
  }
  return result
}

/** 0 where one of the two does not vary. */
function pearson(x: Float64Array, y: Float64Array): number {
  const middle = (x.length - 1) / 2
  let [xy, xx, yy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [(x[i] ?? 0) - middle, (y[i] ?? 0) - middle]
    xy += dx * dy
    xx += dx * dx
    yy += dy * dy
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy)
}
