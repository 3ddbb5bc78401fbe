import { inputErrors } from '../errors.ts'
import { betaQuantile } from '../numeric/beta.ts'
import { normalQuantile } from '../numeric/normal-quantile.ts'
import { requirePositive, requireWithin } from '../require.ts'

/** What is believed about a number that nobody knows exactly. */
export interface Distribution {
  readonly name: string
  readonly mean: number
  readonly sd: number
  /** The value that it stays below with chance p, 0 < p < 1. */
  quantile(p: number): number
}

/**
 * A triangular distribution: least, most likely and greatest value. It takes its ends seriously.
 *
 * @throws `scoring/out-of-range` unless least ≤ mode ≤ greatest and least < greatest
 * @example
 * ```ts
 * import { triangular } from '@casewell/scoring/economics'
 *
 * const handleMinutes = triangular(5, 10, 30)
 * console.log(handleMinutes.mean, handleMinutes.quantile(0.2)) // 15 10
 * ```
 */
export function triangular(least: number, mode: number, greatest: number): Distribution {
  requireOrder(least, mode, greatest)
  const length = greatest - least
  const left = mode - least
  const square = least ** 2 + mode ** 2 + greatest ** 2 - least * mode - least * greatest - mode * greatest
  return {
    name: `triangular(${least}, ${mode}, ${greatest})`,
    mean: (least + mode + greatest) / 3,
    sd: Math.sqrt(square / 18),
    quantile: (p) =>
      p * length < left
        ? least + Math.sqrt(p * length * left)
        : greatest - Math.sqrt((1 - p) * length * (greatest - mode)),
  }
}

/**
 * A PERT distribution: least, most likely and greatest value, smooth and with little weight at its ends (Malcolm et al.,
 * Application of a technique for research and development program evaluation, Operations Research 7, 1959).
 *
 * @throws `scoring/out-of-range` unless least ≤ mode ≤ greatest and least < greatest
 * @example
 * ```ts
 * import { pert } from '@casewell/scoring/economics'
 *
 * const fewerCalls = pert(0.05, 0.15, 0.25)
 * console.log(fewerCalls.mean.toFixed(3), fewerCalls.quantile(0.05).toFixed(3)) // 0.150 0.088
 * ```
 */
export function pert(least: number, mode: number, greatest: number): Distribution {
  requireOrder(least, mode, greatest)
  const length = greatest - least
  const a = 1 + (4 * (mode - least)) / length
  const b = 1 + (4 * (greatest - mode)) / length
  return {
    name: `pert(${least}, ${mode}, ${greatest})`,
    mean: (least + 4 * mode + greatest) / 6,
    sd: length * Math.sqrt((a * b) / 36 / 7),
    quantile: (p) => least + length * betaQuantile(p, a, b),
  }
}

/** A lognormal distribution: costs and durations, which cannot be negative and can be far above the rest. */
export interface Lognormal extends Distribution {
  /** Mean of the logarithm. */
  readonly mu: number
  /** Standard deviation of the logarithm. */
  readonly sigma: number
}

/**
 * The lognormal distribution of which a share of 90 % lies between two values.
 *
 * @throws `scoring/out-of-range` unless 0 < p05 < p95
 * @example
 * ```ts
 * import { lognormalRange } from '@casewell/scoring/economics'
 *
 * // Half lie below the geometric mean of both ends.
 * const cost = lognormalRange(8, 32)
 * console.log(cost.quantile(0.5).toFixed(2), cost.quantile(0.95).toFixed(2)) // 16.00 32.00
 * ```
 */
export function lognormalRange(p05: number, p95: number): Lognormal {
  requirePositive('the lower end of the range', p05)
  requirePositive('the length of the range', p95 - p05)
  const mu = (Math.log(p05) + Math.log(p95)) / 2
  const sigma = Math.log(p95 / p05) / (2 * normalQuantile(0.95))
  const mean = Math.exp(mu + (sigma * sigma) / 2)
  return {
    name: `lognormal(90 % in ${p05}–${p95})`,
    mu,
    sigma,
    mean,
    sd: mean * Math.sqrt(Math.expm1(sigma * sigma)),
    quantile: (p) => Math.exp(mu + sigma * normalQuantile(p)),
  }
}

/**
 * The beta distribution of a rate after so many yes of so many, under Jeffreys' prior: what a measured share is worth.
 *
 * @throws `scoring/out-of-range` unless 0 ≤ yes ≤ n
 * @example
 * ```ts
 * import { betaRate } from '@casewell/scoring/economics'
 *
 * // Beta(8.5, 2.5)
 * const resolved = betaRate(8, 10)
 * console.log(resolved.mean.toFixed(4), resolved.quantile(0.05).toFixed(4)) // 0.7727 0.5475
 * ```
 */
export function betaRate(yes: number, n: number): Distribution {
  requireWithin('the number of cases', n, 0)
  requireWithin('the number of yes', yes, 0, n)
  const [a, b] = [yes + 0.5, n - yes + 0.5]
  return {
    name: `beta(${yes} of ${n})`,
    mean: a / (a + b),
    sd: Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1))),
    quantile: (p) => betaQuantile(p, a, b),
  }
}

/** A number that is known, or what is believed about it. */
export type Amount = number | Distribution

/** The quantile of an amount; a known number is the same at every p. */
export function amountAt(amount: Amount, p: number): number {
  return typeof amount === 'number' ? amount : amount.quantile(p)
}

function requireOrder(least: number, mode: number, greatest: number): void {
  requirePositive('the length of the range', greatest - least)
  if (mode >= least && mode <= greatest) return
  throw inputErrors['out-of-range']({
    what: 'the most likely value',
    value: mode,
    range: `from ${least} to ${greatest}`,
  })
}
