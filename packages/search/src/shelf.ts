import type { Entry, Shape } from './entry.ts'
import { mergeSegments } from './merge.ts'
import { buildSegment, MOST_ENTRIES, type Segment, wordsOf } from './segment.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A segment in use, and which of its entries are dead. */
export interface Shelved {
  readonly segment: Segment
  /** 1 where the entry was removed or replaced. */
  readonly dead: Uint8Array
  living: number
}

/** Sums over all living entries, whole numbers all: they come out the same whatever the order of edits. */
export interface Totals {
  entries: number
  /** In tenths of a word. */
  lengths: number
  /** In tenths of a word. */
  headlineLengths: number
  /** Headlines that ask something. */
  questions: number
}

interface Place {
  shelved: Shelved
  number: number
}

/** Entries read into one segment at once; more would need more memory at once. */
const BATCH = 16_384
/** This many segments of like size become one. */
const FAN_IN = 8

/** The segments of an index, with their dead. An edit writes one small segment; merges keep their number small. */
export class Shelf {
  readonly #shape: Shape
  readonly #vocabulary: Vocabulary
  readonly #places = new Map<string, Place>()
  readonly totals: Totals = { entries: 0, lengths: 0, headlineLengths: 0, questions: 0 }
  segments: readonly Shelved[] = []
  #merge: { readonly sources: readonly Shelved[]; readonly work: Generator<undefined, Segment> } | undefined

  constructor(shape: Shape, vocabulary: Vocabulary) {
    this.#shape = shape
    this.#vocabulary = vocabulary
  }

  has(id: string): boolean {
    return this.#places.has(id)
  }

  /** Adds entries; one whose id is known replaces the old one. */
  put(entries: readonly Entry<string, string>[]): void {
    const latest = [...new Map(entries.map((entry) => [entry.id, entry])).values()]
    for (let from = 0; from < latest.length; from += BATCH) {
      const batch = latest.slice(from, from + BATCH)
      for (const { id } of batch) this.remove(id)
      const { segment, dead } = this.restore(buildSegment(batch, this.#shape, this.#vocabulary))
      for (const number of dead.keys()) this.#count(segment, number, 1)
    }
    this.tidy()
  }

  /** Takes a segment into use whose words and totals were counted before. */
  restore(segment: Segment): Shelved {
    const shelved = { segment, dead: new Uint8Array(segment.ids.length), living: segment.ids.length }
    for (const [number, id] of segment.ids.entries()) this.#places.set(id, { shelved, number })
    this.segments = [...this.segments, shelved]
    return shelved
  }

  remove(id: string): boolean {
    const place = this.#places.get(id)
    if (place === undefined) return false
    const { shelved, number } = place
    shelved.dead[number] = 1
    shelved.living -= 1
    this.#places.delete(id)
    this.#count(shelved.segment, number, -1)
    return true
  }

  #count(segment: Segment, number: number, by: 1 | -1): void {
    const { termOf, wordEntries, termEntries } = this.#vocabulary
    const terms = new Set<number>()
    for (const word of wordsOf(segment, number)) {
      wordEntries[word] = (wordEntries[word] ?? 0) + by
      terms.add(termOf[word] ?? 0)
    }
    for (const term of terms) termEntries[term] = (termEntries[term] ?? 0) + by
    this.totals.entries += by
    this.totals.lengths += by * (segment.lengths[number] ?? 0)
    this.totals.headlineLengths += by * (segment.headlineLengths[number] ?? 0)
    this.totals.questions += by * (segment.asks[number] ?? 0)
  }

  /** A short step of the merge under way, or the start of one that is due. Each edit takes one. */
  tidy(): void {
    if (this.#merge === undefined) this.#begin(this.#due())
    const step = this.#merge?.work.next()
    if (step?.done === true) this.#finish(step.value)
  }

  /** Merges everything into as few segments as possible, now. */
  settle(): void {
    while (this.#merge !== undefined) this.tidy()
    for (const group of this.#groups()) {
      this.#begin(group)
      while (this.#merge !== undefined) this.tidy()
    }
  }

  /** Segments that are mostly dead, or the many of one size. */
  #due(): readonly Shelved[] {
    this.segments = this.segments.filter(({ living }) => living > 0)
    const wasted = this.segments.find(({ living, dead }) => living < dead.length / 2)
    if (wasted !== undefined) return [wasted]
    const bySize: Shelved[][] = []
    for (const shelved of this.segments) {
      const size = sizeClass(shelved)
      bySize[size] = [...(bySize[size] ?? []), shelved]
    }
    return bySize.find((like = []) => like.length >= FAN_IN && sumOfLiving(like) <= MOST_ENTRIES) ?? []
  }

  /** All segments, in groups that each fit into one; a group of one without dead needs nothing. */
  #groups(): readonly (readonly Shelved[])[] {
    const groups: Shelved[][] = []
    for (const shelved of this.segments) {
      const group = groups.find((fitting) => sumOfLiving(fitting) + shelved.living <= MOST_ENTRIES)
      if (group === undefined) groups.push([shelved])
      else group.push(shelved)
    }
    return groups.filter(([first, second]) => second !== undefined || first?.living !== first?.dead.length)
  }

  #begin(sources: readonly Shelved[]): void {
    if (sources.length === 0) return
    this.#merge = {
      sources,
      work: mergeSegments(sources.map(({ segment, dead }) => ({ segment, dead: dead.slice() }))),
    }
  }

  /** Takes the merged segment into use; entries that died meanwhile are dead in it. */
  #finish(segment: Segment): void {
    const sources = new Set(this.#merge?.sources)
    const shelved = { segment, dead: new Uint8Array(segment.ids.length), living: 0 }
    segment.ids.forEach((id, number) => {
      const place = this.#places.get(id)
      if (place !== undefined && sources.has(place.shelved)) {
        this.#places.set(id, { shelved, number })
        shelved.living += 1
      } else shelved.dead[number] = 1
    })
    this.segments = [...this.segments.filter((old) => !sources.has(old)), shelved]
    this.#merge = undefined
  }
}

const sizeClass = ({ living }: Shelved): number => Math.floor(Math.log(living) / Math.log(FAN_IN))
const sumOfLiving = (group: readonly Shelved[]): number => group.reduce((sum, { living }) => sum + living, 0)
