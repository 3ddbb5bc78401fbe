import { Gate } from './gate.ts'
import type { Library } from './library.ts'
import { planQuery } from './plan.ts'
import { isUnspaced } from './words.ts'

/** A stretch of a text, in UTF-16 units: `text.slice(start, end)`. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** A lookalike of less than this share is too far from what was asked to be pointed at. */
const LEAST_SHARE = 0.05

/** Where a text answers to a query: ranges in order, none touching another. */
export function highlight(library: Library, query: string, text: string): Range[] {
  const { analyzer } = library.vocabulary
  const asks = planQuery(library, query, new Gate([]), {})
  const hard = asks.filter(({ word }) => !word.soft)
  const pairs = hard.filter(({ word }) => isPair(word.word))
  const pointed = hard.filter(({ word }) => pairs.length === 0 || !isUnspaced(word.word) || isPair(word.word))
  const terms = new Set((pointed.length > 0 ? pointed : asks).map(({ word }) => word.term))
  for (const { members } of pointed) {
    for (const { term, share } of members) if (share >= LEAST_SHARE) terms.add(library.vocabulary.terms[term] ?? '')
  }
  return join(analyzer.words(text).filter(({ word }) => terms.has(analyzer.term(word))))
}

/** Two characters or more of a script without spaces: a single one stands in too many words to be pointed at. */
const isPair = (word: string): boolean => word.length > 1 && isUnspaced(word)

function join(ranges: readonly Range[]): Range[] {
  const joined: Range[] = []
  for (const { start, end } of ranges) {
    const last = joined.at(-1)
    if (last !== undefined && start <= last.end)
      joined[joined.length - 1] = { start: last.start, end: Math.max(end, last.end) }
    else joined.push({ start, end })
  }
  return joined
}
