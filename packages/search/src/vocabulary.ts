import type { Analyzer } from './analyzer.ts'

/** The word that an id in an index stands for, and the term it is found by. Ids are given in order and never change. */
export class Vocabulary {
  readonly analyzer: Analyzer
  /** Words by id. */
  readonly spelling: string[] = []
  /** Term of a word, by word id. */
  readonly termOf: number[] = []
  /** In how many living entries a word stands, by word id. */
  readonly wordEntries: number[] = []
  /** In how many living entries a term stands, by term id. */
  readonly termEntries: number[] = []
  readonly terms: string[] = []
  readonly #wordIds = new Map<string, number>()
  readonly #termIds = new Map<string, number>()
  #tally = new Uint32Array(0)

  constructor(analyzer: Analyzer) {
    this.analyzer = analyzer
  }

  termId(term: string): number | undefined {
    return this.#termIds.get(term)
  }

  /** The term a word is found by, whether it is known here or not. */
  termFor(word: string): string {
    const id = this.#wordIds.get(word)
    return id === undefined ? this.analyzer.term(word) : (this.terms[this.termOf[id] ?? 0] ?? '')
  }

  /** The id of a word, given now if it has none. */
  learn(word: string): number {
    const known = this.#wordIds.get(word)
    if (known !== undefined) return known
    const term = this.analyzer.term(word)
    return this.addWord(word, this.#termIds.get(term) ?? this.addTerm(term))
  }

  /** Adds a word that is not known yet. */
  addWord(word: string, term: number): number {
    const id = this.spelling.length
    this.#wordIds.set(word, id)
    this.spelling.push(word)
    this.termOf.push(term)
    this.wordEntries.push(0)
    return id
  }

  /** Adds a term that is not known yet. */
  addTerm(term: string): number {
    const id = this.terms.length
    this.#termIds.set(term, id)
    this.terms.push(term)
    this.termEntries.push(0)
    return id
  }

  /** Zeros to count with, one for each term id; to be given back as zeros. */
  tally(): Uint32Array {
    if (this.#tally.length < this.terms.length) this.#tally = new Uint32Array(this.terms.length * 2)
    return this.#tally
  }
}
