import { type Actor, actorName } from '@casewell/core'
import type { Article } from '../contract/article.ts'
import type { SearchAnswer, SearchRequest } from '../contract/search.ts'
import { knowledgeErrors } from '../errors.ts'
import { ArticleRead, KnowledgeSearched } from '../events.ts'
import { withProbabilities } from '../finding/verdict.ts'
import { type Act, act, articleFor, type House, viewerOf } from '../house.ts'
import { bySearch, type Judged } from '../learning/judge.ts'
import { Searches, type SearchRecord } from './collections.ts'

/** What somebody wants to know. */
export interface Question extends Omit<SearchRequest, 'viewer' | 'applies'> {
  /** Where it was asked: `desk`, `portal`. @defaultValue `'desk'` */
  readonly channel?: string
  /** The case that it is about: its customer's configuration counts. */
  readonly case?: string
}

/** What a question got: hits with the probability of each, and a word on whether this is known at all. */
export interface Found extends Omit<SearchAnswer, 'hits'>, Judged {
  /** The id of this search; `escalate` takes it. Null while a word is still being typed: that is not kept. */
  readonly search: string | null
}

/** Searches with somebody's eyes, and keeps what was asked and found. */
export async function search(house: House, actor: Actor, question: Question): Promise<Found> {
  const viewer = await viewerOf(house, actor)
  const { channel = 'desk', case: of, ...request } = question
  const customer = actor.role === 'customer' ? actor.id : undefined
  const about = { ...(of !== undefined && { case: of }), ...(customer !== undefined && { customer }) }
  const applies = await house.fitting(about)
  const { limit = 10, offset = 0 } = request
  // from the first one on, and one more: how likely a hit is depends on those before it and on the next
  const asked = { ...request, offset: 0, limit: offset + limit + 1, viewer, ...(applies && { applies }) }
  const answer = await house.base.store.search(asked)
  const hits = withProbabilities(answer.hits).slice(offset, offset + limit)
  const judged = { ...answer, ...bySearch(hits, house.thresholds) }
  if (request.prefix) return { ...judged, search: null }
  const record: SearchRecord = {
    ...recordOf(judged),
    kind: 'search',
    query: question.query,
    language: question.language ?? null,
    audience: viewer.audience,
    by: actorName(actor),
    channel,
    case: of ?? null,
    message: null,
    customer: customer ?? null,
    at: '',
  }
  const id = await house.desk.transact((work) => keepSearch(house, work, record), actor)
  return { ...judged, search: id }
}

/** The part of a record that the answer tells. */
export const recordOf = ({ hits, verdict, probability, judgedBy }: Judged) => ({
  verdict,
  probability,
  judgedBy,
  hits: hits.map(({ article, revision, share, probability: likely }) => ({
    article,
    revision,
    share,
    probability: likely,
  })),
  read: [],
  escalatedTo: null,
})

/** Keeps a search, and tells of it: ids, never the words. */
export function keepSearch(house: House, work: Act['work'], record: SearchRecord): string {
  const id = house.newId()
  work.put(Searches, id, { ...record, at: work.now.toISOString() })
  if (record.kind === 'search') {
    const articles = record.hits.map(({ article }) => article)
    const { verdict, case: of, channel } = record
    work.emit(KnowledgeSearched(id, { verdict, articles, case: of, channel }))
  }
  return id
}

/** Reads an article; with the search that led to it, it is kept that it was read. Merged articles lead on. */
export function read(
  house: House,
  actor: Actor,
  id: string,
  from: { readonly search?: string } = {},
): Promise<Article> {
  return act(house, actor, async (given) => {
    const { work } = given
    const article = await articleFor(given, id)
    if (article.supersededBy !== null) return articleFor(given, article.supersededBy)
    if (from.search === undefined) return article
    const kept = await searchOf(given, from.search)
    if (!kept.read.includes(article.id)) work.put(Searches, from.search, { ...kept, read: [...kept.read, article.id] })
    work.emit(ArticleRead(article.id, { revision: article.revision, search: from.search }))
    return article
  })
}

/** @throws `knowledge/no-search`, also for a customer who asks for somebody else's */
export async function searchOf({ work, actor }: Act, id: string): Promise<SearchRecord> {
  const record = (await work.get(Searches, id))?.doc
  const isTheirs = actor.role !== 'customer' || record?.customer === actor.id
  if (!record || !isTheirs) throw knowledgeErrors['no-search']({ search: id })
  return record
}
