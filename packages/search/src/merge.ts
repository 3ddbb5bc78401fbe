import type { Postings } from './postings.ts'
import { packed, type Segment, type TagLists, wordsOf } from './segment.ts'

/** One of the segments to be merged, and which of its entries are dead. */
export interface Source {
  readonly segment: Segment
  /** 1 where the entry is dead. */
  readonly dead: Uint8Array
}

/** A merge gives way to other work each time it has moved this many numbers: about a millisecond. */
const STRIDE = 50_000
const GONE = 0xffff

/**
 * Merges segments into one of their living entries, in their order. A generator: each step is short, so that the work
 * can be spread over the edits that come meanwhile.
 */
export function* mergeSegments(sources: readonly Source[]): Generator<undefined, Segment> {
  let living = 0
  const numbers = sources.map(({ dead }) => Uint16Array.from(dead, (isDead) => (isDead ? GONE : living++)))
  const pick = (list: (segment: Segment) => Postings): Moving[] =>
    sources.map(({ segment }, i) => ({ postings: list(segment), numbers: numbers[i] ?? new Uint16Array(0), slot: 0 }))
  return {
    ...(yield* mergeEntries(sources, living)),
    all: yield* mergePostings(pick((segment) => segment.all)),
    headlines: yield* mergePostings(pick((segment) => segment.headlines)),
    tags: mergeTags(sources, numbers),
  }
}

function* mergeEntries(sources: readonly Source[], living: number) {
  const ids: string[] = []
  const lengths = new Uint32Array(living)
  const headlineLengths = new Uint32Array(living)
  const asks = new Uint8Array(living)
  const wordStarts = new Uint32Array(living + 1)
  const words = new Uint32Array(sources.reduce((sum, { segment }) => sum + segment.words.length, 0))
  let end = 0
  for (const { segment, dead } of sources) {
    for (let number = 0; number < dead.length; number++) {
      if (dead[number]) continue
      const own = wordsOf(segment, number)
      words.set(own, end)
      const begin = end
      end += own.length
      if (Math.floor(begin / STRIDE) < Math.floor(end / STRIDE)) yield
      lengths[ids.length] = segment.lengths[number] ?? 0
      headlineLengths[ids.length] = segment.headlineLengths[number] ?? 0
      asks[ids.length] = segment.asks[number] ?? 0
      ids.push(segment.ids[number] ?? '')
      wordStarts[ids.length] = end
    }
  }
  return { ids, lengths, headlineLengths, asks, wordStarts, words: words.slice(0, end) }
}

/** Postings on their way into a merged segment: new numbers of their entries, and the next term. */
interface Moving {
  readonly postings: Postings
  readonly numbers: Uint16Array
  slot: number
}

function* mergePostings(sources: readonly Moving[]): Generator<undefined, Postings> {
  const room = sources.reduce((sum, { postings }) => sum + postings.entries.length, 0)
  const entries = new Uint16Array(room)
  const counts = new Uint16Array(room)
  const terms: number[] = []
  const starts: number[] = [0]
  let end = 0
  for (let term = nextTerm(sources); term < Infinity; term = nextTerm(sources)) {
    const start = end
    for (const source of sources) if (nextOf(source) === term) end = move(source, entries, counts, end)
    if (end === start) continue
    terms.push(term)
    starts.push(end)
    if (Math.floor(start / STRIDE) < Math.floor(end / STRIDE)) yield
  }
  return {
    ...{ terms: Uint32Array.from(terms), starts: Uint32Array.from(starts) },
    ...{ entries: entries.slice(0, end), counts: counts.slice(0, end) },
  }
}

const nextOf = ({ postings, slot }: Moving): number => postings.terms[slot] ?? Infinity

function nextTerm(sources: readonly Moving[]): number {
  let least = Infinity
  for (const source of sources) least = Math.min(least, nextOf(source))
  return least
}

/** Moves the next term of a source to `end`; the new end. */
function move(source: Moving, entries: Uint16Array, counts: Uint16Array, end: number): number {
  const { postings, numbers } = source
  const behind = postings.starts[source.slot + 1] ?? 0
  for (let from = postings.starts[source.slot] ?? 0; from < behind; from++) {
    const number = numbers[postings.entries[from] ?? 0] ?? GONE
    if (number === GONE) continue
    entries[end] = number
    counts[end++] = postings.counts[from] ?? 0
  }
  source.slot += 1
  return end
}

function mergeTags(sources: readonly Source[], numbers: readonly Uint16Array[]): TagLists {
  const merged = new Map<string, Map<string, number[]>>()
  sources.forEach(({ segment }, i) => {
    for (const [tag, values] of segment.tags) {
      const lists = merged.get(tag) ?? new Map<string, number[]>()
      merged.set(tag, lists)
      for (const [value, old] of values) {
        const list = [...(lists.get(value) ?? []), ...living(old, numbers[i])]
        if (list.length > 0) lists.set(value, list)
      }
    }
  })
  return new Map([...merged].map(([tag, lists]) => [tag, packed(lists)]))
}

/** New numbers of those entries that are still there. */
function living(old: Iterable<number>, numbers: Uint16Array | undefined): readonly number[] {
  return Array.from(old, (number) => numbers?.[number] ?? 0).filter((number) => number !== GONE)
}
