import { type Entry, type Shape, textsOf } from './entry.ts'
import { type Postings, PostingsBuilder } from './postings.ts'
import { readEntry } from './read-entry.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Numbers of the entries that carry a value of a tag, ascending: by tag, by value. */
export type TagLists = ReadonlyMap<string, ReadonlyMap<string, Uint16Array>>

/** An index of up to `MOST_ENTRIES` entries that never changes. Inside, entries are numbers from 0. */
export interface Segment {
  readonly ids: readonly string[]
  /** Of each entry in tenths of a word, weighted by field. */
  readonly lengths: Uint32Array
  readonly all: Postings
  /** Of each headline in tenths of a word. */
  readonly headlineLengths: Uint32Array
  readonly headlines: Postings
  /** 1 where the headline asks something. */
  readonly asks: Uint8Array
  /** Where the words of each entry begin in `words`; one longer than `ids`. */
  readonly wordStarts: Uint32Array
  /** Distinct word ids, entry by entry. */
  readonly words: Uint32Array
  readonly tags: TagLists
}

export const MOST_ENTRIES = 0xffff

/** The distinct words of one entry. */
export const wordsOf = (segment: Segment, number: number): Uint32Array =>
  segment.words.subarray(segment.wordStarts[number], segment.wordStarts[number + 1])

const tenths = (length: number): number => Math.round(length * 10)

/** Builds the segment of some entries, of distinct ids; new words enter the vocabulary. */
export function buildSegment(entries: readonly Entry<string, string>[], shape: Shape, vocabulary: Vocabulary): Segment {
  const all = new PostingsBuilder()
  const headlines = new PostingsBuilder()
  const words: number[] = []
  const size = entries.length
  const lengths = new Uint32Array(size)
  const headlineLengths = new Uint32Array(size)
  const asks = new Uint8Array(size)
  const wordStarts = new Uint32Array(size + 1)
  entries.forEach((entry, number) => {
    const read = readEntry(entry, shape, vocabulary)
    all.add(number, read.all.counts)
    headlines.add(number, read.headline.counts)
    for (const word of read.words) words.push(word)
    lengths[number] = tenths(read.all.length)
    headlineLengths[number] = tenths(read.headline.length)
    asks[number] = read.asks ? 1 : 0
    wordStarts[number + 1] = words.length
  })
  const tally = vocabulary.tally()
  return {
    ids: entries.map(({ id }) => id),
    ...{ lengths, headlineLengths, asks, wordStarts },
    ...{ all: all.build(tally), headlines: headlines.build(tally), words: Uint32Array.from(words) },
    tags: tagLists(entries, shape.tags),
  }
}

function tagLists(entries: readonly Entry<string, string>[], tags: readonly string[]): TagLists {
  const lists = new Map<string, ReadonlyMap<string, Uint16Array>>()
  for (const tag of tags) {
    const numbers = new Map<string, number[]>()
    entries.forEach((entry, number) => {
      for (const value of new Set(textsOf(entry[tag]))) {
        const list = numbers.get(value)
        if (list === undefined) numbers.set(value, [number])
        else list.push(number)
      }
    })
    lists.set(tag, packed(numbers))
  }
  return lists
}

/** The values of one tag with their entries, to keep. */
export const packed = (lists: ReadonlyMap<string, readonly number[]>): ReadonlyMap<string, Uint16Array> =>
  new Map([...lists].map(([value, list]) => [value, Uint16Array.from(list)]))
