import { analyzer } from '@casewell/search'
import type { Article } from '../contract/article.ts'
import type { Viewer } from '../contract/policy.ts'
import type { House } from '../house.ts'
import { alike } from '../solve/capture.ts'

/** Two articles for one question. */
export interface Pair {
  readonly a: string
  readonly b: string
  /** 0…1. */
  readonly likeness: number
  /** They tell customers different things: somebody has to say which is right. */
  readonly isContradiction: boolean
}

const ALIKE = 0.5
/** Resolutions that share fewer of their words than this say different things. */
const SAME_ANSWER = 0.3
const { terms, weight, words } = analyzer()

/** Pairs of articles that may be one, most alike first, for these eyes. Reads every article: ask it once a day. */
export async function duplicates(house: House, viewer: Viewer): Promise<readonly Pair[]> {
  const pairs = new Map<string, Pair>()
  let cursor: string | undefined
  do {
    const page = await house.base.store.list(viewer, { limit: 100, ...(cursor !== undefined && { cursor }) })
    for (const article of page.items.filter(isAlive))
      for (const pair of await pairsOf(house, viewer, article)) keep(pairs, pair)
    cursor = page.next
  } while (cursor !== undefined)
  return [...pairs.values()].sort((x, y) => y.likeness - x.likeness || (x.a < y.a ? -1 : 1))
}

const isAlive = ({ supersededBy, state }: Article): boolean => supersededBy === null && state.confidence !== 'archived'

async function pairsOf(house: House, viewer: Viewer, article: Article): Promise<readonly Pair[]> {
  const near = (await alike({ house, viewer }, article)).filter(({ likeness }) => likeness >= ALIKE)
  const others = await Promise.all(near.map(({ article: id }) => house.base.store.get(id, viewer)))
  return near.flatMap(({ article: id, likeness }, i) => {
    const other = others[i]
    if (!other || other.appliesTo?.products.length || article.appliesTo?.products.length) return []
    const [a = id, b = id] = [article.id, id].sort()
    return [{ a, b, likeness, isContradiction: !sayTheSame(article, other) }]
  })
}

function keep(pairs: Map<string, Pair>, pair: Pair): void {
  const key = `${pair.a} ${pair.b}`
  if ((pairs.get(key)?.likeness ?? -1) < pair.likeness) pairs.set(key, pair)
}

/** Compared in a language that both have; where there is none, or no resolution, nothing is contradicted. */
function sayTheSame(one: Article, other: Article): boolean {
  const language = Object.keys(one.variants).find((tag) => other.variants[tag] !== undefined)
  const [x, y] = [one, other].map((article) => termsOf(article.variants[language ?? '']?.resolution ?? ''))
  if (!x || !y || x.size === 0 || y.size === 0) return true
  const common = [...x].filter((term) => y.has(term)).length
  return common / (x.size + y.size - common) >= SAME_ANSWER // Jaccard
}

const termsOf = (text: string): ReadonlySet<string> =>
  new Set(
    words(text)
      .filter(({ word }) => weight(word) === 1)
      .flatMap(({ word }) => terms(word)),
  )
