import type { Warning } from '../estimate.ts'
import { covarianceAt } from './curvature.ts'
import { modelErrors } from './errors.ts'
import { marginalLoss } from './marginal-loss.ts'
import { type EffectModel, placesOf, WIDEST_SPREAD, widestSpread } from './person-effects.ts'
import { minimise, noConvergence } from './quasi-newton.ts'

/** The best parameters of a model with person effects. */
export interface FittedEffects {
  readonly at: readonly number[]
  readonly covariance: readonly (readonly number[])[]
  readonly logLikelihood: number
  readonly iterations: number
  readonly persons: number
  readonly warnings: readonly Warning[]
}

/** A standard error beyond this leaves a parameter anywhere. */
const ANYWHERE = 20

/**
 * Maximum marginal likelihood: persons are drawn from a normal distribution and integrated out.
 *
 * @throws `scoring/no-convergence`, `scoring/not-identified`
 */
export function fitEffects(method: string, names: readonly string[], model: EffectModel): FittedEffects {
  const loss = marginalLoss(model)
  const found = minimise(loss, startOf(model))
  const spreads = placesOf(model.layout).spread(0)
  const parting = names.find((_, i) => i >= spreads && Math.abs(found.at[i] ?? 0) > WIDEST_SPREAD / 2)
  if (parting !== undefined) throw modelErrors['not-identified']({ method, parameter: parting })
  if (!found.converged) throw noConvergence(method, found)
  const size = model.respondents.reduce((sum, { persons }) => sum + persons, 0)
  const at = upright(model, found.at)
  return {
    at,
    covariance: covarianceAt({ method, names, loss, size, at, widest: ANYWHERE }),
    logLikelihood: -size * found.value,
    iterations: found.iterations,
    persons: size,
    warnings: sameForAll(model, at),
  }
}

/** Each item's thresholds from its own shares, as wide as a spread of 1 makes them; no slopes. */
function startOf({ layout, cells, respondents }: EffectModel): number[] {
  const counts = layout.thresholds.map((count) => new Array<number>(count + 1).fill(0))
  for (const { answers, persons } of respondents) {
    for (const { cell, level } of answers) {
      const own = counts[cells[cell]?.item ?? 0] ?? []
      own[level] = (own[level] ?? 0) + persons
    }
  }
  const { total, spread } = placesOf(layout)
  const slopes = new Array<number>(layout.slopes).fill(0)
  return [...counts.flatMap(logOdds), ...slopes, ...new Array<number>(total - spread(0)).fill(1)]
}

function logOdds(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let below = 0
  return counts.slice(0, -1).map((count) => {
    below += count
    return 1.2 * Math.log(below / (total - below))
  })
}

/** The spreads may all change their sign together; we read them with a positive sum. */
function upright({ layout }: EffectModel, at: readonly number[]): number[] {
  const first = placesOf(layout).spread(0)
  const isTurned = at.slice(first).reduce((sum, x) => sum + x, 0) < 0
  return at.map((x, i) => (isTurned && i >= first ? -x : x))
}

function sameForAll({ layout }: EffectModel, at: readonly number[]): Warning[] {
  if (widestSpread(layout, at) > 0.01) return []
  return [{ code: 'no-person-differences', message: 'Persons differ no more than chance lets them.' }]
}
