import { snapshotErrors } from '../errors.ts'
import type { Library } from '../library.ts'
import type { Postings } from '../postings.ts'
import type { Segment } from '../segment.ts'
import type { Totals } from '../shelf.ts'
import { pack, unpack } from './bytes.ts'
import { fingerprint, refuseOther } from './made-with.ts'

/** All that a snapshot holds. Lists of strings are JSON of their own, which is quicker to read. */
interface Snapshot {
  /** What it can be read back with. */
  readonly made: Readonly<Record<string, string>>
  readonly words: string
  readonly terms: string
  readonly termOf: Uint32Array
  readonly wordEntries: Uint32Array
  readonly termEntries: Uint32Array
  readonly totals: Totals
  readonly segments: readonly (Omit<Segment, 'ids'> & { readonly ids: string })[]
}

const madeWith = ({ shape, vocabulary }: Library): Snapshot['made'] => ({
  fields: shape.fields.map(([field, weight]) => `${field} × ${weight}`).join(', '),
  tags: shape.tags.join(', '),
  analyzer: fingerprint(vocabulary.analyzer),
})

/** Everything that is needed to search again, as bytes. The library has been settled: only the living are in it. */
export function writeSnapshot(library: Library): Uint8Array {
  const { spelling, terms, termOf, wordEntries, termEntries } = library.vocabulary
  const living = { words: renumber(wordEntries), terms: renumber(termEntries) }
  const pick = <T>(old: readonly number[], list: readonly T[]): T[] => old.flatMap((id) => list.slice(id, id + 1))
  const snapshot: Snapshot = {
    made: madeWith(library),
    words: JSON.stringify(pick(living.words.old, spelling)),
    terms: JSON.stringify(pick(living.terms.old, terms)),
    termOf: living.terms.rename(Uint32Array.from(pick(living.words.old, termOf))),
    wordEntries: Uint32Array.from(pick(living.words.old, wordEntries)),
    termEntries: Uint32Array.from(pick(living.terms.old, termEntries)),
    totals: library.shelf.totals,
    segments: library.shelf.segments.map(({ segment }) => ({
      ...segment,
      ids: JSON.stringify(segment.ids),
      words: living.words.rename(segment.words),
      all: renameTerms(segment.all, living.terms),
      headlines: renameTerms(segment.headlines, living.terms),
    })),
  }
  return pack(snapshot)
}

/** New numbers for the living, in the order of the old. */
interface Renumbered {
  readonly old: readonly number[]
  rename(ids: Uint32Array): Uint32Array
}

function renumber(entries: readonly number[]): Renumbered {
  const old = [...entries.keys()].filter((id) => (entries[id] ?? 0) > 0)
  const fresh = new Uint32Array(entries.length)
  old.forEach((id, number) => {
    fresh[id] = number
  })
  return { old, rename: (ids) => ids.map((id) => fresh[id] ?? 0) }
}

const renameTerms = (postings: Postings, { rename }: Renumbered): Postings => ({
  ...postings,
  terms: rename(postings.terms),
})

/**
 * Fills an empty library from a snapshot.
 *
 * @throws `search/snapshot-damaged`, `search/snapshot-differs`
 */
export function readSnapshot(bytes: Uint8Array, library: Library): void {
  const snapshot = unpack(bytes) as Snapshot | undefined // the checksum has shown that it was packed here
  if (snapshot?.made === undefined) throw snapshotErrors['snapshot-damaged']({ bytes: bytes.length })
  refuseOther(snapshot.made, madeWith(library))
  const { vocabulary, shelf } = library
  for (const term of strings(snapshot.terms)) vocabulary.addTerm(term)
  for (const [id, word] of strings(snapshot.words).entries()) vocabulary.addWord(word, snapshot.termOf[id] ?? 0)
  snapshot.wordEntries.forEach((entries, word) => {
    vocabulary.wordEntries[word] = entries
  })
  snapshot.termEntries.forEach((entries, term) => {
    vocabulary.termEntries[term] = entries
  })
  for (const segment of snapshot.segments) shelf.restore({ ...segment, ids: strings(segment.ids) })
  Object.assign(shelf.totals, snapshot.totals)
}

const strings = (json: string): string[] => JSON.parse(json) as string[] // written by writeSnapshot
