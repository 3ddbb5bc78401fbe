import { matrix } from '../numeric/matrix.ts'
import { between, type Link } from './link.ts'
import { mirrored } from './logistic.ts'
import type { Bend, Concave } from './newton.ts'

/** A degree on an ordered scale, as a position from 0, beside what shifts it. */
export interface OrdinalCase {
  readonly degree: number
  readonly weight: number
  /** What each threshold is made of: 1, and the columns whose effect may differ from threshold to threshold. */
  readonly thresholdRow: readonly number[]
  /** The columns that shift all thresholds alike. */
  readonly row: readonly number[]
}

/** Which of the parameters make which height: thresholds first, one block each, then the common slopes. */
export interface OrdinalLayout {
  readonly degrees: number
  /** How many parameters each threshold has. */
  readonly block: number
  readonly slopes: number
}

/** The log-likelihood of `P(degree ≤ k) = F(threshold_k − row · slopes)` (McCullagh 1980). */
export function ordinalLikelihood(
  method: string,
  names: readonly string[],
  link: Link,
  layout: OrdinalLayout,
  cases: readonly OrdinalCase[],
): Concave {
  const size = cases.reduce((sum, { weight }) => sum + weight, 0)
  return { method, names, size, bend: (at) => bendOf(at, link, layout, cases) }
}

function bendOf(at: readonly number[], link: Link, layout: OrdinalLayout, cases: readonly OrdinalCase[]): Bend {
  const width = at.length
  const slope = new Float64Array(width)
  const information = matrix(width, width)
  let value = 0
  for (const one of cases) {
    const upper = edge(at, layout, one, one.degree)
    const lower = edge(at, layout, one, one.degree - 1)
    const chance = between(link, lower, upper)
    if (!(chance > 0)) return { value: Number.NEGATIVE_INFINITY, slope, information }
    value += one.weight * Math.log(chance)
    addCase(slope, information.data, layout, one, curve(link, lower, upper, chance))
  }
  return { value, slope, information: mirrored(information) }
}

/** The height of the threshold above this degree, for this case; infinite beyond both ends. */
export function edge(
  at: readonly number[],
  { degrees, block, slopes }: OrdinalLayout,
  one: Omit<OrdinalCase, 'weight'>,
  degree: number,
): number {
  if (degree < 0) return Number.NEGATIVE_INFINITY
  if (degree >= degrees - 1) return Number.POSITIVE_INFINITY
  let height = 0
  for (let w = 0; w < block; w++) height += (at[degree * block + w] ?? 0) * (one.thresholdRow[w] ?? 0)
  const first = (degrees - 1) * block
  for (let j = 0; j < slopes; j++) height -= (at[first + j] ?? 0) * (one.row[j] ?? 0)
  return height
}

/** Slopes of ln(F(upper) − F(lower)) by both edges, and its second derivatives with the sign changed. */
interface Curve {
  readonly up: number
  readonly low: number
  readonly upUp: number
  readonly upLow: number
  readonly lowLow: number
}

function curve(link: Link, lower: number, upper: number, chance: number): Curve {
  const up = link.density(upper) / chance
  const low = -link.density(lower) / chance
  return {
    up,
    low,
    upUp: up * up - link.densitySlope(upper) / chance,
    upLow: up * low,
    lowLow: low * low + link.densitySlope(lower) / chance,
  }
}

/** Where a case touches the parameters: an index with the derivatives of its upper and lower edge by it. */
function touched({ degrees, block, slopes }: OrdinalLayout, { degree, thresholdRow, row }: OrdinalCase) {
  const touches: { index: number; up: number; low: number }[] = []
  for (let w = 0; w < block; w++) {
    const x = thresholdRow[w] ?? 0
    if (degree > 0) touches.push({ index: (degree - 1) * block + w, up: 0, low: x })
    if (degree < degrees - 1) touches.push({ index: degree * block + w, up: x, low: 0 })
  }
  const first = (degrees - 1) * block
  for (let j = 0; j < slopes; j++) touches.push({ index: first + j, up: -(row[j] ?? 0), low: -(row[j] ?? 0) })
  return touches.sort((a, b) => a.index - b.index)
}

function addCase(slope: Float64Array, data: Float64Array, layout: OrdinalLayout, one: OrdinalCase, by: Curve): void {
  const touches = touched(layout, one)
  for (const [position, a] of touches.entries()) {
    slope[a.index] = (slope[a.index] ?? 0) + one.weight * (by.up * a.up + by.low * a.low)
    const towardsUp = by.upUp * a.up + by.upLow * a.low
    const towardsLow = by.upLow * a.up + by.lowLow * a.low
    for (const b of touches.slice(0, position + 1)) {
      const place = a.index * slope.length + b.index
      data[place] = (data[place] ?? 0) + one.weight * (towardsUp * b.up + towardsLow * b.low)
    }
  }
}
