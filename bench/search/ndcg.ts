import type { Collection, Query } from './collection.ts'

const DEPTH = 10

/**
 * How good the first ten are, 0…1: gains discounted by the logarithm of their rank, beside the best order possible.
 *
 * Source: Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002, as `ndcg_cut_10` of trec_eval.
 */
export function ndcg(ranked: readonly string[], { relevant }: Pick<Query, 'relevant'>): number {
  const gain = (grades: readonly number[]): number =>
    grades.slice(0, DEPTH).reduce((sum, grade, rank) => sum + grade / Math.log2(rank + 2), 0)
  const ideal = gain([...relevant.values()].sort((a, b) => b - a))
  return ideal === 0 ? 0 : gain(ranked.map((id) => relevant.get(id) ?? 0)) / ideal
}

/**
 * Mean nDCG@10 over the queries of a collection. A question that is itself among the documents does not find itself.
 *
 * @param rank - ids of what answers a text, best first
 */
export function quality({ queries }: Collection, rank: (text: string, limit: number) => readonly string[]): number {
  const each = queries.map((query) =>
    ndcg(
      rank(query.text, DEPTH + 1).filter((id) => id !== query.id || query.relevant.has(id)),
      query,
    ),
  )
  return each.reduce((sum, one) => sum + one, 0) / each.length
}
