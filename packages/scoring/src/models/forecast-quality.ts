import { requireWithin } from '../require.ts'
import { modelErrors } from './errors.ts'
import { requireSameLength } from './input.ts'

/** How far chances lie from what then happened. */
export interface ForecastQuality {
  readonly n: number
  /** The share with the outcome. */
  readonly prevalence: number
  /** The mean squared distance of chance and outcome; 0 is perfect. */
  readonly brier: number
  /** The Brier score of telling everybody the prevalence. */
  readonly brierOfPrevalence: number
  /** 1 − brier / brierOfPrevalence: above 0, the chances say more than the base rate. null with one outcome only. */
  readonly skill: number | null
  /** The mean of −ln(chance of what happened). null when something given no chance at all happened. */
  readonly logLoss: number | null
  /** The mean precision over all thresholds, weighted by recall gained; null without an outcome. */
  readonly averagePrecision: number | null
}

/**
 * Judges chances by what happened.
 *
 * Sources: Brier, Monthly Weather Review 78 (1950); Murphy, Journal of Applied Meteorology 12 (1973) for the skill.
 *
 * @param chances - 0…1
 * @throws `scoring/out-of-range`, `scoring/unequal-lengths`, `scoring/no-observations`
 * @example
 * ```ts
 * import { forecastQuality } from '@casewell/scoring/models'
 *
 * const { brier, skill } = forecastQuality([0.75, 0.25, 0.5, 0.5], [true, false, true, false])
 * console.log(brier, skill) // 0.15625 0.375
 * ```
 */
export function forecastQuality(chances: readonly number[], outcomes: readonly boolean[]): ForecastQuality {
  requireSameLength('chances and outcomes', chances, outcomes)
  for (const chance of chances) requireWithin('a chance', chance, 0, 1)
  if (chances.length === 0) throw modelErrors['no-observations']({ method: 'the quality of a forecast' })
  const n = chances.length
  const prevalence = outcomes.filter(Boolean).length / n
  const brier = chances.reduce((sum, chance, i) => sum + (chance - Number(outcomes[i])) ** 2, 0) / n
  const brierOfPrevalence = prevalence * (1 - prevalence)
  const loss = -chances.reduce((sum, chance, i) => sum + Math.log(outcomes[i] ? chance : 1 - chance), 0) / n
  return {
    n,
    prevalence,
    brier,
    brierOfPrevalence,
    skill: brierOfPrevalence === 0 ? null : 1 - brier / brierOfPrevalence,
    logLoss: Number.isFinite(loss) ? loss : null,
    averagePrecision: prevalence === 0 ? null : averagePrecision(chances, outcomes),
  }
}

/** Σ precision at each threshold · recall gained there; equal chances are one threshold. */
function averagePrecision(chances: readonly number[], outcomes: readonly boolean[]): number {
  const thresholds = new Map<number, { hits: number; all: number }>()
  chances.forEach((chance, i) => {
    const { hits, all } = thresholds.get(chance) ?? { hits: 0, all: 0 }
    thresholds.set(chance, { hits: hits + Number(outcomes[i]), all: all + 1 })
  })
  let [hits, all, sum] = [0, 0, 0]
  for (const [, group] of [...thresholds].sort(([a], [b]) => b - a)) {
    hits += group.hits
    all += group.all
    sum += (hits / all) * group.hits
  }
  return sum / hits
}
