import type { Analyzer } from '@casewell/search'
import { termKey } from '../reading/kept.ts'

/** A word that a query asks for. */
export interface QueryWord {
  readonly word: string
  readonly term: string
  /** Where it stands in the query, in UTF-16 units; 0, 0 for a word that nobody wrote. */
  readonly start: number
  readonly end: number
  /** How much it counts, times how often it was asked for. */
  readonly weight: number
  /** Does it only join others? */
  readonly soft: boolean
  /** Other terms that mean the same as this word. */
  readonly synonyms: readonly string[]
}

/** What another expression of a synonym group counts beside the one that was used. */
const SYNONYM_WEIGHT = 0.8

/** The distinct words of a query, with their synonyms, as the engine in memory reads them. */
export function readQuery(text: string, analyzer: Analyzer): readonly QueryWord[] {
  const words = new Map<string, QueryWord>()
  const terms: string[] = []
  for (const { word, start, end } of analyzer.words(text)) {
    const term = analyzer.term(word)
    const weight = analyzer.weight(word)
    terms.push(term)
    add(words, { word, start, end, term: termKey(term), weight, soft: weight < 1, synonyms: [] })
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
  const single = [...words.values()].find(({ term }) => used.length === 1 && term === termKey(used[0] ?? ''))
  if (single !== undefined && other.length === 1 && only !== undefined) {
    words.set(single.word, { ...single, synonyms: [...single.synonyms, termKey(only)] })
    return
  }
  const weight = SYNONYM_WEIGHT / Math.sqrt(other.length)
  for (const term of other)
    add(words, { word: term, term: termKey(term), start: 0, end: 0, weight, soft: false, synonyms: [] })
}

const contains = (terms: readonly string[], expression: readonly string[]): boolean =>
  terms.some((_, from) => expression.length > 0 && expression.every((term, i) => terms[from + i] === term))
