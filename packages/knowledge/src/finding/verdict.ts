import type { SearchHit } from '../contract/search.ts'

/** `known`: an article answers it. `new`: none does, a person should look. */
export type Verdict = 'known' | 'uncertain' | 'new'

/** From which probability on a question counts as known, and below which as new. */
export interface Thresholds {
  readonly accept: number
  readonly reject: number
}

export const usualThresholds: Thresholds = { accept: 0.75, reject: 0.35 }

/** A hit, and how likely it is the answer. */
export type LikelyHit = SearchHit & { readonly probability: number }

/**
 * Logistic in two things that need no training: the logarithm of the best hit's share of the highest possible score, and
 * how far the second stays behind it. Fitted on CLINC150 (validation and out-of-scope questions; articles with 1, 3, 10
 * and 30 linked questions); on Banking77, which it never saw, predicted and observed shares differ by at most 0.10 in
 * eighths of the questions.
 */
const curve = { intercept: 1.14, share: 1.59, gap: 4.89 } as const

/** A hit that is alone, in a small base, has not left anybody behind: the next one is taken to have at least this share. */
const LEAST_NEXT = 0.1

function chance(share: number, next: number): number {
  if (share <= 0) return 0
  const gap = Math.max(0, 1 - Math.max(next, LEAST_NEXT) / share)
  const z = curve.intercept + curve.share * Math.log(share) + curve.gap * gap
  return 1 / (1 + Math.exp(-z))
}

/**
 * How likely each hit is the answer: the first by the curve, each later one likewise if it is none before it.
 *
 * @example
 * ```ts
 * import { withProbabilities } from '@casewell/knowledge'
 *
 * const hit = (article: string, share: number) => ({
 *   article, share, score: share, revision: 1, language: 'en', title: article, snippet: '', highlights: [],
 *   applies: 'yes' as const, confidence: 'validated' as const,
 * })
 * const likely = withProbabilities([hit('no-sound', 0.8), hit('printer', 0.2)])
 * console.log(likely.map(({ probability }) => probability.toFixed(2))) // [ '0.99', '0.01' ]
 * ```
 */
export function withProbabilities(hits: readonly SearchHit[]): readonly LikelyHit[] {
  let left = 1
  return hits.map((hit, i) => {
    const probability = left * chance(hit.share, hits[i + 1]?.share ?? 0)
    left -= probability
    return { ...hit, probability }
  })
}

/** What an answer says about its question as a whole. */
export function verdictOf(
  hits: readonly { readonly probability: number }[],
  { accept, reject }: Thresholds,
): { readonly verdict: Verdict; readonly probability: number } {
  const probability = Math.max(0, ...hits.map((hit) => hit.probability))
  return { probability, verdict: probability >= accept ? 'known' : probability < reject ? 'new' : 'uncertain' }
}
