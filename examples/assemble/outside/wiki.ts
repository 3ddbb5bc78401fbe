import {
  type Article,
  type KnowledgeStore,
  knowledgePolicy,
  nextRevision,
  type SearchHit,
  type SearchRequest,
  variantFor,
} from '@casewell/knowledge/contract'

const words = new Intl.Segmenter(undefined, { granularity: 'word' })
const wordsIn = (text: string) => [...words.segment(text.toLowerCase())].filter(({ isWordLike }) => isWordLike)

/** How an article answers a question, or undefined if it has none of its words. */
function hitOf(article: Article, { query, language, applies }: SearchRequest): SearchHit | undefined {
  const { language: shown, text } = variantFor(article, language)
  const all = Object.values(article.variants).flatMap((variant) => wordsIn(Object.values(variant).join(' ')))
  const asked = new Set(wordsIn(query).map(({ segment }) => segment))
  const score = [...asked].filter((word) => all.some(({ segment }) => segment === word)).length
  const fit = (article.appliesTo && applies?.(article.appliesTo)) ?? 'yes'
  if (score === 0 || fit === 'no') return undefined
  const snippet = text.resolution || text.issue
  return {
    ...{ article: article.id, revision: article.revision, language: shown, title: text.title, snippet, applies: fit },
    highlights: wordsIn(snippet)
      .filter(({ segment }) => asked.has(segment))
      .map(({ index, segment }) => ({ start: index, end: index + segment.length })),
    ...{ score: fit === 'yes' ? score : score / 2, share: score / asked.size, confidence: article.state.confidence },
  }
}

/** A wiki that somebody else has written. Of Casewell it knows the contract, and keeps it: the kit says so. */
export function wiki(): KnowledgeStore {
  const pages = new Map<string, Article>()
  const seen = (deed: 'read' | 'find', viewer: SearchRequest['viewer']) =>
    [...pages.values()].filter((page) => knowledgePolicy(deed, viewer, page.state))
  return {
    name: 'wiki',
    can: { history: false, learning: false, completion: false, typos: false, facets: false },
    get: async (id, viewer) => seen('read', viewer).find((page) => page.id === id),
    async list(viewer, { limit, cursor = '' }) {
      const rest = seen('read', viewer).filter(({ id }) => id > cursor)
      const items = rest.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit)
      const last = items.at(-1)
      return rest.length > limit && last ? { items, next: last.id } : { items }
    },
    async put(draft, change) {
      const page = nextRevision(pages.get(draft.id), draft, change)
      pages.set(page.id, page)
      return page
    },
    async search(request) {
      const { viewer, labels = [], offset = 0, limit = 10 } = request
      const open = seen('find', viewer).filter((page) => page.supersededBy === null)
      const labelled = open.filter((page) => labels.length === 0 || labels.some((label) => page.labels.includes(label)))
      const hits = labelled.flatMap((page) => hitOf(page, request) ?? [])
      return { hits: hits.sort((a, b) => b.score - a.score).slice(offset, offset + limit) }
    },
    close: async () => {},
  }
}
