import type { Analyzer } from './analyzer.ts'
import type { Shape } from './entry.ts'
import { Lookalikes } from './lookalikes.ts'
import type { Postings } from './postings.ts'
import { damping, type Scorable } from './score.ts'
import { Shelf, type Shelved } from './shelf.ts'
import { Vocabulary } from './vocabulary.ts'

/**
 * What the entries are: `faq` trusts headlines, which ask what a customer asks; `article` trusts the whole text; `auto`
 * goes by the share of headlines that are questions.
 */
export type Profile = 'faq' | 'article' | 'auto'

/** How much a headline counts once more, on its own, among frequent questions. */
const FAQ_HEADLINE = 1.5

interface ScorableSegment {
  readonly all: Scorable
  readonly headlines: Scorable
}

/** All parts of one index. */
export class Library {
  readonly shape: Shape
  readonly vocabulary: Vocabulary
  readonly lookalikes: Lookalikes
  readonly shelf: Shelf
  readonly #profile: Profile
  #scorable = new Map<Shelved, ScorableSegment>()
  /** Room for the impacts of each segment, taken once: its postings never change, their impacts do. */
  readonly #room = new WeakMap<Postings, Float32Array>()

  constructor(shape: Shape, analyzer: Analyzer, profile: Profile) {
    this.shape = shape
    this.vocabulary = new Vocabulary(analyzer)
    this.lookalikes = new Lookalikes(this.vocabulary)
    this.shelf = new Shelf(shape, this.vocabulary)
    this.#profile = profile
  }

  /** To be called after every edit: averages have moved, words may have come and gone. */
  changed(): void {
    this.lookalikes.forget()
    this.#scorable = new Map()
  }

  /** How much a headline counts beside its part in the whole entry. */
  get headlineWeight(): number {
    if (this.#profile !== 'auto') return this.#profile === 'faq' ? FAQ_HEADLINE : 0
    const { questions, entries } = this.shelf.totals
    return entries === 0 ? 0 : FAQ_HEADLINE * smooth((2 * questions) / entries - 0.5)
  }

  /** A segment with its lengths weighed against the averages. */
  scorable(shelved: Shelved): ScorableSegment {
    const known = this.#scorable.get(shelved)
    if (known !== undefined) return known
    const { entries, lengths, headlineLengths } = this.shelf.totals
    const { segment } = shelved
    const made = {
      all: this.#weigh(segment.all, damping(segment.lengths, lengths / entries)),
      headlines: this.#weigh(segment.headlines, damping(segment.headlineLengths, headlineLengths / entries)),
    }
    this.#scorable.set(shelved, made)
    return made
  }

  #weigh(postings: Postings, damp: Float32Array): Scorable {
    const room = this.#room.get(postings) ?? new Float32Array(postings.entries.length)
    this.#room.set(postings, room)
    return { postings, damp, impacts: room, fresh: new Uint8Array(postings.terms.length) }
  }
}

/** From 0 to 1 without a step, as x goes from 0 to 1. */
const smooth = (x: number): number => {
  const inside = Math.min(1, Math.max(0, x))
  return inside * inside * (3 - 2 * inside)
}
