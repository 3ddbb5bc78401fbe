import { type LikelyHit, type Thresholds, type Verdict, verdictOf } from '../finding/verdict.ts'
import type { Taught } from './learner.ts'

/** What is thought of a case. */
export interface Judged {
  /** The likeliest first. */
  readonly hits: readonly LikelyHit[]
  readonly verdict: Verdict
  /** How likely the best hit is the answer. */
  readonly probability: number
  /** Links between cases and articles have taught it; or the search alone says it. */
  readonly judgedBy: 'links' | 'search'
}

/** What the search alone says. */
export const bySearch = (hits: readonly LikelyHit[], thresholds: Thresholds): Judged => ({
  hits,
  ...verdictOf(hits, thresholds),
  judgedBy: 'search',
})

/**
 * What links say, and the search where they say nothing: a new article has solved nothing yet and may still be the answer.
 * What links call new and the search knows well is uncertain: two witnesses differ, a person should look. Pure.
 *
 * @param hits - with the article that links name first, if it can be laid beside this case
 */
export function byLinks(hits: readonly LikelyHit[], taught: Taught, thresholds: Thresholds): Judged {
  const strangers = hits.filter(({ article }) => !taught.articles.has(article))
  const unlearnt = verdictOf(strangers, thresholds).verdict
  const isDoubted = verdictOf(hits, thresholds).verdict === 'known'
  const rated = hits
    .map((hit) => ({ ...hit, probability: rate(hit, taught) }))
    .sort((x, y) => y.probability - x.probability || (x.article < y.article ? -1 : 1))
  const probability = Math.max(0, ...rated.map((hit) => hit.probability))
  return { hits: rated, verdict: joined(taught.verdict, unlearnt, isDoubted), probability, judgedBy: 'links' }
}

/** Nothing learnt is likelier than what links name first, and what is left is for all others. */
function rate({ article, probability }: LikelyHit, taught: Taught): number {
  if (article === taught.label) return taught.probability
  const left = Math.min(probability, 1 - taught.probability)
  return taught.articles.has(article) ? Math.min(left, taught.probability) : left
}

function joined(taught: Verdict, unlearnt: Verdict, isDoubted: boolean): Verdict {
  if (taught === 'known' || unlearnt === 'known') return 'known'
  return taught === 'new' && unlearnt === 'new' && !isDoubted ? 'new' : 'uncertain'
}
