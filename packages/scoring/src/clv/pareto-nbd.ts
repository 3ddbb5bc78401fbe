import { digamma, lnGamma } from '../numeric/gamma.ts'
import type { BuyerProcess, HistoryLikelihood, Parameters } from './buyer-process.ts'
import { gaussLegendre } from './gauss-legendre.ts'
import { lnCount } from './purchase-count.ts'
import { type PurchaseHistory, requireHistory } from './purchase-history.ts'

/** `r`, `alpha`: how often customers buy. `s`, `beta`: how soon they stop. */
export type ParetoParameter = 'r' | 'alpha' | 's' | 'beta'
type P = Parameters<ParetoParameter>

/**
 * Pareto/NBD: customers buy at a rate of their own, Gamma(r, α), and stop at a moment of their own, at a rate
 * Gamma(s, β), whether they buy or not.
 *
 * Source: Schmittlein, Morrison & Colombo, "Counting Your Customers", Management Science 33 (1987); formulas as in
 * Fader & Hardie, "A Note on Deriving the Pareto/NBD Model" (2005). The paper's difference of two ₂F₁ is one integral
 * of a positive function, and is computed as such: no digits cancel.
 */
export const paretoNbd: BuyerProcess<ParetoParameter> = {
  id: 'pareto-nbd',
  source: 'Schmittlein, Morrison & Colombo 1987, Management Science 33:1-24',
  names: ['r', 'alpha', 's', 'beta'],
  times: ['alpha', 'beta'],
  start: (meanObserved) => ({ r: 0.5, alpha: meanObserved / 3, s: 0.5, beta: meanObserved / 3 }),
  likelihood,
  probabilityAlive: (parameters, history) => branches(parameters, requireHistory(history)).alive,
  expectedPurchases(parameters, history, periods) {
    const { r, alpha, s, beta } = parameters
    const { alive } = branches(parameters, requireHistory(history))
    const rate = (r + history.frequency) / (alpha + history.observed)
    return alive * rate * meanLifetime(s, beta + history.observed, periods)
  },
  expectedPurchasesOfNew: ({ r, alpha, s, beta }, periods) => (r / alpha) * meanLifetime(s, beta, periods),
  chanceOfPurchases,
}

/** Alive throughout with just so many purchases, or stopped on the way after just so many. */
function chanceOfPurchases(parameters: P, periods: number, purchases: number): number {
  const { s, beta } = parameters
  const together = (time: number): number =>
    Math.exp(lnCount(parameters, time, purchases) - s * Math.log1p(time / beta))
  let chance = together(periods)
  overTime(parameters, [0, periods], (20 + purchases) / 10, (moment, width) => {
    chance += (width * s * together(moment)) / (beta + moment)
  })
  return chance
}

/** `β/(s−1)·(1 − (β/(β+t))^(s−1))`: how long of the next t periods a customer alive now lives. ln(1+t/β)·β at s = 1. */
function meanLifetime(s: number, beta: number, periods: number): number {
  const log = Math.log1p(periods / beta)
  return s === 1 ? beta * log : (beta * -Math.expm1(-(s - 1) * log)) / (s - 1)
}

/** One way the history can have come about: its log-density and that log's slopes by r, α, s and β. */
interface Branch {
  ln: number
  byR: number
  byAlpha: number
  byS: number
  byBeta: number
}

/** Still alive at the end of the watch. */
function stillAlive({ r, alpha, s, beta }: P, { frequency, observed }: PurchaseHistory): Branch {
  const rate = r + frequency
  return {
    ln: -rate * Math.log(alpha + observed) - s * Math.log(beta + observed),
    byR: -Math.log(alpha + observed),
    byAlpha: -rate / (alpha + observed),
    byS: -Math.log(beta + observed),
    byBeta: -s / (beta + observed),
  }
}

/** Stopped at this moment, in a stretch of time of this width. */
function stoppedAt({ r, alpha, s, beta }: P, frequency: number, moment: number, width: number): Branch {
  const rate = r + frequency
  const [buying, stopping] = [alpha + moment, beta + moment]
  const [lnBuying, lnStopping] = [Math.log(buying), Math.log(stopping)]
  return {
    ln: Math.log(width * s) - rate * lnBuying - (s + 1) * lnStopping,
    byR: -lnBuying,
    byAlpha: -rate / buying,
    byS: 1 / s - lnStopping,
    byBeta: -(s + 1) / stopping,
  }
}

const rule = gaussLegendre(16)

/**
 * Visits places and weights for an integral over time, spaced evenly in ln(m + time), where the densities here are
 * nearly exponential; so many panels of sixteen a unit of that logarithm.
 */
function overTime(
  { alpha, beta }: P,
  [from, to]: readonly [number, number],
  panelsPerUnit: number,
  visit: (moment: number, width: number) => void,
): void {
  const shift = Math.min(alpha, beta)
  const range = Math.log((shift + to) / (shift + from))
  const panels = Math.ceil(range * panelsPerUnit)
  const width = range / panels
  for (let panel = 0; panel < panels; panel++) {
    for (let i = 0; i < rule.nodes.length; i++) {
      const place = (shift + from) * Math.exp(width * (panel + (1 + (rule.nodes[i] ?? 0)) / 2))
      visit(place - shift, (place * width * (rule.weights[i] ?? 0)) / 2)
    }
  }
}

/** All ways together: the log of the sum, its slopes as the mean over the ways, and the share of the living. */
function branches(parameters: P, history: PurchaseHistory) {
  const { r, s } = parameters
  const { frequency, recency, observed } = history
  const living = stillAlive(parameters, history)
  const latest = stoppedAt(parameters, frequency, recency, observed - recency)
  const ceiling = Math.max(living.ln, latest.ln)
  const sum = { mass: 0, byR: 0, byAlpha: 0, byS: 0, byBeta: 0 }
  const alive = added(sum, living, ceiling)
  overTime(parameters, [recency, observed], (r + frequency + s + 1) / 12, (moment, width) => {
    added(sum, stoppedAt(parameters, frequency, moment, width), ceiling)
  })
  return { ...sum, ln: ceiling + Math.log(sum.mass), alive: alive / sum.mass }
}

/** Adds one way with its mass, relative to a ceiling that no way is far above; returns the mass. */
function added(sum: Omit<Branch, 'ln'> & { mass: number }, way: Branch, ceiling: number): number {
  const mass = Math.exp(way.ln - ceiling)
  sum.mass += mass
  sum.byR += mass * way.byR
  sum.byAlpha += mass * way.byAlpha
  sum.byS += mass * way.byS
  sum.byBeta += mass * way.byBeta
  return mass
}

function likelihood(parameters: P): HistoryLikelihood {
  const { r, alpha, s, beta } = parameters
  return (history, slope) => {
    const { frequency, customers } = history
    const sum = branches(parameters, history)
    slope[0] =
      (slope[0] ?? 0) + customers * (digamma(r + frequency) - digamma(r) + Math.log(alpha) + sum.byR / sum.mass)
    slope[1] = (slope[1] ?? 0) + customers * (r / alpha + sum.byAlpha / sum.mass)
    slope[2] = (slope[2] ?? 0) + customers * (Math.log(beta) + sum.byS / sum.mass)
    slope[3] = (slope[3] ?? 0) + customers * (s / beta + sum.byBeta / sum.mass)
    const counts = lnGamma(r + frequency) - lnGamma(r)
    return counts + r * Math.log(alpha) + s * Math.log(beta) + sum.ln
  }
}
