import { adjusted, type NpsCounts, type NpsMethod, npsMoments, tangoScore } from '../interval/nps-interval.ts'
import { normalTwoSided } from '../numeric/normal.ts'
import { requireWithin } from '../require.ts'

/** Is a score what somebody claims it is? */
export interface NpsTest {
  /** How many standard errors the score lies above the claim. */
  readonly z: number
  /** Two-sided. */
  readonly pValue: number
  /** Of the score (with the Wald methods, which do not depend on the claim). */
  readonly standardError: number
}

/**
 * Tests an NPS against a claimed one, 0 unless told otherwise, by the statistic whose inversion is the interval of the
 * same method.
 *
 * @param options - `against` is the claim, −1…1
 * @throws `scoring/no-answers`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { npsTest } from '@casewell/scoring'
 *
 * // Against 0 it is McNemar's: (50 − 20) / √(50 + 20).
 * const { z, pValue } = npsTest({ detractors: 20, passives: 30, promoters: 50 })
 * console.log(z.toFixed(4), pValue.toFixed(5)) // 3.5857 0.00034
 * ```
 */
export function npsTest(
  counts: NpsCounts,
  options: { readonly against?: number; readonly method?: NpsMethod } = {},
): NpsTest {
  const { against = 0, method = 'tango' } = options
  requireWithin('the claimed NPS', against, -1, 1)
  const { n, nps, variance } = npsMoments(method === 'adjusted-wald' ? adjusted(counts) : counts)
  const standardError = Math.sqrt(variance / n)
  const far = nps === against ? 0 : Math.sign(nps - against) * Number.POSITIVE_INFINITY
  const z = method === 'tango' ? tangoScore(counts, n, against) : (nps - against) / standardError
  const known = Number.isNaN(z) ? far : z
  return { z: known, pValue: normalTwoSided(known), standardError }
}
