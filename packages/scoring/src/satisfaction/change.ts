import { scoringErrors } from '../errors.ts'
import type { Estimate, Interval, Warning } from '../estimate.ts'
import { mover } from '../interval/mover.ts'
import { zOf } from '../interval/proportion.ts'
import { normalTwoSided } from '../numeric/normal.ts'

/** A change of a score, `after − before`. */
export interface Change {
  readonly value: number | null
  readonly interval: Interval | null
  /** Read off the interval, as if its arms were those of a normal distribution; null without a value. */
  readonly pValue: number | null
  /** Answers before and after. */
  readonly n: readonly [number, number]
  readonly metric: string
  readonly convention: string
  readonly warnings: readonly Warning[]
}

/**
 * Did a score change? Any two independent estimates of one metric and one convention, each with its own interval,
 * combined by MOVER.
 *
 * @throws `scoring/unlike-states` when the two do not measure the same, or not at the same level
 * @example
 * ```ts
 * import { compareEstimates, proportion } from '@casewell/scoring'
 *
 * const { result } = proportion('resolved')
 * const [may, june] = [result({ v: 1, yes: 48, n: 80 }), result({ v: 1, yes: 56, n: 70 })]
 * const { value, interval } = compareEstimates(may, june)
 * console.log(value?.toFixed(1), interval?.lower.toFixed(4), interval?.upper.toFixed(4)) // 0.2 0.0524 0.3339
 * ```
 */
export function compareEstimates(before: Estimate, after: Estimate): Change {
  const [left, right] = [nameOf(before), nameOf(after)]
  if (left !== right) throw scoringErrors['unlike-states']({ left, right })
  const { metric, convention } = after
  const n: [number, number] = [before.n, after.n]
  const warnings = [...named('before', before), ...named('after', after)]
  if (before.value === null || after.value === null || before.interval === null || after.interval === null) {
    return { value: null, interval: null, pValue: null, n, metric, convention, warnings }
  }
  const interval = mover(
    { value: after.value, interval: after.interval },
    { value: before.value, interval: before.interval },
  )
  const value = after.value - before.value
  const arm = value > 0 ? value - interval.lower : interval.upper - value
  const z = value === 0 ? 0 : (zOf(interval.level) * value) / arm
  return { value, interval, pValue: normalTwoSided(z), n, metric, convention, warnings }
}

const nameOf = ({ metric, convention, interval }: Estimate): string =>
  `${metric} (${convention}${interval === null ? '' : `, level ${interval.level}`})`

const named = (period: string, { warnings }: Estimate): Warning[] =>
  warnings.map(({ code, message }) => ({ code, message: `${period}: ${message}` }))
