import { byRank, type Ranked } from './best.ts'
import { Floor } from './floor.ts'
import type { Gate } from './gate.ts'
import type { Library } from './library.ts'
import type { Ask } from './plan.ts'
import { addScores, type Located, locate, type Scorable, scoreOf } from './score.ts'
import { MOST_ENTRIES } from './segment.ts'
import type { Shelved } from './shelf.ts'

/** An entry and its score, before it is a hit. */
export interface Scored extends Ranked {
  readonly shelved: Shelved
  readonly number: number
}

/** Room to add scores up in, one segment at a time. */
const room = new Float32Array(MOST_ENTRIES)
/** Zeros to pool counts in: every use gives them back as zeros. */
const pool = new Float32Array(MOST_ENTRIES)

/** Scores of all entries of a segment, 0 where no word of the query stands; valid until the next segment is scored. */
export function scoreAll(library: Library, shelved: Shelved, asks: readonly Ask[]): Float32Array {
  const scores = scoreHeadlines(library, shelved, asks)
  const { all } = library.scorable(shelved)
  for (const ask of asks) addScores(all, locate(all.postings, ask), 1, scores, pool)
  return scores
}

function scoreHeadlines(library: Library, shelved: Shelved, asks: readonly Ask[]): Float32Array {
  const scores = room.subarray(0, shelved.dead.length).fill(0)
  const weight = library.headlineWeight
  const { headlines } = library.scorable(shelved)
  if (weight > 0) for (const ask of asks) addScores(headlines, locate(headlines.postings, ask), weight, scores, pool)
  return scores
}

/**
 * Puts the best entries of a segment among the best of all. Weighty words are read in full; once the others together cannot lift an entry
 * among the best, they are only looked up for entries that are near. What comes out is what `scoreAll` would give.
 *
 * Source: Turtle & Flood, "Query evaluation: strategies and optimizations", 1995 (MaxScore).
 */
export function rankSegment(
  library: Library,
  shelved: Shelved,
  asks: readonly Ask[],
  gate: Gate,
  best: Scored[],
  size: number,
): void {
  const { all } = library.scorable(shelved)
  const scores = scoreHeadlines(library, shelved, asks)
  const located = asks.map((ask) => locate(all.postings, ask))
  let open = sum(located, ({ ask }) => ask.weight)
  let unread = sum(located, ({ cost }) => cost)
  let enough = open / LOOK
  for (const [i, next] of located.entries()) {
    if (open <= enough && unread > WORTH * scores.length) {
      enough = open / 2
      const floor = floorOf(best, size, scores, shelved, gate) * ROUNDING
      const most = unread / (located.length - i) / LOOKUP
      const near = floor > open ? allowedAbove(floor - open, most, scores, shelved, gate) : undefined
      if (near !== undefined) {
        for (const number of near) lookUp(all, located.slice(i), scores, number)
        offer(near, scores, shelved, best, size)
        return
      }
    }
    addScores(all, next, 1, scores, pool)
    open -= next.ask.weight
    unread -= next.cost
  }
  const floor = floorOf(best, size, scores, shelved, gate)
  offer(allowedAbove(floor, Infinity, scores, shelved, gate) ?? [], scores, shelved, best, size)
}

/** Whether to stop is looked at first when what is still to come is less than one part in so many. */
const LOOK = 4
/** A look costs about as much as reading this many postings for each entry. */
const WORTH = 2
/** Sums of rounded numbers may differ in their last digit; a bound gives that much. */
const ROUNDING = 1 - 1e-5
/** A look-up costs about as much as reading this many postings. */
const LOOKUP = 20

function lookUp(all: Scorable, asks: readonly Located[], scores: Float32Array, number: number): void {
  for (const ask of asks) scores[number] = (scores[number] ?? 0) + scoreOf(all, ask, 1, number)
}

/** Does nothing hold back any entry of the segment? */
const isOpenTo = (gate: Gate, { living, dead }: Shelved): boolean => gate.isOpen && living === dead.length

/** The allowed entries that have reached a score; undefined where they are more than so many. */
function allowedAbove(
  floor: number,
  most: number,
  scores: Float32Array,
  shelved: Shelved,
  gate: Gate,
): number[] | undefined {
  const isOpen = isOpenTo(gate, shelved)
  const numbers: number[] = []
  for (let number = 0; number < scores.length; number++) {
    const score = scores[number] as number // in bounds
    if (score < floor || score === 0 || !(isOpen || gate.allows(shelved, number))) continue
    if (numbers.length >= most) return undefined
    numbers.push(number)
  }
  return numbers
}

/** Puts entries among the best, which stay in order and as many as asked for. */
function offer(numbers: readonly number[], scores: Float32Array, shelved: Shelved, best: Scored[], size: number): void {
  const { ids } = shelved.segment
  for (const number of numbers) best.push({ id: ids[number] ?? '', score: scores[number] ?? 0, shelved, number })
  best.sort(byRank).splice(size)
}

/** What an entry must reach to be among the best: the n-th highest score of the allowed, or that of other segments. */
function floorOf(best: Scored[], size: number, scores: Float32Array, shelved: Shelved, gate: Gate): number {
  const isOpen = isOpenTo(gate, shelved)
  const highest = new Floor(Math.min(size, scores.length))
  let floor = best[size - 1]?.score ?? 0
  for (let number = 0; number < scores.length; number++) {
    const score = scores[number] as number // in bounds
    if (score <= floor || !(isOpen || gate.allows(shelved, number))) continue
    highest.add(score)
    if (highest.height > floor) floor = highest.height
  }
  return floor
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0)
