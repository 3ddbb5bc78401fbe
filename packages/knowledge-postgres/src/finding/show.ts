import { ArticleIndex } from '@casewell/knowledge'
import {
  type Article,
  type KnowledgePolicy,
  type SearchHit,
  type SearchRequest,
  variantFor,
} from '@casewell/knowledge/contract'
import type { Session } from '../connect/session.ts'
import { weightOf } from './applies.ts'
import type { Found } from './rank.ts'

/** Best first, equals in the order of their ids; the page that was asked for. */
const pageText = (schema: string): string => `
  select a.json, f.score, f.number
  from unnest($1::int[], $2::float8[]) as f(number, score) join ${schema}.articles a using (number)
  order by f.score desc, a.id offset $3 limit $4`

interface Row {
  readonly json: string
  readonly score: number
  readonly number: number
}

/** What all hits of an answer share. */
export interface Showing {
  readonly request: SearchRequest
  readonly policy: KnowledgePolicy
  /** The score that the query could reach at most. */
  readonly highest: number
}

/** One page of what was found, as its viewer may see it at this moment. */
export async function show(
  session: Session,
  schema: string,
  found: readonly Found[],
  { request, policy, highest }: Showing,
): Promise<readonly SearchHit[]> {
  const { limit = 10, offset = 0 } = request
  const columns = [found.map(({ number }) => number), found.map(({ score, applies }) => score * weightOf(applies))]
  const statement = { name: 'page', text: pageText(schema) }
  const rows = await session.ask<Row>(statement, [...columns, offset, limit])
  const articles = rows.map(({ json }) => JSON.parse(json) as Article) // what a writer wrote
  const marked = await mark(articles, request, policy)
  const byNumber = new Map(found.map((one) => [one.number, one]))
  return rows.flatMap(({ score, number }, i) => {
    const [hit, one] = [marked.get(articles[i]?.id ?? ''), byNumber.get(number)]
    if (!hit || !one) return []
    const share = Math.min(1, one.score / highest) * weightOf(one.applies)
    return [{ ...hit, score, share, applies: one.applies }]
  })
}

/**
 * Hits by id, each in its language with its snippet: a small index in memory of the few articles that are shown marks
 * them, so that they look as they would from there. That each is found in it, the query's own words see to, which take the
 * place of the words of cases and are never shown.
 */
async function mark(
  articles: readonly Article[],
  request: SearchRequest,
  policy: KnowledgePolicy,
): Promise<ReadonlyMap<string, SearchHit>> {
  const { query, viewer, language, snippets = true } = request
  const index = new ArticleIndex({ policy })
  const shown = articles.map((article) => inOneLanguage(article, language))
  index.putAll(shown.map((article) => [article, [query]]))
  const byId = new Map(shown.map((article) => [article.id, article]))
  const { hits } = await index.search({ query, viewer, snippets, limit: articles.length }, async (id) => byId.get(id))
  return new Map(hits.map((hit) => [hit.article, hit]))
}

/** What of an article is shown: reading more of it would take time. */
function inOneLanguage(article: Article, wanted: string | undefined): Article {
  const { language, text } = variantFor(article, wanted)
  return { ...article, language, variants: { [language]: text }, procedure: null }
}
