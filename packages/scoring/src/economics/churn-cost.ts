import type { Warning } from '../estimate.ts'
import { requireWithin } from '../require.ts'

/** Who leaves because of bad service, and what that costs. */
export interface ChurnPlan {
  readonly customers: number
  /** Share of the customers who are dissatisfied, 0…1. */
  readonly dissatisfiedShare: number
  /** Share of the dissatisfied who leave. */
  readonly churnDissatisfied: number
  /** Share of the others who leave: they would have left anyhow. */
  readonly churnOthers: number
  /** To win one new customer. */
  readonly replacementCost: number
  /** Margin lost with one customer. Leave it out if a customer lifetime value is counted elsewhere. @defaultValue 0 */
  readonly lostMargin?: number
}

/** The customers lost beyond the usual, and their price. */
export interface ChurnCost {
  readonly extraLosses: number
  readonly replacement: number
  readonly margin: number
  readonly total: number
  readonly warnings: readonly Warning[]
}

/**
 * What dissatisfaction costs by churn: `N · P(dissatisfied) · (churn of these − churn of the others) · cost`.
 *
 * The difference is taken as if dissatisfaction caused it. Customers who complain and those who leave also differ in
 * other ways; for a range, put the shares into `whatIf` as distributions.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { churnCost } from '@casewell/scoring/economics'
 *
 * const { extraLosses, total } = churnCost({
 *   customers: 5000, dissatisfiedShare: 0.1, churnDissatisfied: 0.25, churnOthers: 0.05, replacementCost: 200,
 * })
 * console.log(extraLosses, total) // 100 20000
 * ```
 */
export function churnCost(plan: ChurnPlan): ChurnCost {
  const { customers, dissatisfiedShare, churnDissatisfied, churnOthers, replacementCost, lostMargin = 0 } = plan
  requireWithin('the number of customers', customers, 0)
  requireWithin('the dissatisfied share', dissatisfiedShare, 0, 1)
  requireWithin('the churn of the dissatisfied', churnDissatisfied, 0, 1)
  requireWithin('the churn of the others', churnOthers, 0, 1)
  requireWithin('the cost of a replacement', replacementCost, 0)
  requireWithin('the lost margin', lostMargin, 0)
  const extraLosses = customers * dissatisfiedShare * (churnDissatisfied - churnOthers)
  const [replacement, margin] = [extraLosses * replacementCost, extraLosses * lostMargin]
  const message = 'the dissatisfied leave no more often than the others: there is no cost to avoid here.'
  const warnings = extraLosses > 0 ? [] : [{ code: 'no-extra-churn', message }]
  return { extraLosses, replacement, margin, total: replacement + margin, warnings }
}
