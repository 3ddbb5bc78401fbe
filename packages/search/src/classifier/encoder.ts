import type { Analyzer } from '../analyzer.ts'
import { features } from './features.ts'

/** A text as numbers: the known features that it shows, with their weights. */
export interface Encoded {
  readonly ids: Uint32Array
  readonly weights: Float32Array
}

/** How texts become numbers: weights by rarity, divided by the length of all that a text shows, known or not. */
export interface Encoder {
  /** How many features are known. */
  readonly size: number
  encode(text: string): Encoded
}

/** A feature seen once only teaches nothing. */
const FEWEST = 2
/** Texts read before giving way to other work: some milliseconds. */
export const STRIDE = 64

/** In how many texts each feature stands, where those are at least two. */
export function* countFeatures(
  texts: readonly string[],
  analyzer: Analyzer,
): Generator<undefined, Map<string, number>> {
  const counts = new Map<string, number>()
  for (const [i, text] of texts.entries()) {
    if (i % STRIDE === STRIDE - 1) yield
    for (const feature of features(text, analyzer).keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  }
  for (const [feature, count] of counts) if (count < FEWEST) counts.delete(feature)
  return counts
}

/**
 * @param counts - in how many texts each feature stands; their order gives their ids
 * @param texts - how many texts there were
 */
export function createEncoder(counts: ReadonlyMap<string, number>, texts: number, analyzer: Analyzer): Encoder {
  const known = new Map([...counts].map(([feature, count], id) => [feature, { id, rarity: rarity(count, texts) }]))
  const encode = (text: string): Encoded => {
    const ids: number[] = []
    const weights: number[] = []
    let squares = 0
    for (const [feature, times] of features(text, analyzer)) {
      const { id, rarity: own } = known.get(feature) ?? { id: -1, rarity: rarity(1, texts) }
      const weight = own * (1 + Math.log(times))
      squares += weight * weight
      if (id < 0) continue
      ids.push(id)
      weights.push(weight)
    }
    const length = Math.sqrt(squares)
    return { ids: Uint32Array.from(ids), weights: Float32Array.from(weights, (weight) => weight / length) }
  }
  return { size: known.size, encode }
}

const rarity = (count: number, texts: number): number => Math.log(1 + texts / count)
