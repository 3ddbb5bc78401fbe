import { Best, byRank, type Ranked } from '../best.ts'

/** A ranking, and how much it has to say beside the others. */
export type Voice = readonly [ranking: readonly Ranked[], weight: number]

/**
 * Makes one ranking of several, by the weighted sum of their scores, each divided by its highest. Measured: a weak
 * partner does little harm so, where adding up ranks (RRF) lets it ruin a strong one.
 *
 * @returns best first; a score is at most the sum of the weights
 * @example
 * ```ts
 * import { fuse } from '@casewell/search/meaning'
 *
 * const words = [{ id: 'vpn', score: 12 }, { id: 'mail', score: 6 }]
 * const meaning = [{ id: 'mail', score: 0.8 }]
 * console.log(fuse([[words, 1], [meaning, 0.6]], 1)) // [ { id: 'mail', score: 1.1 } ]
 * ```
 */
export function fuse(voices: readonly Voice[], limit = 10): Ranked[] {
  const sums = new Map<string, number>()
  for (const [ranking, weight] of voices) {
    const highest = ranking.reduce((most, { score }) => Math.max(most, score), 0)
    if (highest === 0) continue
    for (const { id, score } of ranking) sums.set(id, (sums.get(id) ?? 0) + (weight * score) / highest)
  }
  const best = new Best(limit, byRank)
  for (const [id, score] of sums) best.add({ id, score })
  return [...best.ranked()]
}
