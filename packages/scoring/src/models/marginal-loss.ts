import { between, type Link } from './link.ts'
import { type EffectModel, edges, placesOf, WIDEST_SPREAD, widestSpread } from './person-effects.ts'
import { posterior, tabled } from './person-grid.ts'
import type { Smooth } from './quasi-newton.ts'

/** Minus the mean marginal log-likelihood of a person. Its slope is that of the answers themselves, averaged over the posteriors. */
export function marginalLoss(model: EffectModel): Smooth {
  const persons = model.respondents.reduce((sum, respondent) => sum + respondent.persons, 0)
  return (at) => {
    if (widestSpread(model.layout, at) > WIDEST_SPREAD)
      return { value: Number.POSITIVE_INFINITY, slope: at.map(() => 0) }
    const table = tabled(model, at)
    const { places, chances } = table
    const expected = chances.map((levels) => levels.map(() => new Float64Array(places.length)))
    let value = 0
    for (const respondent of model.respondents) {
      const { weights, ln } = posterior(respondent, table)
      value -= respondent.persons * ln
      for (const { cell, level } of respondent.answers) addTo(expected[cell]?.[level], weights, respondent.persons)
    }
    const slope = slopes(model, at, places, expected).map((x) => -x / persons)
    return { value: Number.isFinite(value) ? value / persons : Number.POSITIVE_INFINITY, slope }
  }
}

function addTo(sums: Float64Array | undefined, weights: Float64Array, persons: number): void {
  if (sums === undefined) return
  for (let q = 0; q < sums.length; q++) sums[q] = (sums[q] ?? 0) + persons * (weights[q] ?? 0)
}

/** The slope of the log-likelihood, from how many persons at each place are expected to have given each answer. */
function slopes(
  model: EffectModel,
  at: readonly number[],
  places: readonly number[],
  expected: readonly (readonly Float64Array[])[],
): number[] {
  const { starts, firstSlope, spread, total } = placesOf(model.layout)
  const slope = new Array<number>(total).fill(0)
  const add = (index: number, by: number): void => {
    slope[index] = (slope[index] ?? 0) + by
  }
  for (const [c, cell] of model.cells.entries()) {
    for (const [q, z] of places.entries()) {
      const pulls = edgePulls(model.link, edges(model, at, cell, z), expected[c] ?? [], q)
      const all = pulls.reduce((sum, pull) => sum + pull, 0)
      for (const [k, pull] of pulls.entries()) add((starts[cell.item] ?? 0) + k, pull)
      for (const [j, x] of cell.row.entries()) add(firstSlope + j, -all * x)
      add(spread(cell.item), -all * z)
    }
  }
  return slope
}

/** The derivative by each inner edge of Σ expected · ln(chance), at one place. */
function edgePulls(link: Link, edges: readonly number[], expected: readonly Float64Array[], q: number): number[] {
  const ratios = expected.map((counts, level) => {
    const count = counts[q] ?? 0
    return count === 0 ? 0 : count / between(link, edges[level] ?? 0, edges[level + 1] ?? 0)
  })
  return edges.slice(1, -1).map((edge, k) => link.density(edge) * ((ratios[k] ?? 0) - (ratios[k + 1] ?? 0)))
}
