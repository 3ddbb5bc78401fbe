import { between } from './link.ts'
import { type EffectModel, edges, placesOf, type Respondent } from './person-effects.ts'
import { posterior, tabled } from './person-grid.ts'

/** What the answers of one person say about that person, in standard deviations between persons. */
export interface PersonDegree {
  /** The mean of what is known after the answers; 0 where nothing was answered. */
  readonly value: number
  /** The standard deviation of what is known; 1 where nothing was answered. */
  readonly standardError: number
  /** The likeliest degree, and the variance that the curvature there gives. */
  readonly mode: number
  readonly modeVariance: number
}

/** Where persons stand, given the parameters of the model, in the order of their answers. */
export function personDegrees(
  model: EffectModel,
  at: readonly number[],
  respondents: readonly Respondent[],
): PersonDegree[] {
  const table = tabled(model, at)
  return respondents.map((respondent) => {
    const { weights } = posterior(respondent, table)
    const value = table.places.reduce((sum, z, q) => sum + z * (weights[q] ?? 0), 0)
    const variance = table.places.reduce((sum, z, q) => sum + (z - value) ** 2 * (weights[q] ?? 0), 0)
    return { value, standardError: Math.sqrt(variance), ...modeOf(model, at, respondent, value) }
  })
}

/** The top of the posterior by Newton's method; the posterior is log-concave. */
function modeOf(model: EffectModel, at: readonly number[], respondent: Respondent, start: number) {
  let mode = start
  for (let step = 0; step < 50; step++) {
    const { slope, bend } = bendAt(model, at, respondent, mode)
    mode += slope / bend
    if (Math.abs(slope / bend) < 1e-10) break
  }
  return { mode, modeVariance: 1 / bendAt(model, at, respondent, mode).bend }
}

/** Slope and minus curvature of a person's log-posterior at z. */
function bendAt(model: EffectModel, at: readonly number[], { answers }: Respondent, z: number) {
  const { spread } = placesOf(model.layout)
  let [slope, bend] = [-z, 1]
  for (const { cell, level } of answers) {
    const place = model.cells[cell]
    if (place === undefined) continue
    const heights = edges(model, at, place, z)
    const [lower, upper] = [heights[level] ?? 0, heights[level + 1] ?? 0]
    const chance = between(model.link, lower, upper)
    const own = at[spread(place.item)] ?? 0
    const first = (model.link.density(upper) - model.link.density(lower)) / chance
    const second = (model.link.densitySlope(upper) - model.link.densitySlope(lower)) / chance
    slope -= own * first
    bend += own * own * (first * first - second)
  }
  return { slope, bend }
}
