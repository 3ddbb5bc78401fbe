import type { Analyzer } from './analyzer.ts'
import type { Word } from './words.ts'

/** A word that a query asks for. */
export interface QueryWord extends Word {
  readonly term: string
  /** How much it counts, times how often it was asked for. */
  readonly weight: number
  /** Does it only join others? */
  readonly soft: boolean
  /** Other terms that mean the same as this word. */
  readonly synonyms: readonly string[]
}

/** What another expression of a synonym group counts beside the one that was used. */
const SYNONYM_WEIGHT = 0.8

const NONE: readonly string[] = []

/** What tells the term of a word: `analyzer.term`, or an index that remembers terms. */
export interface Terms {
  readonly analyzer: Analyzer
  termFor(word: string): string
}

/**
 * The distinct words of a query, with their synonyms, in the order in which they were first asked for. What an index
 * elsewhere asks for too, if it is to find what `createSearch` finds.
 *
 * @example
 * ```ts
 * import { analyzer as newAnalyzer } from '@casewell/search'
 * import { readQuery } from '@casewell/search/reading'
 *
 * const analyzer = newAnalyzer()
 * const words = readQuery('the printers print', { analyzer, termFor: (word) => analyzer.term(word) })
 * console.log(words.map(({ word, term, soft }) => `${word}: ${term}${soft ? ', soft' : ''}`))
 * // [ 'the: the, soft', 'printers: printer', 'print: print' ]
 * ```
 */
export function readQuery(text: string, vocabulary: Terms): QueryWord[] {
  const { analyzer } = vocabulary
  const words = new Map<string, QueryWord>()
  const terms: string[] = []
  for (const { word, start, end } of analyzer.words(text)) {
    const term = vocabulary.termFor(word)
    const weight = analyzer.weight(word)
    terms.push(term)
    add(words, { word, start, end, term, weight, soft: weight < 1, synonyms: NONE })
  }
  for (const group of analyzer.synonyms) {
    const used = group.find((expression) => contains(terms, expression))
    if (used !== undefined) for (const other of group) if (other !== used) addSynonym(words, used, other)
  }
  return [...words.values()]
}

function add(words: Map<string, QueryWord>, word: QueryWord): void {
  const same = words.get(word.word)
  words.set(word.word, same === undefined ? word : { ...same, weight: same.weight + word.weight })
}

/** One word for one word joins it; a longer expression is asked for beside it, as a whole no heavier than a word. */
function addSynonym(words: Map<string, QueryWord>, used: readonly string[], other: readonly string[]): void {
  const [only] = other
  const single = [...words.values()].find(({ term }) => used.length === 1 && term === used[0])
  if (single !== undefined && other.length === 1 && only !== undefined) {
    words.set(single.word, { ...single, synonyms: [...single.synonyms, only] })
    return
  }
  for (const term of other) {
    const weight = SYNONYM_WEIGHT / Math.sqrt(other.length)
    add(words, { word: term, start: 0, end: 0, term, weight, soft: false, synonyms: NONE })
  }
}

const contains = (terms: readonly string[], expression: readonly string[]): boolean =>
  terms.some((_, from) => expression.length > 0 && expression.every((term, i) => terms[from + i] === term))
