import { requireWithin } from '../require.ts'
import { type Coefficient, coefficient } from './coefficient.ts'
import { modelErrors } from './errors.ts'
import { requireSameLength } from './input.ts'
import { logistic } from './logistic.ts'
import { platt } from './platt.ts'

/** How far chances are off as a whole, and whether they are too bold. */
export interface Calibration {
  /** Of the outcome on the log-odds given: 1 is right, below 1 the chances are too extreme. */
  readonly slope: Coefficient
  /** What belongs to that slope; 0 is right where the slope is 1. */
  readonly intercept: Coefficient
  /** How much to add to every log-odds so that the mean is right; 0 is right, above 0 the chances are too low. */
  readonly inTheLarge: Coefficient
}

/**
 * Calibration slope and intercept: a logistic regression of what happened on the log-odds of the chances given.
 *
 * Source: Cox, "Two further applications of a model for binary regression", Biometrika 45 (1958) 562–565.
 *
 * @param chances - above 0 and below 1: certainty has no log-odds
 * @throws `scoring/out-of-range`, `scoring/one-outcome`, `scoring/collinear` when all chances are equal,
 *   `scoring/separated`, `scoring/unequal-lengths`
 * @example
 * ```ts
 * import { calibration } from '@casewell/scoring/models'
 *
 * const said = [0.1, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9, 0.9]
 * const happened = [true, false, false, false, true, true, true, false]
 * console.log(calibration(said, happened).slope.value.toFixed(2)) // 0.50
 * ```
 */
export function calibration(
  chances: readonly number[],
  outcomes: readonly boolean[],
  { level }: { readonly level?: number } = {},
): Calibration {
  requireSameLength('chances and outcomes', chances, outcomes)
  const logOdds = chances.map((chance) => {
    requireWithin('a chance with log-odds', chance, Number.MIN_VALUE, 1 - Number.EPSILON / 2)
    return Math.log(chance / (1 - chance))
  })
  const { slope, intercept } = platt(logOdds, outcomes, { targets: 'plain', ...(level !== undefined && { level }) })
  return { slope, intercept, inTheLarge: shift(logOdds, outcomes, level) }
}

/** The shift of all log-odds that makes their mean chance the share that happened, by Newton's method. */
function shift(logOdds: readonly number[], outcomes: readonly boolean[], level?: number): Coefficient {
  const events = outcomes.filter(Boolean).length
  let by = Math.log(events / (outcomes.length - events)) - logOdds.reduce((sum, x) => sum + x, 0) / logOdds.length
  for (let step = 0; step < 100; step++) {
    const chances = logOdds.map((x) => logistic(x + by))
    const surplus = events - chances.reduce((sum, chance) => sum + chance, 0)
    const information = chances.reduce((sum, chance) => sum + chance * (1 - chance), 0)
    if (Math.abs(surplus) < 1e-12 * outcomes.length) return coefficient('in the large', by, 1 / information, level)
    by += Math.max(-1, Math.min(1, surplus / information))
  }
  throw modelErrors['not-identified']({ method: 'calibration', parameter: 'the shift' })
}
