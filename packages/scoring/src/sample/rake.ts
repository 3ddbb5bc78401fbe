import { scoringErrors } from '../errors.ts'
import type { Warning } from '../estimate.ts'
import { requirePositive, requireWhole, requireWithin } from '../require.ts'
import { kish, trimWeights, type WeightQuality } from './weights.ts'

/** One answer, or one cell of a table: its category of every variable, and the weight that it starts with (1). */
export interface RakeRow {
  readonly groups: Readonly<Record<string, string>>
  readonly weight?: number
}

/** What the weights of each category of each variable should add up to. */
export type Margins = Readonly<Record<string, Readonly<Record<string, number>>>>

/** How long to try, how close to come, and whether to cut huge weights on the way. */
export interface RakeOptions {
  /** Largest deviation of a margin from its target, relative to the total. @defaultValue 1e-10 */
  readonly tolerance?: number
  /** @defaultValue 10000 */
  readonly maxSteps?: number
  /** Cut weights at this multiple of their median once they fit; the margins then hold only roughly. */
  readonly trimAtTimesMedian?: number
}

/** Weights that make a sample look like the population on all margins at once. */
export interface Raked extends WeightQuality {
  /** A weight per row, in the same order. */
  readonly weights: readonly number[]
  readonly steps: number
  /** Largest deviation of a margin from its target, relative to the total, at the end (after trimming, if any). */
  readonly deviation: number
  readonly warnings: readonly Warning[]
}

/**
 * Raking (iterative proportional fitting) over any number of margins: the weights are scaled to one margin after the
 * other until all fit.
 *
 * Source: Deming & Stephan, On a least squares adjustment of a sampled frequency table, Annals of Mathematical
 * Statistics 11 (1940).
 *
 * @throws `scoring/impossible-margin`, `scoring/unlike-margins`, `scoring/no-convergence`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { rake } from '@casewell/scoring'
 *
 * const answers = [
 *   { groups: { size: 'small', region: 'north' } },
 *   { groups: { size: 'small', region: 'south' } },
 *   { groups: { size: 'large', region: 'north' } },
 * ]
 * const { weights, effectiveN } = rake(answers, { size: { small: 60, large: 40 }, region: { north: 70, south: 30 } })
 * console.log(weights.map((w) => w.toFixed(1)), effectiveN.toFixed(2)) // [ '30.0', '30.0', '40.0' ] 2.94
 * ```
 */
export function rake(rows: readonly RakeRow[], margins: Margins, options: RakeOptions = {}): Raked {
  const { tolerance = 1e-10, maxSteps = 10_000, trimAtTimesMedian } = options
  requirePositive('the tolerance', tolerance)
  requireWhole('the number of steps', maxSteps, 1)
  const weights = rows.map((row) => requireWithin('a starting weight', row.weight ?? 1, 0))
  const fits = Object.entries(margins).map(([variable, targets]) => marginOf(variable, targets, rows, weights))
  const total = agreedTotal(fits)
  let [steps, deviation] = [0, Number.POSITIVE_INFINITY]
  while (steps < maxSteps && deviation > tolerance) {
    for (const margin of fits) scaleTo(margin, weights)
    deviation = furthest(fits, weights) / total
    steps++
  }
  if (deviation > tolerance) throw scoringErrors['no-convergence']({ what: 'raking', steps, left: deviation })
  const trimmed = trimAtTimesMedian === undefined ? undefined : trimWeights(weights, { timesMedian: trimAtTimesMedian })
  const used = trimmed?.weights ?? weights
  const warnings = [...(trimmed?.warnings ?? []), ...structuralZeros(rows)]
  return { weights: used, steps, deviation: furthest(fits, used) / total, warnings, ...kish(used) }
}

interface Category {
  readonly target: number
  readonly rows: readonly number[]
}

interface Margin {
  readonly variable: string
  readonly categories: readonly Category[]
}

/** The rows of each category. A category that must have weight and has no row, or the reverse, cannot be met. */
function marginOf(
  variable: string,
  targets: Readonly<Record<string, number>>,
  rows: readonly RakeRow[],
  weights: readonly number[],
): Margin {
  const members = new Map<string, number[]>(Object.keys(targets).map((category) => [category, []]))
  rows.forEach(({ groups }, i) => {
    const category = groups[variable] ?? 'unknown'
    const list = members.get(category)
    if (list === undefined) throw scoringErrors['impossible-margin']({ variable, category, target: 0 })
    list.push(i)
  })
  const categories = [...members].map(([category, list]) => {
    const target = requireWithin(`the target of ${variable} = ${category}`, targets[category] ?? 0, 0)
    const present = list.some((i) => (weights[i] ?? 0) > 0)
    if (target > 0 !== present) throw scoringErrors['impossible-margin']({ variable, category, target })
    return { target, rows: list }
  })
  return { variable, categories }
}

function agreedTotal(margins: readonly Margin[]): number {
  const totals = margins.map(({ categories }) => categories.reduce((sum, { target }) => sum + target, 0))
  const expected = requirePositive('the total of the first margin', totals[0] ?? 0)
  totals.forEach((total, i) => {
    if (Math.abs(total - expected) <= 1e-9 * expected) return
    throw scoringErrors['unlike-margins']({ variable: margins[i]?.variable ?? '', total, expected })
  })
  return expected
}

const weightOf = ({ rows }: Category, weights: readonly number[]): number =>
  rows.reduce((sum, i) => sum + (weights[i] ?? 0), 0)

function scaleTo({ categories }: Margin, weights: number[]): void {
  for (const category of categories) {
    const current = weightOf(category, weights)
    const factor = current === 0 ? 0 : category.target / current
    for (const i of category.rows) weights[i] = (weights[i] ?? 0) * factor
  }
}

function furthest(margins: readonly Margin[], weights: readonly number[]): number {
  const gaps = margins.flatMap(({ categories }) =>
    categories.map((category) => Math.abs(weightOf(category, weights) - category.target)),
  )
  return Math.max(...gaps)
}

/** Rows that start with weight 0 keep it, whatever the margins ask. */
function structuralZeros(rows: readonly RakeRow[]): Warning[] {
  const zeros = rows.filter(({ weight }) => weight === 0).length
  if (zeros === 0) return []
  return [
    {
      code: 'structural-zeros',
      message: `${zeros} rows start with weight 0 and keep it; the others carry their margins.`,
    },
  ]
}
