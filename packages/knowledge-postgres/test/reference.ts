import type { Article, SearchHit } from '@casewell/knowledge/contract'
import { analyzer, createSearch, type Found } from '@casewell/search'

const texts = ['title', 'issue', 'environment', 'resolution', 'cause'] as const

/** What the engine in memory says of these articles, by words alone: nothing here knows how Postgres does it. */
export function inMemory(
  articles: readonly Article[],
  cases: Readonly<Record<string, readonly string[]>> = {},
  synonyms: readonly (readonly string[])[] = [],
) {
  const search = createSearch({
    fields: { title: 3, issue: 1, environment: 1, resolution: 1, cause: 1, cases: 1 },
    tags: ['label', 'product'],
    analyzer: analyzer({ synonyms }),
  })
  search.put(
    articles.map(({ id, variants, labels, appliesTo }) => ({
      id,
      ...Object.fromEntries(texts.map((field) => [field, Object.values(variants).map((text) => text[field])])),
      cases: cases[id] ?? [],
      label: labels,
      product: appliesTo?.products.map(({ product }) => product) ?? [],
    })),
  )
  return search
}

/** Of each hit what both sides know. */
export const figures = (hits: readonly Pick<SearchHit, 'article' | 'score' | 'share'>[]) =>
  hits.map(({ article, score, share }) => [article, score, share])

export const figuresOf = ({ hits }: Found) => hits.map(({ id, score, share }) => [id, score, share])
