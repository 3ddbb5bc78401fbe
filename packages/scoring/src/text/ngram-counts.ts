import { scoringErrors } from '../errors.ts'
import { requireWhole } from '../require.ts'
import type { Accumulator } from '../stream/accumulator.ts'

/** A text of which somebody said whether it is positive. */
export interface LabelledText {
  readonly text: string
  readonly positive: boolean
}

/** How often each run of characters occurs in negative and in positive texts. Plain JSON; runs ascend. */
export interface NgramCounts {
  readonly v: 1
  readonly texts: readonly [negative: number, positive: number]
  /** All occurrences of all runs. */
  readonly tokens: readonly [negative: number, positive: number]
  readonly grams: readonly (readonly [gram: string, negative: number, positive: number])[]
}

/** The lengths of the runs to count, in characters. */
export interface NgramLengths {
  /** @defaultValue 1 */
  readonly from?: number
  /** @defaultValue 2 */
  readonly upTo?: number
}

/**
 * Cuts a text into runs of neighbouring characters; white space parts, compatibility forms and capitals are one.
 *
 * @throws `scoring/out-of-range` unless 1 ≤ from ≤ upTo ≤ 8
 * @example
 * ```ts
 * import { characterNgrams } from '@casewell/scoring/text'
 *
 * const runsOf = characterNgrams()
 * console.log(runsOf('No 声音')) // [ 'n', 'o', 'no', '声', '音', '声音' ]
 * ```
 */
export function characterNgrams({ from = 1, upTo = 2 }: NgramLengths = {}): (text: string) => string[] {
  requireWhole('the shortest run of characters', from, 1, 8)
  requireWhole('the longest run of characters', upTo, from, 8)
  return (text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .split(/\s+/u)
      .flatMap((part) => {
        const characters = Array.from(part)
        const grams: string[] = []
        for (let length = from; length <= upTo; length++) {
          for (let i = 0; i + length <= characters.length; i++) grams.push(characters.slice(i, i + length).join(''))
        }
        return grams
      })
}

/**
 * The accumulator of labelled texts, from which `trainSentiment` can be fed in shards.
 *
 * @throws from `result`, `scoring/over-retracted`
 * @example
 * ```ts
 * import { ngramCounts } from '@casewell/scoring/text'
 *
 * const runs = ngramCounts({ from: 2 })
 * const { grams } = runs.addAll(runs.zero(), [{ text: '很好', positive: true }, { text: '不好', positive: false }])
 * console.log(grams) // [ [ '不好', 1, 0 ], [ '很好', 0, 1 ] ]
 * ```
 */
export function ngramCounts(lengths: NgramLengths = {}): Accumulator<LabelledText, NgramCounts, NgramCounts> {
  const gramsOf = characterNgrams(lengths)
  const counted = (texts: Iterable<LabelledText>, times: 1 | -1): NgramCounts => {
    const counts = new Map<string, [number, number]>()
    const number: [number, number] = [0, 0]
    const tokens: [number, number] = [0, 0]
    for (const { text, positive } of texts) {
      const side = positive ? 1 : 0
      number[side] += times
      for (const gram of gramsOf(text)) {
        const count = counts.get(gram) ?? [0, 0]
        count[side] += times
        tokens[side] += times
        counts.set(gram, count)
      }
    }
    return { v: 1, texts: number, tokens, grams: ordered(counts) }
  }
  return {
    id: `character runs ${lengths.from ?? 1}–${lengths.upTo ?? 2}`,
    zero: () => ({ v: 1, texts: [0, 0], tokens: [0, 0], grams: [] }),
    add: (state, text) => plusCounts(state, counted([text], 1)),
    addAll: (state, texts) => plusCounts(state, counted(texts, 1)),
    retract: (state, text) => plusCounts(state, counted([text], -1)),
    merge: (a, b) => plusCounts(a, b),
    result: requireCounts,
  }
}

type Pair = readonly [number, number]

function ordered(counts: ReadonlyMap<string, Pair>): [string, number, number][] {
  return [...counts]
    .filter(([, [negative, positive]]) => negative !== 0 || positive !== 0)
    .map(([gram, [negative, positive]]): [string, number, number] => [gram, negative, positive])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** The first counts and so many times the second. */
export function plusCounts(a: NgramCounts, b: NgramCounts, times: 1 | -1 = 1): NgramCounts {
  const counts = new Map(a.grams.map(([gram, negative, positive]): [string, Pair] => [gram, [negative, positive]]))
  for (const [gram, negative, positive] of b.grams) {
    const [before, after] = counts.get(gram) ?? [0, 0]
    counts.set(gram, [before + times * negative, after + times * positive])
  }
  const both = (x: Pair, y: Pair): Pair => [x[0] + times * y[0], x[1] + times * y[1]]
  return { v: 1, texts: both(a.texts, b.texts), tokens: both(a.tokens, b.tokens), grams: ordered(counts) }
}

function requireCounts(counts: NgramCounts): NgramCounts {
  const least = counts.grams.reduce(
    (min, [, negative, positive]) => Math.min(min, negative, positive),
    Math.min(...counts.texts),
  )
  if (least < 0) throw scoringErrors['over-retracted']({ what: 'the labelled texts', count: least })
  return counts
}
