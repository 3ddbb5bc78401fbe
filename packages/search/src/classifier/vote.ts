import { Best, byRank, type Ranked } from '../best.ts'

/** A hit this much behind the first counts for little: half the score, a sixteenth of the say. */
const STEEPNESS = 4

/**
 * Lets the nearest cases vote for what solved them: what to go by before there is enough to train on. Best with the 50
 * nearest or so.
 *
 * @param solvedBy - the label of a case, undefined where it has none
 * @returns labels and their shares of the vote, the highest first
 * @example
 * ```ts
 * import { vote } from '@casewell/search/classifier'
 *
 * const cases = [{ id: 'case 1', score: 8 }, { id: 'case 2', score: 8 }, { id: 'case 3', score: 4 }]
 * const articles: Record<string, string> = { 'case 1': 'vpn', 'case 2': 'vpn', 'case 3': 'ink' }
 * console.log(vote(cases, (id) => articles[id])[0]?.id) // vpn
 * ```
 */
export function vote(hits: readonly Ranked[], solvedBy: (id: string) => string | undefined): Ranked[] {
  const highest = hits.reduce((most, { score }) => Math.max(most, score), 0)
  const votes = new Map<string, number>()
  let sum = 0
  for (const { id, score } of hits) {
    const label = solvedBy(id)
    if (label === undefined || highest === 0) continue
    const say = (score / highest) ** STEEPNESS
    votes.set(label, (votes.get(label) ?? 0) + say)
    sum += say
  }
  const best = new Best(votes.size, byRank)
  for (const [id, say] of votes) best.add({ id, score: say / sum })
  return [...best.ranked()]
}
