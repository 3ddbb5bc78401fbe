import type { QueryWord } from '@casewell/search/reading'
import { POSTING } from '../writing/block.ts'
import type { Gate } from './gate.ts'
import type { Look, Postings } from './look.ts'

/** A term that answers to a word of the query. */
export interface Member {
  readonly term: string
  /** 0…1: how much of the term's count is credited to the word. */
  readonly share: number
}

/** A word of the query and what may answer to it, if it stands in an article that the viewer may find. */
export interface Wish {
  readonly word: QueryWord
  /** Terms of words that begin like it, while it is being typed; the most common first. */
  readonly completions: readonly string[]
  /** Terms of words that look like it, most alike first. */
  readonly alike: readonly Member[]
}

/** A word of the query and all that answers to it, counted together as if it were one term. */
export interface Ask {
  readonly word: QueryWord
  /** Does anything answer that the viewer may find? */
  readonly known: boolean
  /** The word's weight times its rarity. */
  readonly weight: number
  /** What the word would contribute at most, were it answered in full. */
  readonly mass: number
  readonly lists: readonly { readonly postings: Postings; readonly share: number }[]
}

const SYNONYM_SHARE = 0.8
/** How much of the count of a completion is credited where the word itself is known. */
const COMPLETED = 0.3
/** A stemmed word has its inflections already; a script without a stemmer needs its lookalikes more. */
const MOST_LOOKALIKES = { latin: 10, other: 20 }
const LATIN = /^[\p{Script=Latin}\p{M}']+$/u

/** Terms that may answer to a word; of them those count that were looked up and are shown. */
export const termsOf = ({ word, completions, alike }: Wish): readonly string[] => [
  ...[word.term, ...word.synonyms, ...completions],
  ...alike.map(({ term }) => term),
]

/** What is asked of each word, the weightiest first; terms that stand in no article to be found are not there. */
export function plan(wishes: readonly Wish[], { postings, totals }: Look, gate: Gate): readonly Ask[] {
  const asks = wishes.map((wish) => asAsk(wish.word, answersTo(wish, postings, gate), totals.entries))
  return [...asks].sort((a, b) => b.weight - a.weight)
}

function answersTo({ word, completions, alike }: Wish, postings: Look['postings'], gate: Gate): Ask['lists'] {
  const lists = new Map<string, { postings: Postings; share: number }>()
  const add = (term: string, share: number): boolean => {
    const found = lists.has(term) ? undefined : postings.get(term)
    if (!found || !gate.shows(found)) return false
    lists.set(term, { postings: found, share })
    return true
  }
  add(word.term, 1)
  for (const synonym of word.synonyms) add(synonym, SYNONYM_SHARE)
  const share = lists.size > 0 ? COMPLETED : 1
  for (const term of completions) add(term, share)
  let room = LATIN.test(word.word) ? MOST_LOOKALIKES.latin : MOST_LOOKALIKES.other
  for (const one of alike) if (room > 0 && add(one.term, one.share)) room -= 1
  return [...lists.values()]
}

function asAsk(word: QueryWord, lists: Ask['lists'], entries: number): Ask {
  const holding = lists.reduce((sum, { postings, share }) => sum + share * sizeOf(postings), 0)
  const trust = Math.min(
    1,
    lists.reduce((sum, { share }) => sum + share, 0),
  )
  const mass = word.weight * rarity(holding, entries)
  return { word, known: lists.length > 0, weight: mass * trust, mass, lists }
}

const sizeOf = (postings: Postings): number => postings.reduce((sum, [, bytes]) => sum + bytes.length / POSTING, 0)

/**
 * Inverse document frequency, never negative.
 *
 * Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
 */
const rarity = (holding: number, entries: number): number =>
  Math.log(1 + (Math.max(0, entries - holding) + 0.5) / (holding + 0.5))
