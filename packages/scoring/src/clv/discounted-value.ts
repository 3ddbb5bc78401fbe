import { requireWhole, requireWithin } from '../require.ts'
import type { BuyerProcess, Parameters } from './buyer-process.ts'
import type { PurchaseHistory } from './purchase-history.ts'

/** How far ahead to look, and how much less later money is worth. */
export interface Horizon {
  /** The number of steps (often months) ahead. */
  readonly steps: number
  /** How many periods of the histories a step has: 4.345 weeks a month, 30 days. */
  readonly periodsPerStep: number
  /** What a step takes off the worth of money: 0.01 is one percent. */
  readonly discountPerStep: number
}

/**
 * What the purchases to expect of a customer are worth today: each step's purchases, discounted at the step's end.
 *
 * Source: Fader, Hardie & Lee, "RFM and CLV", Journal of Marketing Research 42 (2005) 415–430.
 *
 * @param valuePerPurchase - the margin of one purchase, or its price if you want revenue
 * @throws `scoring/out-of-range`, `scoring/impossible-history`
 * @example
 * ```ts
 * import { bgNbd, discountedValue } from '@casewell/scoring/clv'
 *
 * const cdnow = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
 * const regular = { frequency: 7, recency: 29.43, observed: 38.86 }
 * const year = { steps: 12, periodsPerStep: 4.345, discountPerStep: 0.01 }
 * console.log(discountedValue(bgNbd, cdnow, regular, 35, year).toFixed(0)) // 139
 * ```
 */
export function discountedValue<Name extends string>(
  process: BuyerProcess<Name>,
  parameters: Parameters<Name>,
  history: PurchaseHistory,
  valuePerPurchase: number,
  { steps, periodsPerStep, discountPerStep }: Horizon,
): number {
  requireWhole('the number of steps', steps, 1, 10_000)
  requireWithin('the periods of a step', periodsPerStep, Number.MIN_VALUE)
  requireWithin('the discount of a step', discountPerStep, 0)
  requireWithin('the value of a purchase', valuePerPurchase, 0)
  let [worth, before] = [0, 0]
  for (let step = 1; step <= steps; step++) {
    const sofar = process.expectedPurchases(parameters, history, step * periodsPerStep)
    worth += (valuePerPurchase * (sofar - before)) / (1 + discountPerStep) ** step
    before = sofar
  }
  return worth
}
