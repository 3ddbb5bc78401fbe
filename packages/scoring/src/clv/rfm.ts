import { requireWhole } from '../require.ts'
import { requireHistory } from './purchase-history.ts'
import type { CustomerSummary } from './purchases.ts'

/** Where a customer stands among all: 1 is the lowest group, `groups` the highest. */
export interface RfmScore {
  readonly customer: string
  /** How lately: high is lately. */
  readonly recency: number
  readonly frequency: number
  /** By what all repeat purchases were worth together. */
  readonly monetary: number
  /** The three digits: `555` is lately, often and much. */
  readonly cell: string
}

/**
 * Recency, frequency and monetary value as groups of equal size, each of the three by itself (quintiles unless told
 * otherwise). Customers who do not differ share a group, even where the groups then differ in size.
 *
 * It sorts customers, no more: for how many are still there and what they are worth, fit a buying model.
 *
 * Source: A. M. Hughes, Strategic Database Marketing, 1994.
 *
 * @param groups - 2…9
 * @throws `scoring/impossible-history`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { rfmScores } from '@casewell/scoring/clv'
 *
 * const scores = rfmScores(
 *   [
 *     { customer: 'ada', frequency: 9, recency: 38, observed: 39, meanValue: 30 },
 *     { customer: 'bob', frequency: 2, recency: 10, observed: 39, meanValue: 90 },
 *     { customer: 'cy', frequency: 0, recency: 0, observed: 39, meanValue: null },
 *   ],
 *   { groups: 3 },
 * )
 * console.log(scores.map(({ customer, cell }) => `${customer} ${cell}`)) // [ 'ada 333', 'bob 222', 'cy 111' ]
 * ```
 */
export function rfmScores(
  customers: readonly CustomerSummary[],
  { groups = 5 }: { readonly groups?: number } = {},
): readonly RfmScore[] {
  requireWhole('the number of groups', groups, 2, 9)
  for (const customer of customers) requireHistory(customer)
  const recencies = grouped(
    customers.map(({ observed, recency }) => recency - observed),
    groups,
  )
  const frequencies = grouped(
    customers.map(({ frequency }) => frequency),
    groups,
  )
  const values = grouped(
    customers.map(({ frequency, meanValue }) => frequency * (meanValue ?? 0)),
    groups,
  )
  return customers.map(({ customer }, i) => {
    const [recency = 1, frequency = 1, monetary = 1] = [recencies[i], frequencies[i], values[i]]
    return { customer, recency, frequency, monetary, cell: `${recency}${frequency}${monetary}` }
  })
}

/** The group of each value, by its middle rank: equal values have one. */
function grouped(values: readonly number[], groups: number): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const first = new Map<number, number>()
  const last = new Map<number, number>()
  for (const [i, value] of sorted.entries()) {
    if (!first.has(value)) first.set(value, i)
    last.set(value, i)
  }
  return values.map((value) => {
    const middle = ((first.get(value) ?? 0) + (last.get(value) ?? 0) + 1) / 2
    return 1 + Math.floor((middle / values.length) * groups)
  })
}
