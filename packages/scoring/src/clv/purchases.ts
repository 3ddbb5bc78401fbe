import { scoringErrors } from '../errors.ts'
import { requireFinite } from '../models/input.ts'
import { type ExactSum, plusSum, sumOf } from '../numeric/exact-sum.ts'
import { requirePositive, requireWithin } from '../require.ts'
import type { Accumulator } from '../stream/accumulator.ts'
import type { PurchaseHistory } from './purchase-history.ts'

/** One purchase. Values add up exactly, in any order. */
export interface Purchase {
  readonly customer: string
  /** Milliseconds since 1970. */
  readonly atMs: number
  readonly value: number
}

/** Who bought in which period, how often and for how much. Plain JSON; customers and periods ascend. */
export interface PurchaseLog {
  readonly v: 1
  readonly customers: readonly (readonly [customer: string, periods: readonly BuyingPeriod[]])[]
}

/** What one customer bought in one period. */
export interface BuyingPeriod {
  readonly period: number
  readonly purchases: number
  readonly value: ExactSum
}

/** Recency, frequency and monetary value of one customer, in the units that the buying models take. */
export interface CustomerSummary extends PurchaseHistory {
  readonly customer: string
  /** The mean value of a repeat period; null without one. */
  readonly meanValue: number | null
}

/** How purchases are laid out in time. */
export interface PurchaseCalendar {
  /** Purchases within one period count as one. @defaultValue a day */
  readonly periodMs?: number
  /** The unit that recency and watch are given in. @defaultValue the period */
  readonly unitMs?: number
  /** Where some period starts, such as the midnight of your time zone. @defaultValue 0, midnight UTC */
  readonly originMs?: number
}

const DAY_MS = 86_400_000

/**
 * The accumulator of purchases; its result is one summary a customer, as of a moment that you name. Purchases after
 * that moment do not count, nor does the first period of a customer: it starts the watch.
 *
 * Source of the definitions: Fader & Hardie, "Creating an RFM Summary", 2005.
 *
 * @throws `scoring/out-of-range`; from `result`, `scoring/over-retracted`
 * @example
 * ```ts
 * import { purchases } from '@casewell/scoring/clv'
 *
 * const log = purchases({ unitMs: 7 * 86_400_000 })
 * const day = (n: number) => Date.UTC(2026, 0, n)
 * const state = log.addAll(log.zero(), [
 *   { customer: 'ada', atMs: day(1), value: 20 },
 *   { customer: 'ada', atMs: day(15), value: 30 },
 *   { customer: 'ada', atMs: day(15), value: 10 },
 * ])
 * console.log(log.result(state, { asOfMs: day(29) }))
 * // [ { customer: 'ada', frequency: 1, recency: 2, observed: 4, meanValue: 40 } ]
 * ```
 */
export function purchases(
  calendar: PurchaseCalendar = {},
): Accumulator<Purchase, PurchaseLog, CustomerSummary[], { readonly asOfMs: number }> {
  const periodMs = requirePositive('the length of a period', calendar.periodMs ?? DAY_MS)
  const unitMs = requirePositive('the unit of time', calendar.unitMs ?? periodMs)
  const originMs = requireFinite('the origin of the periods', calendar.originMs ?? 0)
  const periodOf = (atMs: number): number => Math.floor((requireFinite('a moment', atMs) - originMs) / periodMs)
  const counted = (all: Iterable<Purchase>, times: 1 | -1): PurchaseLog => logged(all, times, periodOf)
  return {
    id: `purchases ${periodMs} ${originMs}`,
    zero: () => ({ v: 1, customers: [] }),
    add: (state, purchase) => merged(state, counted([purchase], 1)),
    addAll: (state, all) => merged(state, counted(all, 1)),
    retract: (state, purchase) => merged(state, counted([purchase], -1)),
    merge: merged,
    result(state, options) {
      const until = periodOf(requireFinite('the moment of the summary', options?.asOfMs ?? Number.NaN))
      return state.customers.flatMap(([customer, periods]) => summary(customer, periods, until, periodMs / unitMs))
    },
  }
}

function logged(all: Iterable<Purchase>, times: 1 | -1, periodOf: (atMs: number) => number): PurchaseLog {
  const customers = new Map<string, Map<number, BuyingPeriod>>()
  for (const { customer, atMs, value } of all) {
    requireWithin('the value of a purchase', value, 0)
    const periods = customers.get(customer) ?? new Map<number, BuyingPeriod>()
    const period = periodOf(atMs)
    const one = { period, purchases: times, value: value === 0 ? [] : [times * value] }
    periods.set(period, together(periods.get(period), one))
    customers.set(customer, periods)
  }
  const sorted = [...customers].map(([customer, periods]) => [customer, ordered(periods)] as const)
  return { v: 1, customers: sorted.sort(byName) }
}

const ordered = (periods: ReadonlyMap<number, BuyingPeriod>): BuyingPeriod[] =>
  [...periods.values()].filter((p) => p.purchases !== 0 || p.value.length > 0).sort((a, b) => a.period - b.period)

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0

const together = (a: BuyingPeriod | undefined, b: BuyingPeriod): BuyingPeriod =>
  a === undefined ? b : { period: b.period, purchases: a.purchases + b.purchases, value: plusSum(a.value, b.value) }

function merged(a: PurchaseLog, b: PurchaseLog): PurchaseLog {
  const customers = new Map(a.customers)
  for (const [customer, periods] of b.customers) {
    const all = new Map((customers.get(customer) ?? []).map((period) => [period.period, period]))
    for (const period of periods) all.set(period.period, together(all.get(period.period), period))
    customers.set(customer, ordered(all))
  }
  return { v: 1, customers: [...customers].filter(([, periods]) => periods.length > 0).sort(byName) }
}

function summary(customer: string, all: readonly BuyingPeriod[], until: number, units: number): CustomerSummary[] {
  const periods = all.filter(({ period }) => period <= until)
  const least = Math.min(0, ...periods.map((period) => period.purchases))
  if (least < 0) throw scoringErrors['over-retracted']({ what: `the purchases of ${customer}`, count: least })
  const [first, ...repeats] = periods.filter((period) => period.purchases > 0)
  if (first === undefined) return []
  const value = sumOf(repeats.reduce<ExactSum>((sum, period) => plusSum(sum, period.value), []))
  return [
    {
      customer,
      frequency: repeats.length,
      recency: ((repeats.at(-1) ?? first).period - first.period) * units,
      observed: (until - first.period) * units,
      meanValue: repeats.length === 0 ? null : value / repeats.length,
    },
  ]
}
