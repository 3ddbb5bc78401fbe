import { bare } from './bare.ts'
import { editDistance } from './edit-distance.ts'
import { Floor } from './floor.ts'
import type { Vocabulary } from './vocabulary.ts'
import { isUnspaced } from './words.ts'

/** A word of the vocabulary that looks like another one. */
export interface Lookalike {
  /** Word id. */
  readonly word: number
  /** 0…1: 1 for the same letters. */
  readonly likeness: number
  /** Is it so near that one is a misspelling of the other? Only looked at for words that may be misspelt. */
  readonly slip: boolean
}

const FEWEST_LETTERS = 3
const LEAST_LIKENESS = 0.3
const CANDIDATES = 60
/** The last three trigrams of a word hold its ending, which inflection changes: they count half. */
const ENDING_TRIGRAMS = 3
const ENDING_WEIGHT = 0.5
const ARABIC_OR_HEBREW = /[\u0590-\u06ff]/
const DIGIT = /\p{N}/u

/** Words worth a comparison: spelt with letters, long enough, and no numbers, since error 1603 is not error 1605. */
const hasShape = (word: string): boolean => word.length >= FEWEST_LETTERS && !DIGIT.test(word) && !isUnspaced(word)

/** The trigrams of a word with its ends marked, and how much each counts. Semitic words change at both ends alike. */
export function trigrams(word: string): Map<string, number> {
  const marked = `^${bare(word)}$`
  const last = marked.length - 2
  const evenly = ARABIC_OR_HEBREW.test(word)
  const shape = new Map<string, number>()
  for (let i = 0; i < last; i++) {
    const weight = evenly || i < last - ENDING_TRIGRAMS ? 1 : ENDING_WEIGHT
    const trigram = marked.slice(i, i + 3)
    shape.set(trigram, Math.max(shape.get(trigram) ?? 0, weight))
  }
  return shape
}

const length = (shape: Map<string, number>): number => {
  let squares = 0
  for (const weight of shape.values()) squares += weight * weight
  return Math.sqrt(squares)
}

/** Finds the words of a vocabulary that look like a given one: inflections, compounds, misspellings. */
export class Lookalikes {
  readonly #vocabulary: Vocabulary
  /** For each trigram the words that have it: twice the word id, plus one where it counts half. */
  readonly #wordsWith = new Map<string, number[]>()
  readonly #lengths: number[] = []
  #shared = new Float32Array(0)
  readonly #remembered = new Map<string, readonly Lookalike[]>()

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  /** To be called after every change of the index: what was remembered may have died, and others been born. */
  forget(): void {
    this.#remembered.clear()
  }

  /** Words that share letters with this one, most alike first; those of its own term included. */
  of(word: string, misspelt: boolean): readonly Lookalike[] {
    if (!hasShape(word)) return []
    const key = misspelt ? `?${word}` : word
    let found = this.#remembered.get(key)
    if (found === undefined) {
      found = this.#search(word, misspelt)
      this.#remembered.set(key, found)
    }
    return found
  }

  /** Words that begin like this one, in no order. */
  startingWith(beginning: string): number[] {
    this.#catchUp()
    const { spelling } = this.#vocabulary
    const start = bare(beginning)
    const begins = (word: number): boolean => bare(spelling[word] ?? '').startsWith(start)
    if (start.length >= 2)
      return (this.#wordsWith.get(`^${start.slice(0, 2)}`) ?? []).map((entry) => entry >> 1).filter(begins)
    return [...spelling.keys()].filter((word) => !isUnspaced(spelling[word] ?? '') && begins(word))
  }

  #search(word: string, misspelt: boolean): Lookalike[] {
    const candidates = this.#sharing(trigrams(word), misspelt ? LEAST_LIKENESS / 2 : LEAST_LIKENESS)
    if (!misspelt) return candidates
    const judged = candidates.map((candidate) => this.#asMisspelling(word, candidate))
    return judged.filter(({ likeness }) => likeness >= LEAST_LIKENESS).sort(this.#mostAlike)
  }

  /** Cosine of the trigrams with every word that has one of them; the best candidates only. */
  #sharing(shape: Map<string, number>, least: number): Lookalike[] {
    this.#catchUp()
    const touched = this.#addUp(shape)
    const shared = this.#shared
    const own = length(shape)
    const floor = new Floor(CANDIDATES)
    const alike: Lookalike[] = []
    for (const word of touched) {
      const other = this.#lengths[word] ?? 0
      const likeness = other === 0 ? 0 : (shared[word] ?? 0) / own / other
      shared[word] = 0
      if (likeness < least || likeness < floor.height || (this.#vocabulary.wordEntries[word] ?? 0) === 0) continue
      alike.push({ word, likeness, slip: false })
      if (likeness > floor.height) floor.add(likeness)
    }
    const best = alike.filter(({ likeness }) => likeness >= floor.height)
    return best.sort(this.#mostAlike).slice(0, CANDIDATES)
  }

  /** Adds up in `#shared` what each word has in common with a shape; the words touched. */
  #addUp(shape: Map<string, number>): number[] {
    const shared = this.#shared
    const touched: number[] = []
    for (const [trigram, weight] of shape) {
      for (const entry of this.#wordsWith.get(trigram) ?? []) {
        const word = entry >> 1
        const before = shared[word] ?? 0
        if (before === 0) touched.push(word)
        shared[word] = before + weight * (entry & 1 ? ENDING_WEIGHT : 1)
      }
    }
    return touched
  }

  /** One slip in a short word, two in a long one, make a misspelling; it is as like as its letters that are right. */
  #asMisspelling(word: string, candidate: Lookalike): Lookalike {
    const other = this.#vocabulary.spelling[candidate.word] ?? ''
    const slips = word.length < 8 ? 1 : 2
    if (Math.abs(word.length - other.length) > slips) return candidate
    const edits = editDistance(bare(word), bare(other))
    if (edits > slips) return candidate
    return {
      ...candidate,
      slip: true,
      likeness: Math.max(candidate.likeness, 1 - edits / Math.max(word.length, other.length)),
    }
  }

  /** Most alike first; the order of equals follows from their letters, never from when they were learnt. */
  readonly #mostAlike = (a: Lookalike, b: Lookalike): number => {
    const { spelling } = this.#vocabulary
    return b.likeness - a.likeness || ((spelling[a.word] ?? '') < (spelling[b.word] ?? '') ? -1 : 1)
  }

  #catchUp(): void {
    const { spelling } = this.#vocabulary
    for (let id = this.#lengths.length; id < spelling.length; id++)
      this.#lengths.push(this.#enter(spelling[id] ?? '', id))
    if (this.#shared.length < spelling.length) this.#shared = new Float32Array(spelling.length + (spelling.length >> 2))
  }

  /** Length of the word's shape, 0 where it is not to be compared; all words can be found by their beginning. */
  #enter(word: string, id: number): number {
    if (isUnspaced(word)) return 0
    const shape = trigrams(word)
    for (const [trigram, weight] of shape) {
      const words = this.#wordsWith.get(trigram)
      const entry = id * 2 + (weight < 1 ? 1 : 0)
      if (words === undefined) this.#wordsWith.set(trigram, [entry])
      else words.push(entry)
    }
    return hasShape(word) ? length(shape) : 0
  }
}
