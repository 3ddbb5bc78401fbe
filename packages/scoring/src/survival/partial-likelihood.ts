import { linear, mirrored } from '../models/logistic.ts'
import type { Bend, Concave } from '../models/newton.ts'
import { type Matrix, matrix } from '../numeric/matrix.ts'
import type { Lifetime } from './life-table.ts'

/** What to do where several end at one time: `efron` counts them as ending one by one in any order, `breslow` at once. */
export type Ties = 'efron' | 'breslow'

/** One who was watched, with what may explain how long. */
export interface Watched extends Lifetime {
  readonly row: readonly number[]
}

/** Cox's partial log-likelihood (JRSS B 34, 1972), with Efron's treatment of ties (JASA 72, 1977) or Breslow's. */
export function partialLikelihood(names: readonly string[], watched: readonly Watched[], ties: Ties): Concave {
  const moments = byTimeBackwards(watched)
  const size = watched.filter(({ ended }) => ended).length
  return { method: 'proportional hazards', names, size, bend: (at) => bendOf(at, moments, ties) }
}

/** Those who left the watch at one time. */
type Moment = readonly Watched[]

/** Backwards in time those at risk only grow in number, so that their sums need no subtraction. */
function byTimeBackwards(watched: readonly Watched[]): Moment[] {
  const moments = new Map<number, Watched[]>()
  for (const one of watched) moments.set(one.time, [...(moments.get(one.time) ?? []), one])
  return [...moments.entries()].sort(([a], [b]) => b - a).map(([, moment]) => moment)
}

/** Sums over a set of people of risk, risk·row and risk·row², all divided by e^ceiling. */
interface RiskSums {
  risk: number
  readonly first: Float64Array
  readonly second: Matrix
}

const emptySums = (width: number): RiskSums => ({
  risk: 0,
  first: new Float64Array(width),
  second: matrix(width, width),
})

function bendOf(at: readonly number[], moments: readonly Moment[], ties: Ties): Bend {
  const width = at.length
  const bend = { value: 0, slope: new Float64Array(width), information: matrix(width, width) }
  const atRisk = emptySums(width)
  let ceiling = Number.NEGATIVE_INFINITY
  for (const moment of moments) {
    const heights = moment.map(({ row }) => linear(row, at))
    const highest = heights.reduce((max, height) => Math.max(max, height), ceiling)
    rescale(atRisk, Math.exp(ceiling - highest))
    ceiling = highest
    const ending = emptySums(width)
    for (const [i, one] of moment.entries()) {
      const risk = Math.exp((heights[i] ?? 0) - ceiling)
      addPerson(atRisk, one.row, risk)
      if (one.ended) addPerson(ending, one.row, risk)
    }
    addEnds(bend, moment, heights, { atRisk, ending, ceiling, ties })
  }
  return { ...bend, information: mirrored(bend.information) }
}

function rescale(sums: RiskSums, by: number): void {
  if (by === 1) return
  sums.risk *= by
  sums.first.forEach((x, j) => {
    sums.first[j] = x * by
  })
  sums.second.data.forEach((x, j) => {
    sums.second.data[j] = x * by
  })
}

function addPerson(sums: RiskSums, row: readonly number[], risk: number): void {
  sums.risk += risk
  const width = row.length
  for (let j = 0; j < width; j++) {
    const x = risk * (row[j] ?? 0)
    sums.first[j] = (sums.first[j] ?? 0) + x
    for (let k = 0; k <= j; k++) {
      sums.second.data[j * width + k] = (sums.second.data[j * width + k] ?? 0) + x * (row[k] ?? 0)
    }
  }
}

interface AtMoment {
  readonly atRisk: RiskSums
  readonly ending: RiskSums
  readonly ceiling: number
  readonly ties: Ties
}

/** Adds what the ends of one moment say. The l-th of d tied ends finds l/d of the tied no longer at risk (Efron). */
function addEnds(
  bend: { value: number; slope: Float64Array; information: Matrix },
  moment: Moment,
  heights: readonly number[],
  { atRisk, ending, ceiling, ties }: AtMoment,
): void {
  const ends = moment.flatMap(({ ended, row }, i) => (ended ? [{ row, height: heights[i] ?? 0 }] : []))
  for (const [l, { row, height }] of ends.entries()) {
    const gone = ties === 'efron' ? l / ends.length : 0
    const risk = atRisk.risk - gone * ending.risk
    bend.value += height - ceiling - Math.log(risk)
    const mean = row.map((_, j) => ((atRisk.first[j] ?? 0) - gone * (ending.first[j] ?? 0)) / risk)
    for (const [j, x] of row.entries()) {
      bend.slope[j] = (bend.slope[j] ?? 0) + x - (mean[j] ?? 0)
      for (let k = 0; k <= j; k++) {
        const place = j * row.length + k
        const second = ((atRisk.second.data[place] ?? 0) - gone * (ending.second.data[place] ?? 0)) / risk
        const old = bend.information.data[place] ?? 0
        bend.information.data[place] = old + second - (mean[j] ?? 0) * (mean[k] ?? 0)
      }
    }
  }
}
