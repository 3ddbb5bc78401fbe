import type { TimeRange } from '../estimate.ts'
import { covarianceAt } from '../models/curvature.ts'
import { modelErrors } from '../models/errors.ts'
import { type ModelCard, modelCard } from '../models/model-card.ts'
import { minimise, type Smooth } from '../models/quasi-newton.ts'
import { requireWithin } from '../require.ts'
import type { BuyerProcess, Parameters } from './buyer-process.ts'
import { collapsed, type PurchaseHistory } from './purchase-history.ts'
import { ANYTHING_GOES, requireSettled } from './settled.ts'

/** A story of buying with the parameters under which it tells best what customers did. Plain data. */
export interface BuyerFit<Name extends string> {
  /** The process it is a fit of: `bg-nbd`, `mbg-nbd` or `pareto-nbd`. */
  readonly process: string
  readonly parameters: Parameters<Name>
  readonly standardErrors: Parameters<Name>
  /** Of the parameters' natural logarithms, in the process' order of names. */
  readonly lnCovariance: readonly (readonly number[])[]
  readonly logLikelihood: number
  readonly card: ModelCard
}

/** How to fit. */
export interface BuyerFitOptions {
  /**
   * Adds this times the sum of the squared parameters to the mean loss, for few customers. Parameters that are times
   * count as shares of the longest watch, so that days and weeks give one answer. 0 by default.
   */
  readonly penalty?: number
  readonly window?: TimeRange
}

/**
 * Fits a process of buying and stopping by maximum likelihood.
 *
 * @throws `scoring/no-observations` without a single repeat purchase, `scoring/impossible-history`,
 *   `scoring/no-convergence`, `scoring/not-identified` when the likelihood is flat or rises without end
 * @example
 * ```ts
 * import { bgNbd, fitBuyers } from '@casewell/scoring/clv'
 *
 * const histories = [
 *   { frequency: 0, recency: 0, observed: 39, customers: 600 },
 *   { frequency: 1, recency: 5, observed: 38, customers: 120 },
 *   { frequency: 1, recency: 30, observed: 38, customers: 60 },
 *   { frequency: 2, recency: 10, observed: 38, customers: 40 },
 *   { frequency: 3, recency: 30, observed: 37, customers: 40 },
 *   { frequency: 6, recency: 9, observed: 38, customers: 10 },
 *   { frequency: 8, recency: 35, observed: 38, customers: 25 },
 * ]
 * const fit = fitBuyers(bgNbd, histories)
 * console.log(fit.card.observations, fit.parameters.r.toFixed(2)) // 895 0.18
 * ```
 */
export function fitBuyers<Name extends string>(
  process: BuyerProcess<Name>,
  histories: readonly PurchaseHistory[],
  { penalty = 0, window }: BuyerFitOptions = {},
): BuyerFit<Name> {
  requireWithin('the penalty', penalty, 0)
  const distinct = collapsed(histories)
  if (!distinct.some(({ frequency }) => frequency > 0)) {
    throw modelErrors['no-observations']({ method: `${process.id} (which learns from repeat purchases)` })
  }
  const customers = distinct.reduce((sum, history) => sum + history.customers, 0)
  const watched = distinct.reduce((sum, history) => sum + history.observed * history.customers, 0) / customers
  const longest = distinct.reduce((max, { observed }) => Math.max(max, observed), 0)
  const pull = record(process, (name) => penalty / (process.times.includes(name) ? longest ** 2 : 1))
  const loss = meanLoss(process, distinct, customers, pull)
  const { names, id: method } = process
  const first = process.start(watched)
  const start = names.map((name) => Math.log(first[name]))
  const found = minimise(loss, start)
  requireSettled(method, names, start, found)
  const parameters = named(process, found.at)
  const lnCovariance = covarianceAt({ method, names, loss, size: customers, at: found.at, widest: ANYTHING_GOES })
  const logLikelihood = customers * (pulled(process, parameters, pull) - found.value)
  return {
    process: process.id,
    parameters,
    standardErrors: record(process, (name, i) => parameters[name] * Math.sqrt(lnCovariance[i]?.[i] ?? 0)),
    lnCovariance,
    logLikelihood,
    card: modelCard({
      method: process.id,
      source: process.source,
      observations: customers,
      parameters: process.names.length,
      logLikelihood,
      iterations: found.iterations,
      window: window ?? null,
      warnings: penalty > 0 ? [penalised] : [],
      cautions,
    }),
  }
}

const penalised = {
  code: 'penalised',
  message: 'The parameters are pulled towards zero; the standard errors take the pull for data.',
}

const cautions = [
  'For buying without a contract only; a subscription needs a survival curve.',
  'Contacts with support are not purchases.',
]

/** The parameters from their logarithms. */
function named<Name extends string>(process: BuyerProcess<Name>, ln: readonly number[]): Parameters<Name> {
  return record(process, (_, i) => Math.exp(ln[i] ?? 0))
}

function record<Name extends string>(process: BuyerProcess<Name>, of: (name: Name, index: number) => number) {
  // fromEntries forgets which names it was given: they are the process' own.
  return Object.fromEntries(process.names.map((name, i) => [name, of(name, i)])) as Record<Name, number>
}

/** The penalty of these parameters; each has a pull of its own. */
function pulled<Name extends string>(
  process: BuyerProcess<Name>,
  parameters: Parameters<Name>,
  pull: Parameters<Name>,
): number {
  return process.names.reduce((sum, name) => sum + pull[name] * parameters[name] ** 2, 0)
}

/** Minus the mean log-likelihood of a customer, by the logarithms of the parameters, with the penalty. */
function meanLoss<Name extends string>(
  process: BuyerProcess<Name>,
  histories: readonly Required<PurchaseHistory>[],
  customers: number,
  pull: Parameters<Name>,
): Smooth {
  return (ln) => {
    const parameters = named(process, ln)
    const of = process.likelihood(parameters)
    const slope: number[] = []
    const total = histories.reduce((sum, history) => sum + history.customers * of(history, slope), 0)
    return {
      value: pulled(process, parameters, pull) - total / customers,
      slope: process.names.map((name, i) => {
        const parameter = parameters[name]
        return parameter * (2 * pull[name] * parameter - (slope[i] ?? 0) / customers)
      }),
    }
  }
}
