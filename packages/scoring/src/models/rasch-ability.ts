import { findRoot } from '../numeric/root.ts'

/** What a total score says about a person. */
export interface ScoreAbility {
  readonly score: number
  /** On the items' scale; Warm's weighted likelihood, finite for no points and for all of them. */
  readonly ability: number
  readonly standardError: number
}

/** Beyond this every chance is 0 or 1 to the last bit. */
const FURTHEST = 60

/**
 * The ability that belongs to each total score over all items, from the items' thresholds.
 *
 * Source: Warm, "Weighted likelihood estimation of ability in item response theory", Psychometrika 54 (1989) 427–450.
 */
export function scoreAbilities(items: readonly (readonly number[])[]): ScoreAbility[] {
  const top = items.reduce((sum, thresholds) => sum + thresholds.length, 0)
  return Array.from({ length: top + 1 }, (_, score) => {
    const ability = findRoot((theta) => surplus(items, theta, score), -FURTHEST, FURTHEST, 1e-12)
    return { score, ability, standardError: 1 / Math.sqrt(momentsAt(items, ability).variance) }
  })
}

/** Score minus expectation, plus Warm's correction for the bias of maximum likelihood; falls with theta. */
function surplus(items: readonly (readonly number[])[], theta: number, score: number): number {
  const { mean, variance, third } = momentsAt(items, theta)
  return variance === 0 ? score - mean : score - mean + third / (2 * variance)
}

function momentsAt(items: readonly (readonly number[])[], theta: number) {
  let [mean, variance, third] = [0, 0, 0]
  for (const thresholds of items) {
    const chances = answerChances(thresholds, theta)
    const own = chances.reduce((sum, p, h) => sum + h * p, 0)
    mean += own
    variance += chances.reduce((sum, p, h) => sum + (h - own) ** 2 * p, 0)
    third += chances.reduce((sum, p, h) => sum + (h - own) ** 3 * p, 0)
  }
  return { mean, variance, third }
}

/** The chances of the answers 0, 1, … of an item at an ability. */
function answerChances(thresholds: readonly number[], theta: number): number[] {
  const heights = [0]
  for (const threshold of thresholds) heights.push((heights.at(-1) ?? 0) + theta - threshold)
  const highest = Math.max(...heights)
  const weights = heights.map((height) => Math.exp(height - highest))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
