import type { TimeRange } from '../estimate.ts'
import { type Coefficient, coefficients } from './coefficient.ts'
import { fitEffects } from './fit-effects.ts'
import { requireSameLength } from './input.ts'
import { type LinkName, links } from './link.ts'
import { type ModelCard, modelCard } from './model-card.ts'
import { degreesOf, type OrdinalData } from './ordinal-logit.ts'
import { type PersonDegree, personDegrees } from './person-degree.ts'
import type { EffectModel, Respondent } from './person-effects.ts'

/** Ratings of which several may come from one person. */
export interface RepeatedRatings<Level> extends Omit<OrdinalData<Level>, 'weights'> {
  /** Who gave each rating. */
  readonly persons: readonly string[]
}

/** A fitted proportional-odds model with persons who differ. */
export interface OrdinalMixedFit {
  readonly thresholds: readonly Coefficient[]
  /** For one and the same person, unlike those of `ordinalLogit`, which are for the average over persons. */
  readonly slopes: readonly Coefficient[]
  /** The standard deviation between persons, on the link's scale. */
  readonly spread: Coefficient
  readonly logLikelihood: number
  /** How each person leans, in standard deviations between persons; in order of first appearance. */
  readonly persons: readonly (PersonDegree & { readonly person: string })[]
  readonly card: ModelCard
}

/**
 * `ordinalLogit` for persons who rated more than once: each has a leaning of their own, drawn from a normal
 * distribution. Without it, a few busy raters would pass for many.
 *
 * Source: Hedeker & Gibbons, "A random-effects ordinal regression model", Biometrics 50 (1994) 933–944.
 *
 * @throws `scoring/empty-level`, `scoring/unknown-level`, `scoring/unequal-lengths`, `scoring/out-of-range`,
 *   `scoring/not-identified`, `scoring/no-convergence`
 * @example
 * ```ts
 * import { ordinalMixed } from '@casewell/scoring/models'
 *
 * const fit = ordinalMixed({
 *   levels: [1, 2, 3],
 *   names: ['reopened'],
 *   persons: ['ada', 'ada', 'ada', 'bo', 'bo', 'bo', 'cy', 'cy', 'cy', 'di', 'di', 'di'],
 *   rows: [[0], [0], [1], [0], [1], [1], [0], [0], [1], [0], [1], [1]],
 *   ratings: [3, 3, 2, 2, 1, 1, 3, 2, 3, 1, 2, 1],
 * })
 * console.log(fit.persons.map(({ person, value }) => `${person} ${value > 0 ? 'content' : 'critical'}`))
 * // [ 'ada content', 'bo critical', 'cy content', 'di critical' ]
 * ```
 */
export function ordinalMixed<Level extends string | number>(
  data: RepeatedRatings<Level>,
  {
    link = 'logit',
    level,
    window,
  }: { readonly link?: LinkName; readonly level?: number; readonly window?: TimeRange } = {},
): OrdinalMixedFit {
  const { model, people } = byPerson(data, link)
  const boundaries = data.levels.slice(1).map((upper, k) => `${data.levels[k]}|${upper}`)
  const names = [...boundaries, ...data.names, 'the spread of persons']
  const method = `proportional odds with persons (${link})`
  const found = fitEffects(method, names, model)
  const all = coefficients(names, found.at, found.covariance, level)
  const degrees = personDegrees(model, found.at, model.respondents)
  const [spread] = all.slice(-1) as [Coefficient] // names ends with the spread
  return {
    thresholds: all.slice(0, boundaries.length),
    slopes: all.slice(boundaries.length, -1),
    spread,
    logLikelihood: found.logLikelihood,
    persons: people.flatMap((person, i) => degrees.slice(i, i + 1).map((degree) => ({ person, ...degree }))),
    card: modelCard({
      method,
      source: 'Hedeker & Gibbons 1994, Biometrics 50:933-944',
      observations: data.ratings.length,
      parameters: names.length,
      logLikelihood: found.logLikelihood,
      iterations: found.iterations,
      window: window ?? null,
      warnings: found.warnings,
      cautions: ['Each column is assumed to shift every boundary alike, and persons to be normal.'],
    }),
  }
}

/** One cell for each distinct row, one respondent for each person. */
function byPerson<Level extends string | number>(data: RepeatedRatings<Level>, link: LinkName) {
  requireSameLength('ratings and persons', data.ratings, data.persons)
  const degrees = degreesOf(data)
  const cells = new Map<string, { item: number; row: readonly number[]; index: number }>()
  const people = new Map<string, { cell: number; level: number }[]>()
  for (const [i, row] of data.rows.entries()) {
    const cell = cells.get(row.join()) ?? { item: 0, row, index: cells.size }
    cells.set(row.join(), cell)
    const person = data.persons[i] ?? ''
    people.set(person, [...(people.get(person) ?? []), { cell: cell.index, level: degrees[i] ?? 0 }])
  }
  const model: EffectModel = {
    link: links[link],
    layout: { thresholds: [data.levels.length - 1], slopes: data.names.length, spreads: 'shared' },
    cells: [...cells.values()],
    respondents: [...people.values()].map((answers): Respondent => ({ answers, persons: 1 })),
  }
  return { model, people: [...people.keys()] }
}
