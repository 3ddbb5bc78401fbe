import { byRank } from './best.ts'
import { didYouMean } from './did-you-mean.ts'
import { explain } from './explain.ts'
import { FacetCounter } from './facets.ts'
import type { FindOptions, Found, Hit } from './found.ts'
import { Gate } from './gate.ts'
import type { Library } from './library.ts'
import type { Meaning } from './meaning/learnt.ts'
import { type Ask, planQuery } from './plan.ts'
import { rankSegment, type Scored, scoreAll } from './rank.ts'
import type { Shelved } from './shelf.ts'

/** How much the learnt meaning has to say beside the words, and of how many of the best. */
const MEANING_WEIGHT = 0.1
const MEANING_DEPTH = 100

/** Finds entries; everything that is said is of entries that the filter lets through. */
export function find<Tag extends string>(library: Library, text: string, options: FindOptions<Tag>): Found<Tag> {
  const { limit = 10, offset = 0 } = options
  const gate = new Gate(library.shape.tags, options.where, options.only)
  const counter = options.facets && new FacetCounter(options.facets, library.shape.tags)
  const asks = planQuery(library, text, gate, options)
  const best = findBest(library, asks, gate, limit + offset, options.meaning)
  if (counter)
    for (const shelved of library.shelf.segments)
      counter.add(shelved, foundIn(scoreAll(library, shelved, asks), shelved, gate))
  const meant = didYouMean(text, asks, library, gate)
  return {
    hits: best.slice(offset).map((scored) => hit(scored, asks, library, options.explain ?? false)),
    ...(meant !== undefined && { didYouMean: meant }),
    ...(counter && { total: counter.total, facets: counter.facets() }),
  }
}

function findBest(
  library: Library,
  asks: readonly Ask[],
  gate: Gate,
  size: number,
  meaning?: Meaning,
): readonly Scored[] {
  const depth = meaning === undefined ? size : Math.max(size, MEANING_DEPTH)
  const best: Scored[] = []
  for (const shelved of library.shelf.segments) rankSegment(library, shelved, asks, gate, best, depth)
  if (meaning === undefined) return best
  return addMeaning(best, meaning.nearness(library, asks, best)).slice(0, size)
}

/** Adds to each score what the meaning has to say, as a share of the highest. */
function addMeaning(found: readonly Scored[], near: readonly number[]): Scored[] {
  const bonus = (MEANING_WEIGHT * (found[0]?.score ?? 0)) / Math.max(Number.MIN_VALUE, ...near)
  return found.map((scored, i) => ({ ...scored, score: scored.score + bonus * Math.max(0, near[i] ?? 0) })).sort(byRank)
}

const foundIn = (scores: Float32Array, shelved: Shelved, gate: Gate): Uint8Array =>
  Uint8Array.from(scores, (score, number) => (score > 0 && gate.allows(shelved, number) ? 1 : 0))

function hit({ id, score, shelved, number }: Scored, asks: readonly Ask[], library: Library, explained: boolean): Hit {
  const highest = asks.reduce((sum, { mass }) => sum + mass, 0) * (1 + library.headlineWeight)
  const share = Math.min(1, score / highest)
  return { id, score, share, ...(explained && { why: explain(asks, shelved, number, library) }) }
}
