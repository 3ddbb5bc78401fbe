import { normalCdf, normalDensity } from '../numeric/normal.ts'
import { logistic } from './logistic.ts'

/** A symmetric distribution function with its density and the density's slope. */
export interface Link {
  cdf(x: number): number
  density(x: number): number
  densitySlope(x: number): number
}

/** How a probability depends on a sum of influences. */
export type LinkName = 'logit' | 'probit'

/** `logit` reads as odds, `probit` as a hidden normal feeling; they rarely differ in what they say. */
export const links: Readonly<Record<LinkName, Link>> = {
  logit: {
    cdf: logistic,
    density: (x) => logistic(x) * logistic(-x),
    densitySlope: (x) => logistic(x) * logistic(-x) * (logistic(-x) - logistic(x)),
  },
  probit: {
    cdf: (x) => (Number.isFinite(x) ? normalCdf(x) : Number(x > 0)),
    density: (x) => (Number.isFinite(x) ? normalDensity(x) : 0),
    densitySlope: (x) => (Number.isFinite(x) ? -x * normalDensity(x) : 0),
  },
}

/** `F(upper) − F(lower)`, taken in the tail where it keeps its digits. */
export function between(link: Link, lower: number, upper: number): number {
  return lower > 0 ? link.cdf(-lower) - link.cdf(-upper) : link.cdf(upper) - link.cdf(lower)
}
