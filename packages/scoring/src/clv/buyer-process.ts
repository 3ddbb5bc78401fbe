import type { PurchaseHistory } from './purchase-history.ts'

/** A story of how customers buy and quietly stop, with its parameters named. All parameters are positive. */
export interface BuyerProcess<Name extends string> {
  readonly id: string
  /** The paper the formulas are from. */
  readonly source: string
  readonly names: readonly Name[]
  /** Those of the parameters that are measured in periods; the others are pure numbers. */
  readonly times: readonly Name[]
  /** Where the search for parameters starts, given how long customers were watched on average. */
  start(meanObserved: number): Record<Name, number>
  /** Prepares what all histories share under one set of parameters; the result takes one history at a time. */
  likelihood(parameters: Parameters<Name>): HistoryLikelihood
  /** The probability that a customer with this history still buys. 0…1. */
  probabilityAlive(parameters: Parameters<Name>, history: PurchaseHistory): number
  /** The purchases to expect of a customer with this history in the next periods. */
  expectedPurchases(parameters: Parameters<Name>, history: PurchaseHistory, periods: number): number
  /** The repeat purchases to expect of a new customer in the first periods. */
  expectedPurchasesOfNew(parameters: Parameters<Name>, periods: number): number
  /** The chance that a new customer makes just so many repeat purchases in the first periods. */
  chanceOfPurchases(parameters: Parameters<Name>, periods: number, purchases: number): number
}

/** The parameters of a model, by name. */
export type Parameters<Name extends string> = Readonly<Record<Name, number>>

/** Adds one history's log-likelihood slopes, times its weight, to `slope`; returns the log-likelihood, not weighted. */
export type HistoryLikelihood = (history: Required<PurchaseHistory>, slope: number[]) => number
