import { scoringErrors } from '../errors.ts'
import type { Accumulator } from '../stream/accumulator.ts'

/** How often each term occurs in a body of texts. Plain JSON; terms ascend, none is zero. */
export interface TermCounts {
  readonly v: 1
  readonly texts: number
  /** All occurrences of all terms. */
  readonly tokens: number
  readonly terms: readonly (readonly [term: string, count: number])[]
}

/**
 * The accumulator of terms in texts.
 *
 * @param termsOf - cuts a text into terms: `englishTerms`, `chineseTerms`, or your own segmenter
 * `oncePerText` counts in how many texts a term occurs, so that one long rant counts once.
 * @throws from `result`, `scoring/over-retracted`
 * @example
 * ```ts
 * import { englishTerms, termCounts } from '@casewell/scoring/drivers'
 *
 * const words = termCounts(englishTerms())
 * const state = words.addAll(words.zero(), ['The parcel never came.', 'Never again!'])
 * console.log(words.result(state)) // Map(5) { 'again' => 1, 'came' => 1, 'never' => 2, 'parcel' => 1, 'the' => 1 }
 * ```
 */
export function termCounts(
  termsOf: (text: string) => Iterable<string>,
  { oncePerText = false }: { readonly oncePerText?: boolean } = {},
): Accumulator<string, TermCounts, ReadonlyMap<string, number>> {
  const counted = (texts: Iterable<string>, times: 1 | -1): TermCounts => {
    const counts = new Map<string, number>()
    let [number, tokens] = [0, 0]
    for (const text of texts) {
      number += times
      for (const term of oncePerText ? new Set(termsOf(text)) : termsOf(text)) {
        counts.set(term, (counts.get(term) ?? 0) + times)
        tokens += times
      }
    }
    return { v: 1, texts: number, tokens, terms: ordered(counts) }
  }
  return {
    id: oncePerText ? 'terms by text' : 'terms',
    zero: () => ({ v: 1, texts: 0, tokens: 0, terms: [] }),
    add: (state, text) => merged(state, counted([text], 1)),
    addAll: (state, texts) => merged(state, counted(texts, 1)),
    retract: (state, text) => merged(state, counted([text], -1)),
    merge: merged,
    result: (state) => new Map(requireTerms(state).terms),
  }
}

/** Refuses counts from which more was taken than was put in. */
export function requireTerms(state: TermCounts): TermCounts {
  const [term, count] = state.terms.find(([, number]) => number < 0) ?? ['the texts', Math.min(0, state.texts)]
  if (count < 0) throw scoringErrors['over-retracted']({ what: term, count })
  return state
}

const ordered = (counts: ReadonlyMap<string, number>): [string, number][] =>
  [...counts].filter(([, count]) => count !== 0).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

function merged(a: TermCounts, b: TermCounts): TermCounts {
  const counts = new Map(a.terms)
  for (const [term, count] of b.terms) counts.set(term, (counts.get(term) ?? 0) + count)
  return { v: 1, texts: a.texts + b.texts, tokens: a.tokens + b.tokens, terms: ordered(counts) }
}
