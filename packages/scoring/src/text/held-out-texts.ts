import { customerFolds } from '../models/folds.ts'
import { platt, plattChance } from '../models/platt.ts'
import type { HeldOut } from '../models/validation.ts'
import { ngramWeights, scoreOf, type WeightOptions } from './naive-bayes.ts'
import { characterNgrams, type LabelledText, type NgramCounts, ngramCounts, plusCounts } from './ngram-counts.ts'

/** A text to learn from, and whose it is, so that no author is learned by heart. */
export interface TrainingText extends LabelledText {
  readonly author?: string
}

/** The score that a text got from a model without its fold. */
export interface Scored {
  readonly fold: number
  readonly score: number
  readonly positive: boolean
}

/** All texts counted, and each scored by the counts without its fold. */
export function heldOutScores(
  texts: readonly TrainingText[],
  { seed, folds, from, upTo }: { seed: number | string; folds: number; from: number; upTo: number },
  weighing: WeightOptions,
): { counts: NgramCounts; scored: Scored[] } {
  const counter = ngramCounts({ from, upTo })
  const gramsOf = characterNgrams({ from, upTo })
  const splits = customerFolds(
    texts.map(({ author }, i) => author ?? `text ${i}`),
    folds,
    seed,
  )
  const parts = splits.map(({ test }) => test.flatMap((i) => texts.slice(i, i + 1)))
  const shards = parts.map((part) => counter.addAll(counter.zero(), part))
  const counts = shards.reduce((sum, shard) => plusCounts(sum, shard), counter.zero())
  const scored = parts.flatMap((part, fold) => {
    const weights = ngramWeights(plusCounts(counts, shards[fold] ?? counter.zero(), -1), weighing)
    const score = (text: string): number => scoreOf((gram) => weights.get(gram), gramsOf(text)).score
    return part.map(({ text, positive }) => ({ fold, positive, score: score(text) }))
  })
  return { counts, scored }
}

/** Whichever fold is left out, the others teach both kinds. */
export function hasBothEverywhere(scored: readonly Scored[]): boolean {
  const folds = new Set(scored.map(({ fold }) => fold))
  return [...folds].every((fold) => {
    const others = scored.filter((one) => one.fold !== fold)
    return (
      new Set(others.map(({ positive }) => positive)).size === 2 && others.every(({ score }) => Number.isFinite(score))
    )
  })
}

/** The calibration of scores. */
export const plattOf = (scored: readonly Scored[]) =>
  platt(
    scored.map(({ score }) => score),
    scored.map(({ positive }) => positive),
  )

/**
 * Chances for each fold by the calibration of the others: nothing is judged by what it taught. Where scores rank
 * backwards there is nothing to calibrate, and everybody gets the share of positive texts.
 */
export function calibrated(scored: readonly Scored[]): HeldOut[] {
  const folds = [...new Set(scored.map(({ fold }) => fold))]
  return folds.flatMap((fold) => {
    const others = scored.filter((one) => one.fold !== fold)
    const fit = plattOf(others)
    const prevalence = others.filter(({ positive }) => positive).length / others.length
    return scored
      .filter((one) => one.fold === fold)
      .map(({ score, positive }) => ({
        chance: fit.slope.value > 0 ? plattChance(fit, score) : prevalence,
        prevalence,
        happened: positive,
      }))
  })
}
