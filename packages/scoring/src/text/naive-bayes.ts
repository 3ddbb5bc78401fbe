import type { NgramCounts } from './ngram-counts.ts'

/** How often a run must occur to count at all: what occurred once or twice says more of its author than of the feeling. */
export interface WeightOptions {
  readonly leastCount: number
  /** Added to every count, so that what was never seen on one side is unlikely there, not impossible. */
  readonly smoothing: number
}

/**
 * What each run of characters adds to the log-odds that a text is positive, by naive Bayes: runs are taken to occur
 * independently, given how the text feels (Manning, Raghavan & Schütze 2008, chapter 13). The share of positive texts
 * is left out; the calibration knows it.
 */
export function ngramWeights(
  { tokens, grams }: NgramCounts,
  { leastCount, smoothing }: WeightOptions,
): ReadonlyMap<string, number> {
  const kept = grams.filter(([, negative, positive]) => negative + positive >= leastCount)
  const mass = smoothing * kept.length
  const scale = Math.log((tokens[0] + mass) / (tokens[1] + mass))
  return new Map(
    kept.map(([gram, negative, positive]) => [gram, Math.log((positive + smoothing) / (negative + smoothing)) + scale]),
  )
}

/** The sum of the weights of a text, and how many of its runs were known. */
export function scoreOf(
  weightOf: (gram: string) => number | undefined,
  grams: readonly string[],
): { readonly score: number; readonly known: number } {
  let [score, known] = [0, 0]
  for (const gram of grams) {
    const weight = weightOf(gram)
    if (weight === undefined) continue
    score += weight
    known++
  }
  return { score, known }
}

/** Looks a run up in a list that ascends: a stored model needs no index. */
export function weightIn(
  weights: readonly (readonly [gram: string, weight: number])[],
  gram: string,
): number | undefined {
  let [low, high] = [0, weights.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((weights[middle]?.[0] ?? '') < gram) low = middle + 1
    else high = middle
  }
  return weights[low]?.[0] === gram ? weights[low]?.[1] : undefined
}
