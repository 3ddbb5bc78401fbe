import { type Text, textsOf } from './entry.ts'
import { searchErrors } from './errors.ts'
import { slotOf } from './postings.ts'
import { wordsOf } from './segment.ts'
import type { Shelved } from './shelf.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Which entries may be found: for each tag named, those with one of its values. */
export type Where<Tag extends string = string> = { readonly [tag in Tag]?: Text | undefined }

/** Lets through the living entries that a filter allows. What it holds back does not exist for the one who asks. */
export class Gate {
  readonly #where: readonly (readonly [tag: string, values: readonly string[]])[]
  readonly #only: ((id: string) => boolean) | undefined
  readonly #marks = new Map<Shelved, Uint8Array>()

  /** @throws `search/unknown-tag` */
  constructor(tags: readonly string[], where: Where = {}, only?: (id: string) => boolean) {
    this.#where = Object.entries(where).flatMap(([tag, values]) =>
      values === undefined ? [] : [[tag, textsOf(values)] as const],
    )
    this.#only = only
    for (const [tag] of this.#where) if (!tags.includes(tag)) throw searchErrors['unknown-tag']({ tag, tags })
  }

  /** Does it hold anything back? */
  get isOpen(): boolean {
    return this.#where.length === 0 && this.#only === undefined
  }

  allows(shelved: Shelved, number: number): boolean {
    if (shelved.dead[number] === 1) return false
    if (this.isOpen) return true
    return (
      this.#marked(shelved)[number] === this.#where.length && (this.#only?.(shelved.segment.ids[number] ?? '') ?? true)
    )
  }

  /** Is there an entry to be found that holds the term? */
  showsTerm(segments: readonly Shelved[], term: number): boolean {
    return this.#some(segments, term, () => true)
  }

  /** Is there an entry to be found that holds this very word? */
  showsWord(segments: readonly Shelved[], word: number, { termOf }: Vocabulary): boolean {
    return this.#some(segments, termOf[word] ?? -1, ({ segment }, number) => wordsOf(segment, number).includes(word))
  }

  #some(segments: readonly Shelved[], term: number, holds: (shelved: Shelved, number: number) => boolean): boolean {
    return segments.some((shelved) => {
      const { all } = shelved.segment
      const slot = slotOf(all, term)
      if (slot < 0) return false
      const entries = all.entries.subarray(all.starts[slot], all.starts[slot + 1])
      return entries.some((number) => this.allows(shelved, number) && holds(shelved, number))
    })
  }

  /** For each entry, how many of the filter's tags it satisfies. */
  #marked(shelved: Shelved): Uint8Array {
    const known = this.#marks.get(shelved)
    if (known !== undefined) return known
    const marks = new Uint8Array(shelved.dead.length)
    this.#where.forEach(([tag, values], satisfied) => {
      for (const value of values) {
        for (const number of shelved.segment.tags.get(tag)?.get(value) ?? []) {
          if (marks[number] === satisfied) marks[number] = satisfied + 1
        }
      }
    })
    this.#marks.set(shelved, marks)
    return marks
  }
}
