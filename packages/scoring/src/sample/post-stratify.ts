import { scoringErrors } from '../errors.ts'
import { requireWithin } from '../require.ts'

/**
 * The weight of every answer so that each group counts as much as in the population: `N_group / n_group`.
 *
 * @param groups - the group of every answer
 * @param population - how many people (or which share) each group has
 * @returns a weight per answer, in the same order
 * @throws `scoring/impossible-margin` when a group of the population has no answer, or an answer has no group in it
 * @example
 * ```ts
 * import { postStratify } from '@casewell/scoring'
 *
 * console.log(postStratify(['small', 'small', 'large'], { small: 100, large: 300 })) // [ 50, 50, 300 ]
 * ```
 */
export function postStratify(groups: readonly string[], population: Readonly<Record<string, number>>): number[] {
  const answers = new Map<string, number>()
  for (const group of groups) answers.set(group, (answers.get(group) ?? 0) + 1)
  for (const [category, target] of Object.entries(population)) {
    requireWithin(`the population of ${category}`, target, 0)
    if (target > 0 && !answers.has(category)) throw impossible(category, target)
  }
  return groups.map((group) => {
    const target = Object.hasOwn(population, group) ? population[group] : undefined
    if (target === undefined || target === 0) throw impossible(group, target ?? 0)
    return target / (answers.get(group) ?? 1)
  })
}

const impossible = (category: string, target: number) =>
  scoringErrors['impossible-margin']({ variable: 'group', category, target })
