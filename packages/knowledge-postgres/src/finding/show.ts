import { ArticleIndex } from '@casewell/knowledge'
import type { Article, KnowledgePolicy, SearchHit, SearchRequest } from '@casewell/knowledge/contract'
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
  /** Words that answer for one that nobody wrote. */
  readonly alike: readonly string[]
}

/** One page of what was found, as its viewer may see it at this moment. */
export async function show(
  session: Session,
  schema: string,
  found: readonly Found[],
  showing: Showing,
): Promise<readonly SearchHit[]> {
  const { limit = 10, offset = 0 } = showing.request
  const columns = [found.map(({ number }) => number), found.map(({ score, applies }) => score * weightOf(applies))]
  const statement = { name: 'page', text: pageText(schema) }
  const rows = await session.ask<Row>(statement, [...columns, offset, limit])
  const articles = rows.map(({ json }) => JSON.parse(json) as Article) // what a writer wrote
  const marked = await mark(articles, showing)
  const byNumber = new Map(found.map((one) => [one.number, one]))
  return rows.flatMap(({ score, number }, i) => {
    const [hit, one] = [marked.get(articles[i]?.id ?? ''), byNumber.get(number)]
    if (!hit || !one) return []
    const share = Math.min(1, one.score / showing.highest) * weightOf(one.applies)
    return [{ ...hit, score, share, applies: one.applies }]
  })
}

/**
 * Hits by id, each in its language with its snippet, marked by an index in memory as it would be there. It holds no
 * text of the articles, which would take time to read, but for each of them the words that were looked for, where words of
 * cases would be: so each is found, and nothing of it is shown.
 */
async function mark(
  articles: readonly Article[],
  { request, policy, alike }: Showing,
): Promise<ReadonlyMap<string, SearchHit>> {
  const { query, viewer, language, snippets = true } = request
  const index = new ArticleIndex({ policy })
  index.putAll(articles.map((article) => [{ ...article, variants: {}, procedure: null }, [query, ...alike]]))
  const byId = new Map(articles.map((article) => [article.id, article]))
  const wish = { query, viewer, snippets, limit: articles.length, ...(language !== undefined && { language }) }
  const { hits } = await index.search(wish, async (id) => byId.get(id))
  return new Map(hits.map((hit) => [hit.article, hit]))
}
