import { inputErrors } from '../errors.ts'
import type { Interval, Warning } from '../estimate.ts'
import { LEVEL } from '../interval/proportion.ts'
import { digamma, lnBeta, lnGamma } from '../numeric/gamma.ts'
import { findRoot } from '../numeric/root.ts'
import { requireWhole } from '../require.ts'
import { betaInterval } from './dirichlet.ts'

/** A group's good answers out of all of them. */
export interface GroupCount {
  readonly y: number
  readonly n: number
}

/** A group's share after its neighbours have been heard. */
export interface ShrunkShare extends GroupCount {
  /** `y/n`; null for a group without answers. */
  readonly raw: number | null
  /** `(y + α)/(n + α + β)` */
  readonly mean: number
  readonly interval: Interval
}

/** A beta distribution of the true shares of groups, and every group seen through it. */
export interface BetaBinomialFit {
  readonly alpha: number
  readonly beta: number
  /** Mean share of the groups. */
  readonly mu: number
  /** Correlation of two answers within one group, `1/(α+β+1)`. */
  readonly rho: number
  readonly logLikelihood: number
  readonly groups: readonly ShrunkShare[]
  readonly warnings: readonly Warning[]
}

/** Beyond this α + β the groups are all alike, as far as the answers can tell. */
const ALIKE = 1e6

/**
 * Shares of many small groups (agents, shops) pulled toward each other as much as the data ask for: a beta-binomial
 * model by maximum likelihood. It cuts the error of raw shares by more than half; it does not make rankings reliable,
 * so show the intervals.
 *
 * @throws `scoring/no-answers` below two groups with answers; `scoring/out-of-range` for impossible counts
 * @example
 * ```ts
 * import { betaBinomial } from '@casewell/scoring'
 *
 * const { groups } = betaBinomial([{ y: 3, n: 3 }, { y: 40, n: 60 }, { y: 5, n: 10 }, { y: 55, n: 60 }])
 * console.log(groups.map((g) => g.mean.toFixed(2))) // [ '0.82', '0.68', '0.61', '0.90' ]
 * ```
 */
export function betaBinomial(
  groups: readonly GroupCount[],
  options: { readonly level?: number } = {},
): BetaBinomialFit {
  for (const { y, n } of groups)
    requireWhole('the good answers of a group', y, 0, requireWhole('the answers of a group', n))
  const heard = groups.filter(({ n }) => n > 0)
  if (heard.length < 2) throw inputErrors['no-answers']({ measure: 'shrinkage (in at least two groups)' })
  const { mu, size, atEdge } = maximise(heard)
  const [alpha, beta] = [mu * size, (1 - mu) * size]
  const shrunk = groups.map(({ y, n }) => ({
    y,
    n,
    raw: n === 0 ? null : y / n,
    mean: (y + alpha) / (n + size),
    interval: betaInterval(y + alpha, n - y + beta, options.level ?? LEVEL),
  }))
  const message = 'the groups differ no more than chance explains: all are given nearly the same share.'
  return {
    alpha,
    beta,
    mu,
    rho: 1 / (size + 1),
    logLikelihood: likelihood(heard, alpha, beta) + heard.reduce((sum, group) => sum + lnChoose(group), 0),
    groups: shrunk,
    warnings: atEdge ? [{ code: 'groups-alike', message }] : [],
  }
}

const lnChoose = ({ y, n }: GroupCount): number => lnGamma(n + 1) - lnGamma(y + 1) - lnGamma(n - y + 1)

const likelihood = (groups: readonly GroupCount[], alpha: number, beta: number): number =>
  groups.reduce((sum, { y, n }) => sum + lnBeta(y + alpha, n - y + beta) - lnBeta(alpha, beta), 0)

interface Maximum {
  readonly mu: number
  readonly size: number
  readonly atEdge: boolean
}

/** For every size α + β the best mean, and of these the size at which the likelihood stops to rise. */
function maximise(groups: readonly GroupCount[]): Maximum {
  const [y, n] = [groups.reduce((sum, g) => sum + g.y, 0), groups.reduce((sum, g) => sum + g.n, 0)]
  if (y === 0 || y === n) return { mu: (y + 0.5) / (n + 1), size: ALIKE, atEdge: true }
  const slope = (lnSize: number): number => slopeInSize(groups, bestMean(groups, Math.exp(lnSize)), Math.exp(lnSize))
  const [low, high] = [Math.log(1e-4), Math.log(ALIKE)]
  if (slope(high) >= 0) return { mu: y / n, size: ALIKE, atEdge: true }
  const root = slope(low) <= 0 ? low : findRoot(slope, low, high, 1e-12)
  const size = Math.exp(root)
  return { mu: bestMean(groups, size), size, atEdge: false }
}

function bestMean(groups: readonly GroupCount[], size: number): number {
  const slope = (mu: number): number => {
    const [alpha, beta] = [mu * size, (1 - mu) * size]
    const own = groups.length * (digamma(beta) - digamma(alpha))
    return groups.reduce((sum, { y, n }) => sum + digamma(y + alpha) - digamma(n - y + beta), own)
  }
  return findRoot(slope, 1e-9, 1 - 1e-9, 1e-15)
}

function slopeInSize(groups: readonly GroupCount[], mu: number, size: number): number {
  const [alpha, beta] = [mu * size, (1 - mu) * size]
  const own = digamma(size) - mu * digamma(alpha) - (1 - mu) * digamma(beta)
  return groups.reduce(
    (sum, { y, n }) => sum + mu * digamma(y + alpha) + (1 - mu) * digamma(n - y + beta) - digamma(n + size) + own,
    0,
  )
}
