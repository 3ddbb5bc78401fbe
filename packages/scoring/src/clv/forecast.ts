import { type Estimate, type EstimateOptions, estimate, type Warning } from '../estimate.ts'
import { LEVEL, zOf } from '../interval/proportion.ts'
import { requireWithin } from '../require.ts'
import type { BuyerProcess, Parameters } from './buyer-process.ts'
import { discountedValue, type Horizon } from './discounted-value.ts'
import type { BuyerFit } from './fit-buyers.ts'
import { expectedSpend, type SpendFit } from './gamma-gamma.ts'
import { type PurchaseHistory, requireHistory } from './purchase-history.ts'

/** What to expect of one customer. Intervals hold the doubt of the parameters, not the customer's own luck. */
export interface BuyerForecast {
  /** The probability that the customer still buys. */
  readonly alive: Estimate
  /** The purchases to expect in the periods ahead. */
  readonly purchases: Estimate
}

/**
 * What a fit says of one customer.
 *
 * @param periods - how far ahead, in the unit of the histories
 * @throws `scoring/impossible-history`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { bgNbd, fitBuyers, forecastPurchases } from '@casewell/scoring/clv'
 *
 * const regular = { frequency: 8, recency: 35, observed: 38 }
 * const fit = fitBuyers(bgNbd, [
 *   { frequency: 0, recency: 0, observed: 39, customers: 600 },
 *   { frequency: 1, recency: 5, observed: 38, customers: 180 },
 *   { frequency: 3, recency: 30, observed: 38, customers: 40 },
 *   { frequency: 6, recency: 9, observed: 38, customers: 10 },
 *   { ...regular, customers: 25 },
 * ])
 * const { alive, purchases } = forecastPurchases(bgNbd, fit, regular, 13)
 * console.log(alive.value?.toFixed(2), purchases.value?.toFixed(1)) // 0.97 2.5
 * ```
 */
export function forecastPurchases<Name extends string>(
  process: BuyerProcess<Name>,
  fit: BuyerFit<Name>,
  history: PurchaseHistory,
  periods: number,
  options: EstimateOptions = {},
): BuyerForecast {
  requireHistory(history)
  requireWithin('the periods ahead', periods, 0)
  const under = (ln: readonly number[]) => parametersOf(process, ln)
  const at = process.names.map((name) => Math.log(fit.parameters[name]))
  const about = { n: fit.card.observations, evidence: 'model', convention: process.id } as const
  const alive = uncertain(at, fit.lnCovariance, logOdds, options, (ln) => process.probabilityAlive(under(ln), history))
  const purchases = uncertain(at, fit.lnCovariance, logarithm, options, (ln) =>
    process.expectedPurchases(under(ln), history, periods),
  )
  const warnings = alive.value === 1 ? [aliveByAssumption] : []
  return {
    alive: estimate({ ...alive, ...about, metric: 'probability alive', warnings }, options),
    purchases: estimate(
      { ...purchases, ...about, metric: 'expected purchases', warnings },
      options,
      Number.POSITIVE_INFINITY,
    ),
  }
}

const aliveByAssumption: Warning = {
  code: 'alive-by-assumption',
  message: 'in this model nobody stops before the first repeat purchase; MBG/NBD lets them.',
}

/**
 * What a customer's purchases are worth today, from a fit of how often and one of how much.
 *
 * `spent` is the mean value of a repeat purchase of that customer; it is not looked at where there was none.
 * @throws `scoring/impossible-history`, `scoring/out-of-range`, `scoring/no-mean`
 * @example
 * ```ts
 * import { bgNbd, customerValue, fitBuyers, fitSpending } from '@casewell/scoring/clv'
 *
 * const regular = { frequency: 8, recency: 35, observed: 38 }
 * const buying = fitBuyers(bgNbd, [
 *   { frequency: 0, recency: 0, observed: 39, customers: 600 },
 *   { frequency: 1, recency: 5, observed: 38, customers: 180 },
 *   { frequency: 3, recency: 30, observed: 38, customers: 40 },
 *   { frequency: 6, recency: 9, observed: 38, customers: 10 },
 *   { ...regular, customers: 25 },
 * ])
 * const spending = fitSpending([
 *   { purchases: 1, meanValue: 12, customers: 30 },
 *   { purchases: 2, meanValue: 25, customers: 25 },
 *   { purchases: 2, meanValue: 70, customers: 10 },
 *   { purchases: 3, meanValue: 18, customers: 30 },
 *   { purchases: 4, meanValue: 40, customers: 20 },
 * ])
 * const year = { steps: 12, periodsPerStep: 4.345, discountPerStep: 0.01 }
 * const worth = customerValue(bgNbd, { buying, spending }, { history: regular, spent: 30 }, year)
 * console.log(worth.value?.toFixed(0)) // 266
 * ```
 */
export function customerValue<Name extends string>(
  process: BuyerProcess<Name>,
  fits: { readonly buying: BuyerFit<Name>; readonly spending: SpendFit },
  customer: { readonly history: PurchaseHistory; readonly spent: number },
  horizon: Horizon,
  options: EstimateOptions = {},
): Estimate {
  const { buying, spending } = fits
  const { p, q, v } = spending.parameters
  const { history, spent } = customer
  const width = process.names.length
  const at = [...process.names.map((name) => buying.parameters[name]), p, q, v].map(Math.log)
  const covariance = blocks(buying.lnCovariance, spending.lnCovariance)
  const worth = (ln: readonly number[]): number => {
    const [shape = 0, spread = 0, unit = 0] = ln.slice(width).map(Math.exp)
    const value = expectedSpend({ p: shape, q: spread, v: unit }, { purchases: history.frequency, meanValue: spent })
    return discountedValue(process, parametersOf(process, ln), history, value, horizon)
  }
  const about = { n: buying.card.observations, evidence: 'model', metric: 'discounted customer value' } as const
  const drawn = uncertain(at, covariance, logarithm, options, worth)
  return estimate(
    { ...drawn, ...about, convention: `${process.id} and gamma-gamma` },
    options,
    Number.POSITIVE_INFINITY,
  )
}

function parametersOf<Name extends string>(process: BuyerProcess<Name>, ln: readonly number[]): Parameters<Name> {
  // fromEntries forgets which names it was given: they are the process' own.
  return Object.fromEntries(process.names.map((name, i) => [name, Math.exp(ln[i] ?? 0)])) as Record<Name, number>
}

/** Two covariance matrices of unrelated fits as one. */
function blocks(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  const zeros = (length: number): number[] => new Array<number>(length).fill(0)
  return [...a.map((row) => [...row, ...zeros(b.length)]), ...b.map((row) => [...zeros(a.length), ...row])]
}

/** A scale on which a quantity is nearly normal, and the way back. */
interface Axis {
  to(value: number): number
  from(place: number): number
  readonly method: string
}

const logarithm: Axis = { to: Math.log, from: Math.exp, method: 'delta, on the log' }
const logOdds: Axis = {
  to: (share) => Math.log(share / (1 - share)),
  from: (place) => 1 / (1 + Math.exp(-place)),
  method: 'delta, on the log-odds',
}

/** A quantity of the parameters with the interval that their covariance gives it, by the delta method. */
function uncertain(
  at: readonly number[],
  covariance: readonly (readonly number[])[],
  axis: Axis,
  options: EstimateOptions,
  of: (at: readonly number[]) => number,
): Pick<Estimate, 'value' | 'interval'> {
  const value = of(at)
  const place = axis.to(value)
  if (!Number.isFinite(place)) return { value, interval: null }
  const step = 1e-5
  const slope = at.map((_, i) => {
    const moved = (by: number): number => axis.to(of(at.map((x, j) => (i === j ? x + by : x))))
    return (moved(step) - moved(-step)) / (2 * step)
  })
  const variance = slope.reduce(
    (sum, x, i) => sum + slope.reduce((part, y, j) => part + x * y * (covariance[i]?.[j] ?? 0), 0),
    0,
  )
  const level = options.level ?? LEVEL
  const half = zOf(level) * Math.sqrt(variance)
  return {
    value,
    interval: { lower: axis.from(place - half), upper: axis.from(place + half), level, method: axis.method },
  }
}
