import { isCasewellError } from '@casewell/errors'
import { type Estimate, type EstimateOptions, estimate, type Interval, type Warning } from '../estimate.ts'
import { LEVEL } from '../interval/proportion.ts'
import { type Design, requireDesign } from '../models/design.ts'
import { modelErrors } from '../models/errors.ts'
import { type ModelCard, modelCard } from '../models/model-card.ts'
import { random } from '../numeric/random.ts'
import { requireLevel, requireWhole } from '../require.ts'
import type { Covariances } from './cross-products.ts'
import { type Importance, lmg, MOST_DRIVERS, relativeWeights } from './importance.ts'
import { correlations } from './regression.ts'

/** One driver's part in the outcome. */
export interface KeyDriver {
  readonly name: string
  /** The part of the outcome's variation it accounts for, 0…1; the parts add up to R². */
  readonly share: Estimate
  /** The sign of its correlation with the outcome: does more of it go with more? */
  readonly direction: 1 | -1 | 0
}

/** Which drivers account for an outcome. */
export interface KeyDrivers {
  /** Largest share first. */
  readonly drivers: readonly KeyDriver[]
  readonly rSquared: number
  readonly method: ImportanceMethod
  readonly card: ModelCard
}

/** `lmg` averages over all orders of entry, up to twelve drivers; `johnson` is close to it and takes any number. */
export type ImportanceMethod = 'lmg' | 'johnson'

/** How key drivers are found. */
export interface KeyDriverOptions extends EstimateOptions {
  /** @defaultValue `lmg` up to twelve drivers, `johnson` beyond */
  readonly method?: ImportanceMethod
}

/** Rows of drivers with the outcome as one of the columns. */
export interface DriverData extends Design {
  readonly outcome: string
}

/** How key drivers are found, and how often the rows are drawn anew for their intervals. */
export interface BootstrapOptions extends KeyDriverOptions {
  readonly seed: number | string
  /** How many times the rows are drawn anew. @defaultValue 1000 */
  readonly resamples?: number
}

/**
 * Which drivers account for how much of an outcome, with bootstrap intervals. Correlated drivers share fairly what
 * they explain together. What accounts for an outcome need not cause it.
 *
 * Sources: Lindeman, Merenda & Gold 1980; Johnson 2000; Efron & Tibshirani, "An Introduction to the Bootstrap", 1993.
 *
 * @throws `scoring/no-observations` with fewer rows than columns, `scoring/no-variation`, `scoring/too-many-drivers`,
 *   `scoring/collinear` (johnson), `scoring/unknown-level`, `scoring/ragged-row`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { keyDrivers } from '@casewell/scoring/drivers'
 *
 * const rows = Array.from({ length: 60 }, (_, i) => [i % 5, i % 3, 2 * (i % 5) + (i % 3) + ((i * 7) % 4)])
 * const { drivers } = keyDrivers({ names: ['speed', 'courtesy', 'score'], rows, outcome: 'score' }, { seed: 1, resamples: 200 })
 * console.log(drivers.map(({ name }) => name)) // [ 'speed', 'courtesy' ]
 * ```
 */
export function keyDrivers(data: DriverData, options: BootstrapOptions): KeyDrivers {
  const { rows, names, outcome } = requireDesign(data)
  const resamples = requireWhole('the number of resamples', options.resamples ?? 1000, 20, 1_000_000)
  if (rows.length <= names.length) throw modelErrors['no-observations']({ method: 'drivers of as few rows as columns' })
  const method = methodFor(names.length - 1, options)
  const stream = random(options.seed, 'key drivers')
  const drawn = Array.from({ length: resamples }, () =>
    sharesOf(
      covariancesOf(
        names,
        rows.map(() => rows[stream.whole(rows.length)] ?? []),
      ),
      outcome,
      method,
    ),
  )
  const kept = drawn.filter((shares) => shares !== undefined)
  const intervals = 2 * kept.length < drawn.length ? [] : percentiles(kept, requireLevel(options.level ?? LEVEL))
  return described(covariancesOf(names, rows), outcome, method, options, intervals, lost(drawn.length - kept.length))
}

/**
 * Which drivers account for an outcome, from merged cross products: without intervals, which need the rows.
 *
 * @throws as `keyDrivers`
 * @example
 * ```ts
 * import { crossProducts, driverShares } from '@casewell/scoring/drivers'
 *
 * // The score is 2 · speed + courtesy, of drivers that have nothing to do with each other: 4 to 1.
 * const sums = crossProducts(['speed', 'courtesy', 'score'])
 * const state = sums.addAll(sums.zero(), [[0, 0, 0], [0, 1, 1], [1, 0, 2], [1, 1, 3]])
 * const { drivers } = driverShares(sums.result(state), 'score')
 * console.log(drivers.map((d) => `${d.name} ${d.share.value?.toFixed(2)}`)) // [ 'speed 0.80', 'courtesy 0.20' ]
 * ```
 */
export function driverShares(covariances: Covariances, outcome: string, options: KeyDriverOptions = {}): KeyDrivers {
  const method = methodFor(covariances.columns.length - 1, options)
  return described(covariances, outcome, method, options, [], [noInterval])
}

const noInterval: Warning = { code: 'no-interval', message: 'sums alone give no interval; keyDrivers takes the rows.' }

const methodFor = (drivers: number, { method }: KeyDriverOptions): ImportanceMethod =>
  method ?? (drivers <= MOST_DRIVERS ? 'lmg' : 'johnson')

const methods: Readonly<Record<ImportanceMethod, typeof relativeWeights>> = { lmg, johnson: relativeWeights }

function described(
  covariances: Covariances,
  outcome: string,
  method: ImportanceMethod,
  options: EstimateOptions,
  intervals: readonly Interval[],
  warnings: readonly Warning[],
): KeyDrivers {
  const related = correlations(covariances, outcome)
  const { shares, rSquared }: Importance = methods[method](related)
  const about = {
    metric: 'share of variation',
    convention: method,
    evidence: 'model',
    n: covariances.n,
    warnings,
  } as const
  const drivers = related.drivers.map((name, i): KeyDriver => {
    const drawn = { value: shares[i] ?? 0, interval: intervals[i] ?? null, ...about }
    return {
      name,
      share: estimate(drawn, options, Number.POSITIVE_INFINITY),
      direction: signOf(related.withOutcome[i] ?? 0),
    }
  })
  const card = modelCard({
    method: `linear regression, ${method}`,
    source:
      method === 'lmg' ? 'Lindeman, Merenda & Gold 1980' : 'Johnson 2000, Multivariate Behavioral Research 35:1-19',
    observations: covariances.n,
    parameters: drivers.length + 1,
    window: options.window ?? null,
    warnings,
    cautions: ['What accounts for an outcome need not cause it; only a trial tells what a change would do.'],
  })
  return { drivers: drivers.sort((a, b) => (b.share.value ?? 0) - (a.share.value ?? 0)), rSquared, method, card }
}

const signOf = (x: number): 1 | -1 | 0 => (x > 0 ? 1 : x < 0 ? -1 : 0)

/** The shares in one resample; undefined where a column came out constant, or determined by others. */
function sharesOf(covariances: Covariances, outcome: string, method: ImportanceMethod): readonly number[] | undefined {
  try {
    return methods[method](correlations(covariances, outcome)).shares
  } catch (error) {
    if (isCasewellError(error, 'scoring/no-variation') || isCasewellError(error, 'scoring/collinear')) return undefined
    throw error
  }
}

/** Means and covariances of rows at hand, in two passes. */
function covariancesOf(columns: readonly string[], rows: readonly (readonly number[])[]): Covariances {
  const n = rows.length
  const means = columns.map((_, j) => rows.reduce((sum, row) => sum + (row[j] ?? 0), 0) / n)
  const covariance = columns.map(() => columns.map(() => 0))
  for (const row of rows) {
    const off = row.map((x, j) => x - (means[j] ?? 0))
    for (const [i, line] of covariance.entries()) {
      for (let j = 0; j <= i; j++) line[j] = (line[j] ?? 0) + ((off[i] ?? 0) * (off[j] ?? 0)) / (n - 1)
    }
  }
  return {
    columns,
    n,
    means,
    covariance: covariance.map((row, i) => row.map((x, j) => (j <= i ? x : (covariance[j]?.[i] ?? 0)))),
  }
}

/** For each driver, the middle of its resampled shares, this much of them. */
function percentiles(resamples: readonly (readonly number[])[], level: number): Interval[] {
  return (resamples[0] ?? []).map((_, j) => {
    const sorted = resamples.map((shares) => shares[j] ?? 0).sort((a, b) => a - b)
    const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN
    return { lower: at((1 - level) / 2), upper: at((1 + level) / 2), level, method: 'bootstrap percentile' }
  })
}

function lost(resamples: number): Warning[] {
  if (resamples === 0) return []
  return [{ code: 'lost-resamples', message: `${resamples} resamples had a column that the others determine.` }]
}
