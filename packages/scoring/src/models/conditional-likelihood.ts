import type { AnswerPattern, CheckedAnswers } from './answer-matrix.ts'
import type { Smooth } from './quasi-newton.ts'
import { scoreWays } from './symmetric-functions.ts'

/** Persons who answered the same items, by their total score, and how often each answer was given among them. */
interface Group {
  readonly items: readonly number[]
  readonly persons: number[]
  /** By item (of the group) and answer. */
  readonly given: number[][]
}

/**
 * Minus the mean log-likelihood of the answers given the total scores, by the parameters that make the items'
 * cumulative easiness linearly.
 */
export function conditionalLoss(
  { patterns, highest, persons }: CheckedAnswers,
  easiness: (at: readonly number[]) => readonly (readonly number[])[],
): Smooth {
  const groups = groupedByItems(patterns, highest)
  return (at) => {
    const steps = easiness(at)
    const pulls = steps.map((item) => item.map(() => 0))
    const value = groups.reduce((sum, group) => sum + groupValue(group, steps, pulls), 0)
    const slope = at.map((_, j) => -linearPart(easiness, at, j, pulls) / persons)
    return { value: Number.isFinite(value) ? -value / persons : Number.POSITIVE_INFINITY, slope }
  }
}

/** The slope by one parameter: easiness is linear in it, so its unit vector says what it moves. */
function linearPart(
  easiness: (at: readonly number[]) => readonly (readonly number[])[],
  at: readonly number[],
  parameter: number,
  pulls: readonly (readonly number[])[],
): number {
  const moved = easiness(at.map((_, k) => (k === parameter ? 1 : 0)))
  return moved.reduce((sum, item, i) => sum + item.reduce((part, x, h) => part + x * (pulls[i]?.[h] ?? 0), 0), 0)
}

function groupedByItems(patterns: readonly AnswerPattern[], highest: readonly number[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { answers, persons } of patterns) {
    const items = answers.flatMap((answer, i) => (answer === null ? [] : [i]))
    const group = groups.get(items.join()) ?? emptyGroup(items, highest)
    groups.set(items.join(), group)
    let score = 0
    items.forEach((item, place) => {
      const answer = answers[item] ?? 0
      const counts = group.given[place] ?? []
      counts[answer] = (counts[answer] ?? 0) + persons
      score += answer
    })
    group.persons[score] = (group.persons[score] ?? 0) + persons
  }
  return [...groups.values()]
}

function emptyGroup(items: readonly number[], highest: readonly number[]): Group {
  const zeros = (length: number): number[] => new Array<number>(length).fill(0)
  const given = items.map((item) => zeros((highest[item] ?? 0) + 1))
  return { items, given, persons: zeros(given.reduce((sum, counts) => sum + counts.length - 1, 0) + 1) }
}

/** One group's log-likelihood; adds to `pulls` what its answers exceed their expectation by. */
function groupValue(group: Group, steps: readonly (readonly number[])[], pulls: number[][]): number {
  const weights = group.items.map((item) => [1, ...(steps[item] ?? []).map(Math.exp)])
  const ways = scoreWays(weights)
  let value = 0
  group.persons.forEach((persons, score) => {
    if (persons > 0) value -= persons * Math.log(ways.all[score] ?? 0)
  })
  group.items.forEach((item, place) => {
    const pull = pulls[item] ?? []
    for (let answer = 1; answer < (weights[place]?.length ?? 0); answer++) {
      const given = group.given[place]?.[answer] ?? 0
      value += given * (steps[item]?.[answer - 1] ?? 0)
      const chance =
        (weights[place]?.[answer] ?? 0) * expectedShare(group.persons, ways.all, ways.without[place] ?? [], answer)
      pull[answer - 1] = (pull[answer - 1] ?? 0) + given - chance
    }
  })
  return value
}

/** Σ over scores of persons · (ways to the rest of the score without the item) / (ways to the score). */
function expectedShare(
  persons: readonly number[],
  all: readonly number[],
  without: readonly number[],
  answer: number,
): number {
  let sum = 0
  for (let score = answer; score < persons.length; score++) {
    const count = persons[score] ?? 0
    if (count > 0) sum += (count * (without[score - answer] ?? 0)) / (all[score] ?? 1)
  }
  return sum
}
