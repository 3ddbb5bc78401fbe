import { porter2 } from './porter2.ts'
import { SOFT_WEIGHT, stopWords } from './stop-words.ts'
import { splitWords, type Word } from './words.ts'

/** How texts become the terms that an index stores and a query asks for. */
export interface Analyzer {
  /** The words of a text, in order, with where they stand. */
  words(text: string): Word[]
  /** What a word is found by: its stem, its plain spelling. */
  term(word: string): string
  /** How much a word counts: 1, or less for a word that only joins others. */
  weight(word: string): number
  /** Expressions that mean the same, each as its terms, group by group. */
  readonly synonyms: readonly (readonly (readonly string[])[])[]
  /** The terms of a text, in order: what to feed another engine with. */
  terms(text: string): string[]
}

/** What may be said about an analyzer; everything has a default. */
export interface AnalyzerOptions {
  /** The stem of a lower-case word. The English one also helps its neighbours; the lookalikes do the rest. @defaultValue porter2 */
  readonly stem?: (word: string) => string
  /** Words that only join others: softened, never deleted. @defaultValue those of nine languages and of Chinese and Japanese */
  readonly stopWords?: Iterable<string>
  /** How much a stop word counts beside any other. @defaultValue 0.3 */
  readonly stopWeight?: number
  /** Groups of expressions that mean the same: `[['vpn', 'virtual private network']]`. */
  readonly synonyms?: readonly (readonly string[])[]
}

/**
 * Makes an analyzer for texts in any language: folds letters (NFKC, lower case), splits words, stems the spaced
 * scripts, and softens stop words.
 *
 * @example
 * ```ts
 * import { analyzer } from '@casewell/search'
 *
 * console.log(analyzer().terms('My connections keep dropping')) // [ 'my', 'connect', 'keep', 'drop' ]
 * ```
 */
export function analyzer(options: AnalyzerOptions = {}): Analyzer {
  const { stem = porter2, stopWeight = SOFT_WEIGHT } = options
  const soft = options.stopWords === undefined ? stopWords : new Set(options.stopWords)
  const term = (word: string): string => stem(ARABIC.test(word) ? spellArabic(word) : word)
  const terms = (text: string): string[] => splitWords(text).map(({ word }) => term(word))
  const synonyms = (options.synonyms ?? []).map((group) => group.map(terms))
  return { words: splitWords, term, weight: (word) => (soft.has(word) ? stopWeight : 1), synonyms, terms }
}

const ARABIC = /[\u0620-\u064a]/

/** One spelling of what writers of Arabic spell in several: vowel marks, stretched letters, forms of alef, yeh and teh. */
const spellArabic = (word: string): string =>
  word
    .replace(/[\u0640\u064b-\u0652]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replace(/ة$/, 'ه')
