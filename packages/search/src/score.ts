import type { Ask } from './plan.ts'
import { COUNT_UNITS, countIn, type Postings, slotOf } from './postings.ts'

/** How soon another occurrence of a word stops adding. */
const K1 = 1.2
/** How much of an entry's length is held against it. */
const B = 0.75

/**
 * The part of BM25F that depends on the length of an entry alone, for all entries of a segment, in units of a count.
 *
 * Source: Zaragoza, Craswell, Taylor, Saria, Robertson, "Microsoft Cambridge at TREC-13", 2004.
 */
export function damping(lengths: Uint32Array, average: number): Float32Array {
  const perLength = average > 0 ? B / average : 0
  const damp = new Float32Array(lengths.length)
  for (let i = 0; i < damp.length; i++) damp[i] = COUNT_UNITS * K1 * (1 - B + perLength * (lengths[i] as number)) // in bounds
  return damp
}

/** Postings, and what dampens their counts: all that is needed to score. */
export interface Scorable {
  readonly postings: Postings
  readonly damp: Float32Array
  /** The saturated count of each posting, 0…1; to be trusted where the slot of its term is fresh. */
  readonly impacts: Float32Array
  /** 1 for each slot whose impacts have been worked out with today's lengths. */
  readonly fresh: Uint8Array
}

/** Entries of one term: a range of the postings, and how much of its counts is credited. */
interface List {
  readonly slot: number
  readonly from: number
  readonly to: number
  readonly share: number
}

/** An ask in one set of postings: where its terms are. */
export interface Located {
  readonly ask: Ask
  readonly lists: readonly List[]
  /** Number of postings to be read. */
  readonly cost: number
}

export function locate(postings: Postings, ask: Ask): Located {
  const { starts } = postings
  const lists: List[] = []
  let cost = 0
  for (const { term, share } of ask.members) {
    const slot = slotOf(postings, term)
    if (slot < 0) continue
    const list = { slot, from: starts[slot] ?? 0, to: starts[slot + 1] ?? 0, share }
    lists.push(list)
    cost += list.to - list.from
  }
  return { ask, lists, cost }
}

/**
 * Adds to `scores` what an ask contributes to each entry: its weight times the saturated count of all that answers.
 *
 * @param pool - zeros, as many as entries; given back as zeros
 */
export function addScores(
  at: Scorable,
  { ask, lists }: Located,
  weight: number,
  scores: Float32Array,
  pool: Float32Array,
): void {
  const [first] = lists
  if (first === undefined) return
  if (lists.length > 1 || first.share < 1) addPooled(at, lists, weight * ask.weight, scores, pool)
  else addSingle(at, first, weight * ask.weight, scores)
}

// All indexes below are within bounds by construction; `as number` says so, where a check would cost a third of the time.

function addSingle(at: Scorable, { slot, from, to }: List, weight: number, scores: Float32Array): void {
  if (at.fresh[slot] === 0) freshen(at, slot, from, to)
  const { impacts } = at
  const { entries } = at.postings
  for (let i = from; i < to; i++) {
    const entry = entries[i] as number
    scores[entry] = (scores[entry] as number) + weight * (impacts[i] as number)
  }
}

function freshen({ postings, damp, impacts, fresh }: Scorable, slot: number, from: number, to: number): void {
  const { entries, counts } = postings
  for (let i = from; i < to; i++) impacts[i] = impact(counts[i] as number, damp[entries[i] as number] as number)
  fresh[slot] = 1
}

const impact = (count: number, damp: number): number => Math.fround(count / (count + damp))

function addPooled(
  { postings, damp }: Scorable,
  lists: readonly List[],
  weight: number,
  scores: Float32Array,
  pool: Float32Array,
): void {
  const { entries, counts } = postings
  for (const { from, to, share } of lists) {
    for (let i = from; i < to; i++) {
      const entry = entries[i] as number
      pool[entry] = (pool[entry] as number) + share * (counts[i] as number)
    }
  }
  for (const { from, to } of lists) {
    for (let i = from; i < to; i++) {
      const entry = entries[i] as number
      const count = pool[entry] as number
      if (count === 0) continue
      scores[entry] = (scores[entry] as number) + weight * impact(count, damp[entry] as number)
      pool[entry] = 0
    }
  }
}

/** What an ask contributes to one entry, bit for bit what `addScores` adds. */
export function scoreOf({ postings, damp }: Scorable, { ask, lists }: Located, weight: number, entry: number): number {
  let count = 0
  for (const { from, to, share } of lists) count = Math.fround(count + share * countIn(postings, from, to, entry))
  return count === 0 ? 0 : weight * ask.weight * impact(count, damp[entry] as number)
}
