import type { TimeRange, Warning } from '../estimate.ts'
import { covarianceAt } from '../models/curvature.ts'
import { modelErrors } from '../models/errors.ts'
import { type ModelCard, modelCard } from '../models/model-card.ts'
import { minimise, type Smooth } from '../models/quasi-newton.ts'
import { digamma, lnGamma } from '../numeric/gamma.ts'
import { requirePositive, requireWhole, requireWithin } from '../require.ts'
import { ANYTHING_GOES, requireSettled } from './settled.ts'

/** What one customer spent: how many purchases, and their mean value. */
export interface Spending {
  readonly purchases: number
  readonly meanValue: number
  /** How many customers share this; 1 by default. */
  readonly customers?: number
}

/** The value of a purchase is Gamma(p, rate) with a rate of the customer's own, Gamma(q, v). */
export interface SpendParameters {
  readonly p: number
  readonly q: number
  /** In the unit of the values. */
  readonly v: number
}

/** A fitted gamma-gamma model of what a purchase is worth. */
export interface SpendFit {
  readonly parameters: SpendParameters
  readonly standardErrors: SpendParameters
  /** Of the parameters' natural logarithms, in the order p, q, v. */
  readonly lnCovariance: readonly (readonly number[])[]
  readonly logLikelihood: number
  readonly card: ModelCard
}

/** Beyond this correlation the assumption that how often and how much are unrelated is doubtful. */
const RELATED = 0.2

/**
 * What a purchase of each customer is worth in the long run: a mean of few purchases is pulled towards everybody's.
 *
 * Source: Fader & Hardie, "The Gamma-Gamma Model of Monetary Value", 2013; Fader, Hardie & Lee, Journal of Marketing
 * Research 42 (2005) 415–430.
 *
 * @throws `scoring/no-observations`, `scoring/out-of-range`, `scoring/no-convergence`, `scoring/not-identified`
 * @example
 * ```ts
 * import { expectedSpend, fitSpending } from '@casewell/scoring/clv'
 *
 * const fit = fitSpending([
 *   { purchases: 1, meanValue: 12, customers: 30 },
 *   { purchases: 2, meanValue: 25, customers: 25 },
 *   { purchases: 4, meanValue: 40, customers: 20 },
 *   { purchases: 3, meanValue: 18, customers: 30 },
 *   { purchases: 2, meanValue: 70, customers: 10 },
 * ])
 * console.log(expectedSpend(fit.parameters, { purchases: 1, meanValue: 12 }) > 12) // true
 * ```
 */
export function fitSpending(
  spendings: readonly Spending[],
  { window }: { readonly window?: TimeRange } = {},
): SpendFit {
  const checked = spendings.map(requireSpending).filter(({ customers }) => customers > 0)
  const size = checked.reduce((sum, { customers }) => sum + customers, 0)
  if (size === 0) throw modelErrors['no-observations']({ method: 'gamma-gamma' })
  const scale = checked.reduce((sum, one) => sum + one.customers * one.meanValue, 0) / size
  const loss = meanLoss(checked, size)
  const names = ['p', 'q', 'v']
  const start = [2, 3, scale].map(Math.log)
  const found = minimise(loss, start)
  requireSettled('gamma-gamma', names, start, found)
  const lnCovariance = covarianceAt({ method: 'gamma-gamma', names, loss, size, at: found.at, widest: ANYTHING_GOES })
  const parameters = named(found.at)
  const error = (i: number, value: number): number => value * Math.sqrt(lnCovariance[i]?.[i] ?? 0)
  return {
    parameters,
    standardErrors: { p: error(0, parameters.p), q: error(1, parameters.q), v: error(2, parameters.v) },
    lnCovariance,
    logLikelihood: -size * found.value,
    card: modelCard({
      method: 'gamma-gamma',
      source: 'Fader & Hardie 2013, The Gamma-Gamma Model of Monetary Value',
      observations: size,
      parameters: 3,
      logLikelihood: -size * found.value,
      iterations: found.iterations,
      window: window ?? null,
      warnings: [...related(checked, size), ...heavy(parameters)],
      cautions: ['How often somebody buys and how much are taken to be unrelated.'],
    }),
  }
}

/**
 * The value to expect of a customer's next purchase; without purchases, everybody's.
 *
 * @throws `scoring/no-mean` where the model has no mean (q too small), `scoring/out-of-range`
 * @example
 * ```ts
 * import { expectedSpend } from '@casewell/scoring/clv'
 *
 * // The parameters of CDNOW's customers in Fader & Hardie: 96.5 / 2.74 for everybody.
 * const cdnow = { p: 6.25, q: 3.74, v: 15.44 }
 * const [newcomer, twice] = [{ purchases: 0, meanValue: 0 }, { purchases: 2, meanValue: 20 }]
 * console.log(expectedSpend(cdnow, newcomer).toFixed(2), expectedSpend(cdnow, twice).toFixed(2)) // 35.22 22.74
 * ```
 */
export function expectedSpend(
  { p, q, v }: SpendParameters,
  { purchases, meanValue }: Omit<Spending, 'customers'>,
): number {
  requireWhole('the number of purchases', purchases)
  requireWithin('the mean value of a purchase', meanValue, 0)
  const left = p * purchases + q - 1
  if (!(left > 0)) throw modelErrors['no-mean']({ q, purchases })
  return (p * (v + purchases * meanValue)) / left
}

const named = ([p = 0, q = 0, v = 0]: readonly number[]): SpendParameters => ({
  p: Math.exp(p),
  q: Math.exp(q),
  v: Math.exp(v),
})

function requireSpending({ purchases, meanValue, customers = 1 }: Spending): Required<Spending> {
  requireWhole('the number of purchases', purchases, 1)
  requirePositive('the mean value of a purchase', meanValue)
  return { purchases, meanValue, customers: requireWithin('the number of customers', customers, 0) }
}

/** Minus the mean log-likelihood of a customer's mean value, by the logarithms of p, q and v. */
function meanLoss(spendings: readonly Required<Spending>[], size: number): Smooth {
  return (ln) => {
    const { p, q, v } = named(ln)
    const slope = [0, 0, 0]
    let value = 0
    const add = (j: number, by: number): void => {
      slope[j] = (slope[j] ?? 0) - by / size
    }
    for (const { purchases: x, meanValue: z, customers } of spendings) {
      const lnSum = Math.log(x * z + v)
      const both = digamma(p * x + q)
      const ln1 = lnGamma(p * x + q) - lnGamma(p * x) - lnGamma(q) + q * Math.log(v)
      const ln2 = (p * x - 1) * Math.log(z) + p * x * Math.log(x) - (p * x + q) * lnSum
      value -= (customers * (ln1 + ln2)) / size
      add(0, customers * p * x * (both - digamma(p * x) + Math.log(z * x) - lnSum))
      add(1, customers * q * (both - digamma(q) + Math.log(v) - lnSum))
      add(2, customers * (q - ((p * x + q) * v) / (x * z + v)))
    }
    return { value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY, slope }
  }
}

function related(spendings: readonly Required<Spending>[], size: number): Warning[] {
  const mean = (of: (one: Required<Spending>) => number): number =>
    spendings.reduce((sum, one) => sum + one.customers * of(one), 0) / size
  const [x, z] = [mean((one) => one.purchases), mean((one) => one.meanValue)]
  const product = mean((one) => (one.purchases - x) * (one.meanValue - z))
  const spread = Math.sqrt(mean((one) => (one.purchases - x) ** 2) * mean((one) => (one.meanValue - z) ** 2))
  const correlation = product / spread
  if (!(Math.abs(correlation) > RELATED)) return []
  return [{ code: 'related', message: `how often and how much go together (correlation ${correlation.toFixed(2)}).` }]
}

const heavy = ({ q }: SpendParameters): Warning[] =>
  q > 1
    ? []
    : [{ code: 'no-mean', message: `q is ${q.toFixed(2)}: a customer who has not bought yet has no expected value.` }]
