import type { TimeRange } from '../estimate.ts'
import { chiSquaredUpper } from '../numeric/gamma-distribution.ts'
import { requireWithin } from '../require.ts'
import { type Coefficient, coefficients } from './coefficient.ts'
import { type Design, requireDesign } from './design.ts'
import { modelErrors } from './errors.ts'
import { requireSameLength } from './input.ts'
import { between, type LinkName, links } from './link.ts'
import { type ModelCard, modelCard } from './model-card.ts'
import { type Maximum, maximise } from './newton.ts'
import { edge, type OrdinalCase, type OrdinalLayout, ordinalLikelihood } from './ordinal-likelihood.ts'

/** Ratings on an ordered scale beside what should explain them. */
export interface OrdinalData<Level> extends Design {
  /** The scale, lowest first. */
  readonly levels: readonly Level[]
  readonly ratings: readonly Level[]
  /** How many answers each row stands for; 1 by default. */
  readonly weights?: readonly number[]
}

/** A fitted proportional-odds model. */
export interface OrdinalFit {
  readonly link: LinkName
  /** One a boundary of the scale, named `lower|higher`. */
  readonly thresholds: readonly Coefficient[]
  /** One a column; positive moves ratings up. Under the logit link, a log odds ratio at every boundary. */
  readonly slopes: readonly Coefficient[]
  /** Of thresholds and slopes, in this order. */
  readonly covariance: readonly (readonly number[])[]
  readonly logLikelihood: number
  /** For each row, the chance of each level under the fit. */
  readonly fitted: readonly (readonly number[])[]
  readonly card: ModelCard
}

/** How to fit. */
export interface OrdinalOptions {
  readonly link?: LinkName
  readonly level?: number
  readonly window?: TimeRange
}

/**
 * The degree of satisfaction on an ordered scale: `P(rating ≤ k) = F(threshold_k − row · slopes)`. Unlike a mean of
 * 1–5 it does not pretend that the steps of a scale are equally wide.
 *
 * Source: McCullagh, "Regression Models for Ordinal Data", JRSS B 42 (1980) 109–142.
 *
 * @throws `scoring/empty-level` when a level was never chosen, `scoring/unknown-level`, `scoring/collinear`,
 *   `scoring/separated`, `scoring/no-convergence`, `scoring/out-of-range`, `scoring/unequal-lengths`
 * @example
 * ```ts
 * import { ordinalLogit } from '@casewell/scoring/models'
 *
 * const fit = ordinalLogit({
 *   levels: ['bad', 'fair', 'good'],
 *   names: ['reopened'],
 *   rows: [[0], [0], [0], [1], [1], [1]],
 *   ratings: ['bad', 'fair', 'good', 'bad', 'fair', 'good'],
 *   weights: [10, 20, 70, 30, 30, 40],
 * })
 * console.log(fit.slopes[0]?.value.toFixed(2)) // -1.28
 * ```
 */
export function ordinalLogit<Level extends string | number>(
  data: OrdinalData<Level>,
  { link = 'logit', level, window }: OrdinalOptions = {},
): OrdinalFit {
  const model = laidOut(data, [])
  const found = fitted(model, link)
  const all = coefficients(model.names, found.at, found.covariance, level)
  const boundaries = data.levels.length - 1
  return {
    link,
    thresholds: all.slice(0, boundaries),
    slopes: all.slice(boundaries),
    covariance: found.covariance,
    logLikelihood: found.value,
    fitted: model.cases.map((one) => chances(found.at, model.layout, one, link)),
    card: modelCard({
      method: `proportional odds (${link})`,
      source: 'McCullagh 1980, JRSS B 42:109-142',
      observations: model.cases.reduce((sum, { weight }) => sum + weight, 0),
      parameters: found.at.length,
      logLikelihood: found.value,
      iterations: found.iterations,
      window: window ?? null,
      cautions: ['Each column is assumed to shift every boundary alike; test it with proportionality().'],
    }),
  }
}

/** A small p-value says: look at the boundaries of the scale one by one. */
export interface Proportionality {
  readonly chiSquare: number
  readonly degrees: number
  readonly pValue: number
}

/**
 * Does each column shift every boundary of the scale alike? A likelihood-ratio test against a model in which the
 * given columns have a slope of their own at each boundary.
 *
 * @param columns - the names to free together; all by default
 * @throws as `ordinalLogit`, which the wider model may meet earlier
 * @example
 * ```ts
 * import { proportionality } from '@casewell/scoring/models'
 *
 * const { chiSquare, degrees, pValue } = proportionality({
 *   levels: ['bad', 'fair', 'good'],
 *   names: ['reopened'],
 *   rows: [[0], [0], [0], [1], [1], [1]],
 *   ratings: ['bad', 'fair', 'good', 'bad', 'fair', 'good'],
 *   weights: [10, 20, 70, 30, 30, 40],
 * })
 * console.log(chiSquare.toFixed(3), degrees, pValue.toFixed(2)) // 0.076 1 0.78
 * ```
 */
export function proportionality<Level extends string | number>(
  data: OrdinalData<Level>,
  { columns = data.names, link = 'logit' }: { readonly columns?: readonly string[]; readonly link?: LinkName } = {},
): Proportionality {
  const narrow = fitted(laidOut(data, []), link)
  const wide = fitted(laidOut(data, columns), link)
  const chiSquare = Math.max(0, 2 * (wide.value - narrow.value))
  const degrees = wide.at.length - narrow.at.length
  return { chiSquare, degrees, pValue: degrees === 0 ? 1 : chiSquaredUpper(chiSquare, degrees) }
}

interface LaidOut {
  readonly names: readonly string[]
  readonly layout: OrdinalLayout
  readonly cases: readonly OrdinalCase[]
  readonly start: readonly number[]
}

function laidOut<Level extends string | number>(data: OrdinalData<Level>, freed: readonly string[]): LaidOut {
  const { levels, names, rows } = data
  const weights = (data.weights ?? rows.map(() => 1)).map((weight) => requireWithin('a weight', weight, 0))
  requireSameLength('rows and weights', rows, weights)
  const isFreed = (_: number, j: number): boolean => freed.includes(names[j] ?? '')
  const cases = degreesOf(data, weights).map((degree, i) => ({
    degree,
    weight: weights[i] ?? 0,
    thresholdRow: [1, ...(rows[i] ?? []).filter(isFreed)],
    row: (rows[i] ?? []).filter((x, j) => !isFreed(x, j)),
  }))
  const common = names.filter((name) => !freed.includes(name))
  const own = ['', ...names.filter((name) => freed.includes(name)).map((name) => ` ${name}`)]
  const boundaries = levels.slice(1).map((upper, k) => `${levels[k]}|${upper}`)
  const heights = startHeights(levels.length, cases)
  return {
    names: [...boundaries.flatMap((boundary) => own.map((name) => boundary + name)), ...common],
    layout: { degrees: levels.length, block: own.length, slopes: common.length },
    cases,
    start: [...heights.flatMap((height) => own.map((name) => (name === '' ? height : 0))), ...common.map(() => 0)],
  }
}

const fitted = ({ names, layout, cases, start }: LaidOut, link: LinkName): Maximum =>
  maximise(ordinalLikelihood(`proportional odds (${link})`, names, links[link], layout, cases), start)

/** Each rating as its position on the scale. Refuses unknown levels, and a scale with levels that nobody chose. */
export function degreesOf<Level extends string | number>(
  data: Omit<OrdinalData<Level>, 'weights'>,
  weights: readonly number[] = data.ratings.map(() => 1),
): number[] {
  requireDesign(data)
  requireSameLength('rows and ratings', data.rows, data.ratings)
  const { levels, ratings } = data
  const degrees = ratings.map((rating) => levels.indexOf(rating))
  const unknown = ratings[degrees.indexOf(-1)]
  if (unknown !== undefined) {
    throw modelErrors['unknown-level']({ name: 'the scale', level: `${unknown}`, levels: levels.map(String) })
  }
  const empty = levels.findIndex((_, k) => !degrees.some((degree, i) => degree === k && (weights[i] ?? 0) > 0))
  if (empty >= 0 || levels.length < 2)
    throw modelErrors['empty-level']({ level: `${levels[empty] ?? 'a second level'}`, of: 'the scale' })
  return degrees
}

/** The thresholds without any column: the log-odds of the cumulative shares. */
function startHeights(degrees: number, cases: readonly OrdinalCase[]): number[] {
  const below = (k: number): number => cases.reduce((sum, one) => sum + (one.degree <= k ? one.weight : 0), 0)
  const size = below(degrees)
  return Array.from({ length: degrees - 1 }, (_, k) => Math.log(below(k) / (size - below(k))))
}

function chances(at: readonly number[], layout: OrdinalLayout, one: OrdinalCase, link: LinkName): number[] {
  return Array.from({ length: layout.degrees }, (_, k) =>
    between(links[link], edge(at, layout, one, k - 1), edge(at, layout, one, k)),
  )
}
