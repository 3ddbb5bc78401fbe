import { benjaminiHochberg } from '../interval/multiplicity.ts'
import { modelErrors } from '../models/errors.ts'
import { chiSquaredUpper } from '../numeric/gamma-distribution.ts'
import { requirePositive } from '../require.ts'
import { requireTerms, type TermCounts } from './term-counts.ts'

/** A term that one body of texts uses more than another. */
export interface KeyTerm {
  readonly term: string
  readonly countA: number
  readonly countB: number
  /** The log-odds of the term in A minus those in B, under the prior; positive says that A is where it belongs. */
  readonly logOdds: number
  /** The log-odds in standard errors: the order to read the list in. */
  readonly z: number
  /** The log-likelihood ratio against equal use. */
  readonly g2: number
  /** Of G², with one degree of freedom. */
  readonly pValue: number
  /** The p-value after Benjamini & Hochberg, over all terms looked at. */
  readonly adjustedP: number
}

/** How two bodies of text are compared. */
export interface KeynessOptions {
  /** How many words of prior knowledge; more pulls rare terms harder towards equal use. @defaultValue 1000 */
  readonly priorTokens?: number
  /** Terms with fewer occurrences in both bodies together are not looked at. @defaultValue 5 */
  readonly leastCount?: number
  /** What the language is like without either body; by default, both bodies together. */
  readonly background?: TermCounts
}

/**
 * What the dissatisfied talk about and the satisfied do not: terms by their log-odds under an informative Dirichlet
 * prior, the most telling for A first. Causes become readable without a model; they are not proved.
 *
 * Sources: Monroe, Colaresi & Quinn, "Fightin' Words", Political Analysis 16 (2008) 372–403, equations 16 and 22;
 * Dunning, Computational Linguistics 19 (1993) 61–74 (G²).
 *
 * @throws `scoring/no-observations` when a body is empty, `scoring/out-of-range`, `scoring/over-retracted`
 * @example
 * ```ts
 * import { englishTerms, keyness, termCounts } from '@casewell/scoring/drivers'
 *
 * const words = termCounts(englishTerms())
 * const bad = words.addAll(words.zero(), Array(8).fill('slow delivery again'))
 * const good = words.addAll(words.zero(), Array(8).fill('friendly delivery again'))
 * const terms = keyness(bad, good)
 * console.log(terms[0]?.term, terms.at(-1)?.term) // slow friendly
 * ```
 */
export function keyness(a: TermCounts, b: TermCounts, options: KeynessOptions = {}): KeyTerm[] {
  const { background, leastCount = 5 } = options
  const priorTokens = requirePositive('the size of the prior', options.priorTokens ?? 1000)
  const [inA, inB] = [new Map(requireTerms(a).terms), new Map(requireTerms(b).terms)]
  for (const body of [a, b])
    if (body.tokens === 0) throw modelErrors['no-observations']({ method: 'keyness of an empty body' })
  const prior = priorOf(inA, inB, background)
  const terms = [...new Set([...inA.keys(), ...inB.keys()])].flatMap((term) => {
    const counts = { countA: inA.get(term) ?? 0, countB: inB.get(term) ?? 0 }
    if (counts.countA + counts.countB < leastCount) return []
    const alpha = priorTokens * prior(term)
    const weighed = logOdds(counts.countA, a.tokens, counts.countB, b.tokens, alpha, priorTokens)
    const g2 = likelihoodRatio(counts.countA, a.tokens, counts.countB, b.tokens)
    return [{ term, ...counts, ...weighed, g2, pValue: chiSquaredUpper(g2, 1) }]
  })
  const adjusted = benjaminiHochberg(terms.map(({ pValue }) => pValue))
  return terms
    .map((term, i) => ({ ...term, adjustedP: adjusted[i] ?? 1 }))
    .sort((x, y) => y.z - x.z || (x.term < y.term ? -1 : 1))
}

/** The share of a term in the language at large. A term that the background lacks counts half of one there. */
function priorOf(
  inA: ReadonlyMap<string, number>,
  inB: ReadonlyMap<string, number>,
  background: TermCounts | undefined,
): (term: string) => number {
  if (background !== undefined) {
    const counts = new Map(requireTerms(background).terms)
    return (term) => (counts.get(term) ?? 0.5) / Math.max(1, background.tokens)
  }
  const sum = (counts: ReadonlyMap<string, number>): number =>
    [...counts.values()].reduce((all, count) => all + count, 0)
  const total = sum(inA) + sum(inB)
  return (term) => ((inA.get(term) ?? 0) + (inB.get(term) ?? 0)) / total
}

/** The difference of a term's log-odds in two bodies under a prior, and that difference in standard errors. */
function logOdds(countA: number, tokensA: number, countB: number, tokensB: number, alpha: number, priorTokens: number) {
  const odds = (count: number, tokens: number): number =>
    Math.log((count + alpha) / (tokens + priorTokens - count - alpha))
  const difference = odds(countA, tokensA) - odds(countB, tokensB)
  return { logOdds: difference, z: difference / Math.sqrt(1 / (countA + alpha) + 1 / (countB + alpha)) }
}

/** Dunning's G² of a term's two counts against one common share. */
function likelihoodRatio(countA: number, tokensA: number, countB: number, tokensB: number): number {
  const share = (countA + countB) / (tokensA + tokensB)
  const part = (count: number, expected: number): number => (count === 0 ? 0 : count * Math.log(count / expected))
  const present = part(countA, tokensA * share) + part(countB, tokensB * share)
  const absent = part(tokensA - countA, tokensA * (1 - share)) + part(tokensB - countB, tokensB * (1 - share))
  return Math.max(0, 2 * (present + absent))
}
