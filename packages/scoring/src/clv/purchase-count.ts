import { lnGamma } from '../numeric/gamma.ts'

/** The log-chance of so many purchases in a time by somebody alive throughout, at a rate from Gamma(r, α): negative binomial. */
export function lnCount(
  { r, alpha }: { readonly r: number; readonly alpha: number },
  time: number,
  count: number,
): number {
  const ways = lnGamma(r + count) - lnGamma(r) - lnGamma(count + 1)
  return ways - r * Math.log1p(time / alpha) + (count === 0 ? 0 : count * Math.log(time / (alpha + time)))
}
