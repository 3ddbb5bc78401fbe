import { between } from './link.ts'
import { type EffectModel, edges, type Respondent, widestSpread } from './person-effects.ts'

/** A standard normal person farther out than this does not happen. */
const REACH = 8

/**
 * The places at which the integral over persons is taken, evenly spaced: on a bell-shaped integrand the trapezoidal
 * rule gains digits exponentially, and loses none as long as a step is no wider than the narrowest person's bell.
 */
function grid(answersAPerson: number, spread: number): number[] {
  const narrowest = 1 / Math.sqrt(1 + (answersAPerson * spread * spread) / 3)
  const half = Math.ceil(REACH / Math.min(0.5, 0.7 * narrowest))
  return Array.from({ length: 2 * half + 1 }, (_, i) => ((i - half) * REACH) / half)
}

/** A grid over persons, and the log-chance of every answer at each of its places. */
export interface Tabled {
  readonly places: readonly number[]
  /** By cell, level and place. */
  readonly chances: readonly (readonly (readonly number[])[])[]
}

/** Log-chances by cell, level and place on the grid. */
function lnChances(model: EffectModel, at: readonly number[], places: readonly number[]): number[][][] {
  return model.cells.map((cell) => {
    const byPlace = places.map((z) => edges(model, at, cell, z))
    const levels = (byPlace[0]?.length ?? 1) - 1
    return Array.from({ length: levels }, (_, level) =>
      byPlace.map((e) => Math.log(between(model.link, e[level] ?? 0, e[level + 1] ?? 0))),
    )
  })
}

/** What is known of a person after the answers: weights over the grid that sum to 1, and the log of the integral. */
export interface Posterior {
  readonly weights: Float64Array
  readonly ln: number
}

export function posterior({ answers }: Respondent, { places, chances }: Tabled): Posterior {
  const weights = Float64Array.from(places, (z) => -0.5 * z * z)
  for (const { cell, level } of answers) {
    const own = chances[cell]?.[level] ?? []
    for (let q = 0; q < weights.length; q++) weights[q] = (weights[q] ?? 0) + (own[q] ?? 0)
  }
  const highest = weights.reduce((max, height) => Math.max(max, height), Number.NEGATIVE_INFINITY)
  let total = 0
  for (let q = 0; q < weights.length; q++) {
    const weight = Math.exp((weights[q] ?? 0) - highest)
    weights[q] = weight
    total += weight
  }
  for (let q = 0; q < weights.length; q++) weights[q] = (weights[q] ?? 0) / total
  const step = (places[1] ?? 1) - (places[0] ?? 0)
  return { weights, ln: highest + Math.log((total * step) / Math.sqrt(2 * Math.PI)) }
}

const mostAnswers = ({ respondents }: EffectModel): number =>
  respondents.reduce((max, { answers }) => Math.max(max, answers.length), 1)

/** The grid that suits these parameters, with the log-chances on it. */
export function tabled(model: EffectModel, at: readonly number[]): Tabled {
  const places = grid(mostAnswers(model), widestSpread(model.layout, at))
  return { places, chances: lnChances(model, at, places) }
}
