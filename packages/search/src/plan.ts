import { wordsBeginning } from './complete.ts'
import type { FindOptions } from './found.ts'
import type { Gate } from './gate.ts'
import type { Library } from './library.ts'
import { type QueryWord, readQuery } from './query.ts'

/** A term that answers to a word of the query. */
export interface Member {
  /** Term id. */
  readonly term: number
  /** 0…1: how much of the term's count is credited to the word. */
  readonly share: number
}

/** A word of the query and all that answers to it, counted together as if it were one term. */
export interface Ask {
  readonly word: QueryWord
  /** Is the word in the index, and not only words that look like it? */
  readonly known: boolean
  /** The word's weight times its rarity. */
  readonly weight: number
  /** What the word would contribute at most, were it answered in full. */
  readonly mass: number
  readonly members: readonly Member[]
}

const SYNONYM_SHARE = 0.8
const MOST_COMPLETIONS = 20
/** A stemmed word has its inflections already; a script without a stemmer needs its lookalikes more. */
const STEMMED = { share: 0.3, most: 10 }
const UNSTEMMED = { share: 0.7, most: 20 }
const LATIN = /^[\p{Script=Latin}\p{M}']+$/u

/** Decides what answers to each word of a query; the weightiest word first. */
export function planQuery(library: Library, text: string, gate: Gate, options: FindOptions): Ask[] {
  const { fuzzy = true, prefix = false } = options
  const asks = readQuery(text, library.vocabulary).map((word) => {
    const answers = new Answers(library, gate)
    answers.addTerm(word.term, 1)
    for (const synonym of word.synonyms) answers.addTerm(synonym, SYNONYM_SHARE)
    if (prefix && word.end === text.length) answers.addCompletions(word.word)
    const known = answers.shares.size > 0
    if (fuzzy && !word.soft) answers.addLookalikes(word.word, known)
    return asAsk(word, known, answers.shares, library)
  })
  return asks.sort((a, b) => b.weight - a.weight)
}

/** The terms that answer to one word, with their shares. */
class Answers {
  readonly shares = new Map<number, number>()
  readonly #library: Library
  readonly #gate: Gate

  constructor(library: Library, gate: Gate) {
    this.#library = library
    this.#gate = gate
  }

  addTerm(term: string, share: number): void {
    const id = this.#library.vocabulary.termId(term)
    if (id !== undefined) this.#add(id, share)
  }

  addCompletions(beginning: string): void {
    const share = this.shares.size > 0 ? STEMMED.share : 1
    for (const word of wordsBeginning(beginning, this.#library, this.#gate, MOST_COMPLETIONS))
      this.#addWord(word, share)
  }

  addLookalikes(word: string, known: boolean): void {
    const { share, most } = LATIN.test(word) ? STEMMED : UNSTEMMED
    let room = most
    for (const other of this.#library.lookalikes.of(word, !known)) {
      if (this.#addWord(other.word, (known ? share : 1) * other.likeness ** 3)) room -= 1
      if (room === 0) return
    }
  }

  #addWord(word: number, share: number): boolean {
    return this.#add(this.#library.vocabulary.termOf[word] ?? 0, share)
  }

  /** Adds a term that is new here and that stands in an entry to be found. */
  #add(term: number, share: number): boolean {
    const { vocabulary, shelf } = this.#library
    if (this.shares.has(term) || (vocabulary.termEntries[term] ?? 0) === 0) return false
    if (!this.#gate.isOpen && !this.#gate.showsTerm(shelf.segments, term)) return false
    this.shares.set(term, share)
    return true
  }
}

function asAsk(
  word: QueryWord,
  known: boolean,
  shares: ReadonlyMap<number, number>,
  { vocabulary, shelf }: Library,
): Ask {
  const members = [...shares].map(([term, share]) => ({ term, share }))
  const holding = members.reduce((sum, { term, share }) => sum + share * (vocabulary.termEntries[term] ?? 0), 0)
  const trust = Math.min(
    1,
    members.reduce((sum, { share }) => sum + share, 0),
  )
  const mass = word.weight * rarity(holding, shelf.totals.entries)
  return { word, known, weight: mass * trust, mass, members }
}

/**
 * Inverse document frequency, never negative.
 *
 * Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
 */
export const rarity = (holding: number, entries: number): number =>
  Math.log(1 + (Math.max(0, entries - holding) + 0.5) / (holding + 0.5))
