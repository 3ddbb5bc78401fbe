import { requireWithin } from '../require.ts'
import { modelErrors } from './errors.ts'
import { requireFinite } from './input.ts'
import { type ModelCard, modelCard } from './model-card.ts'

/** One observation; its weight defaults to 1. */
export interface IsotonicPoint {
  readonly x: number
  readonly y: number
  readonly weight?: number
}

/** A monotone function through observed places: straight between them, flat beyond both ends. */
export interface IsotonicFit {
  readonly direction: 'increasing' | 'decreasing'
  /** The distinct places observed, ascending, with the fitted value and the weight observed at each. */
  readonly points: readonly { readonly x: number; readonly value: number; readonly weight: number }[]
  /** The fitted value at each observation, in the order given. */
  readonly fitted: readonly number[]
  readonly card: ModelCard
}

/**
 * The monotone function closest to the observations in weighted least squares, by pooling adjacent violators.
 * Observations at one place are averaged first.
 *
 * Source: Barlow, Bartholomew, Bremner & Brunk, "Statistical Inference under Order Restrictions", 1972.
 *
 * @throws `scoring/no-observations`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { isotonic } from '@casewell/scoring/models'
 *
 * const churn = isotonic([{ x: 0, y: 0.25 }, { x: 1, y: 0.125 }, { x: 4, y: 0.5 }])
 * console.log(churn.fitted) // [ 0.1875, 0.1875, 0.5 ]
 * ```
 */
export function isotonic(
  observations: readonly IsotonicPoint[],
  { direction = 'increasing' }: { readonly direction?: IsotonicFit['direction'] } = {},
): IsotonicFit {
  const sign = direction === 'increasing' ? 1 : -1
  const places = averaged(observations)
  const heights = pooled(places.map(({ y, weight }) => ({ y: sign * y, weight })))
  const points = places.map(({ x, weight }, i) => ({ x, value: sign * (heights[i] ?? 0), weight }))
  const valueAt = new Map(points.map(({ x, value }) => [x, value]))
  const card = modelCard({
    method: 'isotonic regression',
    source: 'Barlow, Bartholomew, Bremner & Brunk 1972, Statistical Inference under Order Restrictions',
    observations: places.reduce((sum, { weight }) => sum + weight, 0),
    parameters: new Set(heights).size,
    cautions: ['The order is taken for granted, not tested; the ends of the curve follow few observations.'],
  })
  return { direction, points, fitted: observations.map(({ x }) => valueAt.get(x) ?? 0), card }
}

/**
 * The value of the fit at any place: linear between observed places, flat beyond the first and the last.
 *
 * @throws `scoring/out-of-range` for a place that is no finite number
 * @example
 * ```ts
 * import { isotonic, isotonicValue } from '@casewell/scoring/models'
 *
 * // By contacts: .1875 at 1, .5 at 4, half the way between them.
 * const churn = isotonic([{ x: 0, y: 0.25 }, { x: 1, y: 0.125 }, { x: 4, y: 0.5 }])
 * console.log(isotonicValue(churn, 2.5), isotonicValue(churn, 9)) // 0.34375 0.5
 * ```
 */
export function isotonicValue({ points }: IsotonicFit, x: number): number {
  requireFinite('the place asked for', x)
  const index = points.findIndex((point) => point.x >= x)
  const right = points[index < 0 ? points.length - 1 : index]
  const left = points[index - 1]
  if (right === undefined) return Number.NaN
  if (left === undefined || right.x === x) return right.value
  return left.value + ((x - left.x) / (right.x - left.x)) * (right.value - left.value)
}

type Place = Required<IsotonicPoint>

function averaged(observations: readonly IsotonicPoint[]): Place[] {
  const places = new Map<number, Place>()
  for (const { x, y, weight = 1 } of observations) {
    requireFinite('the place of an observation', x)
    requireFinite('the value of an observation', y)
    if (requireWithin('a weight', weight, 0) === 0) continue
    const old = places.get(x) ?? { x, y: 0, weight: 0 }
    const all = old.weight + weight
    places.set(x, { x, y: old.y + (weight / all) * (y - old.y), weight: all })
  }
  if (places.size === 0) throw modelErrors['no-observations']({ method: 'isotonic regression' })
  return [...places.values()].sort((a, b) => a.x - b.x)
}

/** A run of places that share one height. */
interface Block {
  y: number
  weight: number
  length: number
}

/** Neighbours out of order share their mean, until none are. */
function pooled(places: readonly Omit<Place, 'x'>[]): number[] {
  const blocks: Block[] = []
  for (const { y, weight } of places) {
    let block: Block = { y, weight, length: 1 }
    for (let last = blocks.at(-1); last !== undefined && last.y >= block.y; last = blocks.at(-1)) {
      blocks.pop()
      const all = last.weight + block.weight
      const mean = last.y + (block.weight / all) * (block.y - last.y)
      block = { y: mean, weight: all, length: last.length + block.length }
    }
    blocks.push(block)
  }
  return blocks.flatMap(({ y, length }) => Array.from({ length }, () => y))
}
