import { softPlus } from '../models/logistic.ts'
import { digamma, lnBeta, lnGamma } from '../numeric/gamma.ts'
import { betaMean } from './beta-mean.ts'
import type { BuyerProcess, HistoryLikelihood, Parameters } from './buyer-process.ts'
import { lnCount } from './purchase-count.ts'
import { type PurchaseHistory, requireHistory } from './purchase-history.ts'

/** `r`, `alpha`: how often customers buy. `a`, `b`: how likely each purchase is their last. */
export type GeometricParameter = 'r' | 'alpha' | 'a' | 'b'
type P = Parameters<GeometricParameter>

/** How many coins a customer had to survive to be alive after so many repeat purchases. */
type Coins = (frequency: number) => number

/**
 * Customers buy at a rate of their own, Gamma(r, α), and toss a coin of their own, Beta(a, b), that ends it all:
 * after every repeat purchase, or after the first one too. The two published models differ in nothing else.
 */
export function geometricDropout(id: string, source: string, coins: Coins): BuyerProcess<GeometricParameter> {
  return {
    id,
    source,
    names: ['r', 'alpha', 'a', 'b'],
    times: ['alpha'],
    start: (meanObserved) => ({ r: 0.5, alpha: meanObserved / 3, a: 0.8, b: 2 }),
    likelihood: (parameters) => likelihood(parameters, coins),
    probabilityAlive: (parameters, history) => alive(parameters, requireHistory(history), coins),
    expectedPurchases(parameters, history, periods) {
      const { frequency, observed } = requireHistory(history)
      const { r, alpha, a, b } = parameters
      const posterior = { r: r + frequency, alpha: alpha + observed, a, b: b + coins(frequency) }
      return alive(parameters, history, coins) * purchasesWhileAlive(posterior, periods)
    },
    expectedPurchasesOfNew(parameters, periods) {
      const { a, b } = parameters
      const survived = coins(0)
      return (
        Math.exp(lnBeta(a, b + survived) - lnBeta(a, b)) *
        purchasesWhileAlive({ ...parameters, b: b + survived }, periods)
      )
    },
    chanceOfPurchases: (parameters, periods, purchases) => chanceOfPurchases(parameters, periods, purchases, coins),
  }
}

/**
 * All coins survived and just so many purchases came; or the last coin was the end, and at least so many would have
 * come. (Fader, Hardie & Lee 2005, equation 8.)
 */
function chanceOfPurchases({ r, alpha, a, b }: P, periods: number, purchases: number, coinsAfter: Coins): number {
  const coins = coinsAfter(purchases)
  const would = (count: number): number => Math.exp(lnCount({ r, alpha }, periods, count))
  const survived = Math.exp(lnBeta(a, b + coins) - lnBeta(a, b)) * would(purchases)
  if (coins === 0) return survived
  const fewer = Array.from({ length: purchases }, (_, count) => would(count)).reduce((sum, chance) => sum + chance, 0)
  return survived + Math.exp(lnBeta(a + 1, b + coins - 1) - lnBeta(a, b)) * (1 - fewer)
}

/** How much likelier it is that the last coin was the end than that the customer merely has not bought since; as a log. */
function lnOddsOfEnd({ r, alpha, a, b }: P, { frequency, recency, observed }: PurchaseHistory, coins: number): number {
  if (coins === 0) return Number.NEGATIVE_INFINITY
  return Math.log(a / (b + coins - 1)) + (r + frequency) * Math.log((alpha + observed) / (alpha + recency))
}

const alive = (parameters: P, history: PurchaseHistory, coins: Coins): number =>
  1 / (1 + Math.exp(lnOddsOfEnd(parameters, history, coins(history.frequency))))

/**
 * The purchases in the next periods of somebody alive. Rate λ and coin p give (1 − e^(−λpt))/p; the mean over λ is in
 * closed form, that over p a quadrature. (The papers' ₂F₁ form is the same number, but 0/0 at a = 1.)
 */
function purchasesWhileAlive({ r, alpha, a, b }: P, periods: number): number {
  return betaMean(a, b, (p) => -Math.expm1(-r * Math.log1p((p * periods) / alpha)) / p, (r * periods) / alpha)
}

/** What a frequency alone decides, so that it is worked out once for all customers who share it. */
interface OfFrequency {
  readonly ln: number
  readonly byR: number
  readonly byA: number
  readonly byB: number
}

function ofFrequency({ r, alpha, a, b }: P, frequency: number, coins: number): OfFrequency {
  const both = digamma(a + b) - digamma(a + b + coins)
  return {
    ln: lnGamma(r + frequency) - lnGamma(r) + r * Math.log(alpha) + lnBeta(a, b + coins) - lnBeta(a, b),
    byR: digamma(r + frequency) - digamma(r) + Math.log(alpha),
    byA: both,
    byB: both + digamma(b + coins) - digamma(b),
  }
}

/** Fader, Hardie & Lee 2005, equation 6, in logs, with its slopes by r, α, a and b. */
function likelihood(parameters: P, coinsAfter: Coins): HistoryLikelihood {
  const { r, alpha, a, b } = parameters
  const known = new Map<number, OfFrequency>()
  return (history, slope) => {
    const { frequency, recency, observed, customers } = history
    const coins = coinsAfter(frequency)
    const shared = known.get(frequency) ?? ofFrequency(parameters, frequency, coins)
    known.set(frequency, shared)
    const lnWatched = Math.log(alpha + observed)
    const lnOdds = lnOddsOfEnd(parameters, history, coins)
    const ended = 1 / (1 + Math.exp(-lnOdds))
    const quiet = Math.log((alpha + observed) / (alpha + recency))
    const rate = r + frequency
    const byAlpha =
      r / alpha - rate / (alpha + observed) + ended * rate * (1 / (alpha + observed) - 1 / (alpha + recency))
    slope[0] = (slope[0] ?? 0) + customers * (shared.byR - lnWatched + ended * quiet)
    slope[1] = (slope[1] ?? 0) + customers * byAlpha
    slope[2] = (slope[2] ?? 0) + customers * (shared.byA + ended / a)
    slope[3] = (slope[3] ?? 0) + customers * (shared.byB - (coins === 0 ? 0 : ended / (b + coins - 1)))
    return shared.ln - rate * lnWatched + softPlus(lnOdds)
  }
}
