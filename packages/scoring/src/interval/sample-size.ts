import { normalCdf } from '../numeric/normal.ts'
import { normalQuantile } from '../numeric/normal-quantile.ts'
import { requireLevel, requirePositive, requireWithin } from '../require.ts'
import { LEVEL, zOf } from './proportion.ts'

/** A change of a share that somebody wants to be able to see. */
export interface ShareChange {
  /** The share now, 0…1. */
  readonly baseline: number
  /** The share that must not be missed, 0…1. */
  readonly detect: number
  /** @defaultValue 0.95 */
  readonly level?: number
}

/** How many answers each of two groups needs. */
export interface SampleSize {
  readonly perGroup: number
  /** The same before it is rounded up. */
  readonly exact: number
}

/**
 * How many answers per period (or group) does it take to see a share move from `baseline` to `detect`? Two independent
 * groups of equal size, two-sided test with pooled variance (Fleiss, Statistical Methods for Rates and Proportions).
 *
 * @param change - `power` is the chance to see the change if it is there, 0.8 unless told otherwise
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { sampleSize } from '@casewell/scoring'
 *
 * console.log(sampleSize({ baseline: 0.8, detect: 0.85 }).perGroup) // 906
 * ```
 */
export function sampleSize(change: ShareChange & { readonly power?: number }): SampleSize {
  const { power: wanted = 0.8 } = change
  const { spreadNow, spreadThen, distance, z } = parts(change)
  const reach = z * spreadNow + normalQuantile(requireLevel(wanted)) * spreadThen
  const exact = (reach / distance) ** 2
  return { perGroup: Math.ceil(exact), exact }
}

/**
 * The chance, 0…1, that n answers per group show the change of {@link sampleSize} as significant.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { power } from '@casewell/scoring'
 *
 * console.log(power({ baseline: 0.8, detect: 0.85, perGroup: 906 }).toFixed(3)) // 0.800
 * ```
 */
export function power(change: ShareChange & { readonly perGroup: number }): number {
  const { spreadNow, spreadThen, distance, z } = parts(change)
  const root = Math.sqrt(requirePositive('the answers per group', change.perGroup))
  return normalCdf((distance * root - z * spreadNow) / spreadThen)
}

function parts({ baseline, detect, level = LEVEL }: ShareChange) {
  requireWithin('the baseline', baseline, 0, 1)
  requireWithin('the share to detect', detect, 0, 1)
  const distance = requirePositive('the change to detect', Math.abs(baseline - detect))
  const middle = (baseline + detect) / 2
  const spreadNow = Math.sqrt(2 * middle * (1 - middle))
  const spreadThen = Math.sqrt(baseline * (1 - baseline) + detect * (1 - detect))
  return { spreadNow, spreadThen, distance, z: zOf(level) }
}

/**
 * How many answers does a margin of ± `margin` take? The variance of one answer is `p(1−p)` for a share and
 * `(R+D)/n − NPS²` for NPS, so ¼ and 1 at the very most.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { sampleSizeForMargin } from '@casewell/scoring'
 *
 * console.log(sampleSizeForMargin({ margin: 0.05 }), sampleSizeForMargin({ margin: 0.03 })) // 385 1068
 * ```
 */
export function sampleSizeForMargin(wanted: {
  readonly margin: number
  readonly variance?: number
  readonly level?: number
}): number {
  const { margin, variance = 0.25, level = LEVEL } = wanted
  requireWithin('the variance of one answer', variance, 0)
  return Math.ceil(variance * (zOf(level) / requirePositive('the margin', margin)) ** 2)
}
