import type { Link } from './link.ts'

/**
 * One place where an answer can be given: an item, under given circumstances. All answers given there share their
 * chances, person for person.
 */
export interface Cell {
  readonly item: number
  /** The columns that shift the item's thresholds. */
  readonly row: readonly number[]
}

/** The answers of one person, as cells with the level chosen there, and how many persons answered just so. */
export interface Respondent {
  readonly answers: readonly { readonly cell: number; readonly level: number }[]
  readonly persons: number
}

/** Where the parameters lie: each item's thresholds, then the common slopes, then the spread (one, or one an item). */
export interface EffectLayout {
  /** For each item, the number of its thresholds. */
  readonly thresholds: readonly number[]
  readonly slopes: number
  readonly spreads: 'shared' | 'by-item'
}

/** Everything of a model `P(answer ≤ k) = F(threshold_k − row · slopes − spread · z)`, z a person's standard normal. */
export interface EffectModel {
  readonly link: Link
  readonly layout: EffectLayout
  readonly cells: readonly Cell[]
  readonly respondents: readonly Respondent[]
}

/** Where each threshold, slope and spread stands in the list of parameters. */
export function placesOf({ thresholds, slopes, spreads }: EffectLayout) {
  const starts = thresholds.map((_, item) => sum(thresholds.slice(0, item)))
  const firstSlope = sum(thresholds)
  const firstSpread = firstSlope + slopes
  const spread = (item: number): number => firstSpread + (spreads === 'shared' ? 0 : item)
  return { starts, firstSlope, spread, total: firstSpread + (spreads === 'shared' ? 1 : thresholds.length) }
}

/** The heights of a cell's edges for a person at z: minus infinity, the thresholds, plus infinity. */
export function edges(model: EffectModel, at: readonly number[], cell: Cell, z: number): number[] {
  const { starts, firstSlope, spread } = placesOf(model.layout)
  const shift =
    cell.row.reduce((sum, x, j) => sum + x * (at[firstSlope + j] ?? 0), 0) + z * (at[spread(cell.item)] ?? 0)
  const start = starts[cell.item] ?? 0
  const inner = at.slice(start, start + (model.layout.thresholds[cell.item] ?? 0)).map((height) => height - shift)
  return [Number.NEGATIVE_INFINITY, ...inner, Number.POSITIVE_INFINITY]
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

/**
 * Wider than this, an item does not grade persons but parts them without overlap: no estimate is there to be found.
 * (One standard deviation between persons would multiply the odds by e³⁰.)
 */
export const WIDEST_SPREAD = 30

/** The largest of the spreads, by size. */
export const widestSpread = (layout: EffectLayout, at: readonly number[]): number =>
  at.slice(placesOf(layout).spread(0)).reduce((widest, spread) => Math.max(widest, Math.abs(spread)), 0)
