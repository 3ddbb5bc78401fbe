import { COUNT_UNITS } from '../reading/reading.ts'
import { BLOCK, POSTING } from '../writing/block.ts'
import type { Totals } from '../writing/totals.ts'
import type { Board } from './board.ts'
import type { Ask } from './plan.ts'

/** How soon another occurrence of a word stops adding. */
const K1 = 1.2
/** How much of an article's length is held against it. */
const B = 0.75
/** How much a headline counts once more, on its own, among frequent questions. */
const FAQ_HEADLINE = 1.5

/** Counts and lengths of one kind: of whole articles, or of their headlines. */
interface Side {
  /** Where in a posting the count stands. */
  readonly offset: number
  readonly lengths: Uint32Array
  readonly average: number
}

/**
 * Scores of all articles by number, 0 where no word of the query stands: BM25F in the order and the precision of the
 * engine in memory (sums of 32 bits, the weightiest word first), so that equals are equals there and here.
 *
 * Source: Zaragoza, Craswell, Taylor, Saria, Robertson, "Microsoft Cambridge at TREC-13", 2004.
 */
export function score(asks: readonly Ask[], board: Board, totals: Totals): Float32Array {
  const { entries, lengths, headlineLengths } = totals
  const scores = new Float32Array(board.states.length)
  const headlines = { offset: 3, lengths: board.headlineLengths, average: headlineLengths / entries }
  const weight = headlineWeight(totals)
  if (weight > 0) for (const ask of asks) addScores(ask, headlines, weight, scores)
  const whole = { offset: 1, lengths: board.lengths, average: lengths / entries }
  for (const ask of asks) addScores(ask, whole, 1, scores)
  return scores
}

/** How much a headline counts beside its part in the whole: the more, the more headlines are questions. */
export function headlineWeight({ questions, entries }: Totals): number {
  return entries === 0 ? 0 : FAQ_HEADLINE * smooth((2 * questions) / entries - 0.5)
}

/** From 0 to 1 without a step, as x goes from 0 to 1. */
function smooth(x: number): number {
  const inside = Math.min(1, Math.max(0, x))
  return inside * inside * (3 - 2 * inside)
}

function addScores({ weight, lists }: Ask, side: Side, sideWeight: number, scores: Float32Array): void {
  const perLength = side.average > 0 ? B / side.average : 0
  counted(lists, side.offset, (number, count) => {
    const damp = Math.fround(COUNT_UNITS * K1 * (1 - B + perLength * (side.lengths[number] ?? 0)))
    const impact = Math.fround(count / (count + damp))
    scores[number] = (scores[number] ?? 0) + sideWeight * weight * impact
  })
}

/** Tells of each article how often it holds what answers to one word, in 32 bits. */
function counted(lists: Ask['lists'], offset: number, tell: (number: number, count: number) => void): void {
  const [only, second] = lists
  if (only && !second) {
    each(only, offset, tell)
    return
  }
  const counts = new Map<number, number>()
  for (const list of lists)
    each(list, offset, (number, count) => counts.set(number, Math.fround((counts.get(number) ?? 0) + count)))
  for (const [number, count] of counts) tell(number, count)
}

function each(
  { postings, share }: Ask['lists'][number],
  offset: number,
  tell: (number: number, count: number) => void,
): void {
  for (const [block, bytes] of postings)
    for (let at = 0; at < bytes.length; at += POSTING) {
      const count = (bytes[at + offset] ?? 0) | ((bytes[at + offset + 1] ?? 0) << 8)
      if (count > 0) tell(block * BLOCK + (bytes[at] ?? 0), Math.fround(share * count))
    }
}
