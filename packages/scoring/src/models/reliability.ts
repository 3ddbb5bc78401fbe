import { scoringErrors } from '../errors.ts'
import { type Estimate, type EstimateOptions, estimate } from '../estimate.ts'
import { wilson } from '../interval/proportion.ts'
import { type ExactSum, minusSum, plusSum, sumOf } from '../numeric/exact-sum.ts'
import { requireWhole, requireWithin } from '../require.ts'
import type { Accumulator } from '../stream/accumulator.ts'

/** A chance that was given, and what then happened. */
export interface Forecast {
  /** 0…1 */
  readonly chance: number
  readonly happened: boolean
}

/** Forecasts by their chance, in bins of equal width. Plain JSON. */
export interface ReliabilityState {
  readonly v: 1
  readonly bins: readonly { readonly n: number; readonly happened: number; readonly chances: ExactSum }[]
}

/** The forecasts of one bin. */
export interface ReliabilityBin {
  /** The bin holds chances from here on, up to the next bin; the last one holds 1 too. */
  readonly from: number
  /** The mean chance given; null in an empty bin. */
  readonly meanChance: number | null
  /** How often it happened. */
  readonly happened: Estimate
}

/** Do things happen as often as they were said to? */
export interface Reliability {
  readonly n: number
  readonly bins: readonly ReliabilityBin[]
  /** The mean distance of chance and frequency over the bins, by their number of forecasts; null without any. */
  readonly expectedError: number | null
}

/**
 * The accumulator of a reliability diagram. Intervals that reach the diagonal say that the bin may well be right.
 *
 * @param bins - how many of equal width
 * @throws `scoring/out-of-range`; from `merge`, `scoring/unlike-states`; from `result`, `scoring/over-retracted`
 * @example
 * ```ts
 * import { reliability } from '@casewell/scoring/models'
 *
 * const said = reliability({ bins: 2 })
 * const state = said.addAll(said.zero(), [
 *   { chance: 0.25, happened: false },
 *   { chance: 0.25, happened: true },
 *   { chance: 0.75, happened: true },
 * ])
 * console.log(said.result(state).bins.map((bin) => bin.happened.value)) // [ 0.5, 1 ]
 * ```
 */
export function reliability({
  bins = 10,
}: {
  readonly bins?: number
} = {}): Accumulator<Forecast, ReliabilityState, Reliability, EstimateOptions> {
  requireWhole('the number of bins', bins, 1, 1000)
  const empty = { n: 0, happened: 0, chances: [] }
  const counted = (state: ReliabilityState, forecasts: Iterable<Forecast>, times: 1 | -1): ReliabilityState => {
    const counts = [...state.bins]
    for (const { chance, happened } of forecasts) {
      requireWithin('a chance', chance, 0, 1)
      const bin = Math.min(bins - 1, Math.floor(chance * bins))
      const one = { n: times, happened: happened ? times : 0, chances: chance === 0 ? [] : [times * chance] }
      counts[bin] = plus(counts[bin] ?? empty, one)
    }
    return { v: 1, bins: counts }
  }
  return {
    id: `reliability ${bins}`,
    zero: () => ({ v: 1, bins: Array.from({ length: bins }, () => empty) }),
    add: (state, forecast) => counted(state, [forecast], 1),
    addAll: (state, forecasts) => counted(state, forecasts, 1),
    retract: (state, forecast) => counted(state, [forecast], -1),
    merge: mergeBins,
    result: reliabilityOf,
  }
}

type Bin = ReliabilityState['bins'][number]

const plus = (a: Bin, b: Bin): Bin => ({
  n: a.n + b.n,
  happened: a.happened + b.happened,
  chances: plusSum(a.chances, b.chances),
})

function mergeBins(a: ReliabilityState, b: ReliabilityState): ReliabilityState {
  if (a.bins.length !== b.bins.length) {
    throw scoringErrors['unlike-states']({ left: `${a.bins.length} bins`, right: `${b.bins.length} bins` })
  }
  return { v: 1, bins: a.bins.map((bin, i) => plus(bin, b.bins[i] ?? bin)) }
}

function reliabilityOf({ bins }: ReliabilityState, options: EstimateOptions = {}): Reliability {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0)
  const distances = bins.map((bin) => Math.abs(sumOf(plusSum(bin.chances, minusSum([bin.happened].filter(Boolean))))))
  const distance = distances.reduce((sum, x) => sum + x, 0)
  return {
    n,
    bins: bins.map((bin, i) => described(bin, i / bins.length, options)),
    expectedError: n === 0 ? null : distance / n,
  }
}

function described({ n, happened, chances }: Bin, from: number, options: EstimateOptions): ReliabilityBin {
  const count = Math.min(n, happened, n - happened)
  if (count < 0) throw scoringErrors['over-retracted']({ what: `the bin from ${from}`, count })
  const about = { metric: 'frequency', convention: 'happened / forecast', evidence: 'behaviour' } as const
  const interval = n === 0 ? null : wilson(happened, n, options.level)
  const value = n === 0 ? null : happened / n
  return {
    from,
    meanChance: n === 0 ? null : sumOf(chances) / n,
    happened: estimate({ value, interval, n, ...about }, options),
  }
}
