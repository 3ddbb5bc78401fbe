import { actorName, Cases } from '@casewell/core'
import type { Viewer } from '../contract/policy.ts'
import { knowledgeErrors } from '../errors.ts'
import { ArticleFlagged, ArticleJudged, FlagClosed, KnowledgeEscalated } from '../events.ts'
import { type Act, articleFor, demand, lastingArticle } from '../house.ts'
import { type FlagReason, Flags, Judgements, type NoArticleReason, Searches, WithoutArticle } from './collections.ts'
import { link } from './link.ts'
import { searchOf } from './search.ts'

const everything: Viewer = { audience: 'internal', proficiency: 'coach' }

/** What was searched and read before a person was asked. */
export interface Escalated {
  readonly query: string
  readonly read: readonly string[]
}

/** Says that somebody should look at an article; the flag's id. */
export async function flag(given: Act, id: string, reason: FlagReason, note = ''): Promise<string> {
  const { house, work, actor } = given
  const article = await articleFor(given, id)
  demand(given, 'flag', article)
  const made = house.newId()
  const { revision } = article
  const at = work.now.toISOString()
  work.put(Flags, made, { article: id, revision, reason, note, by: actorName(actor), at, closed: null })
  work.emit(ArticleFlagged(id, { flag: made, reason }))
  return made
}

/** @throws `knowledge/no-flag` */
export async function closeFlag(given: Act, id: string): Promise<void> {
  const { work, actor } = given
  const known = (await work.get(Flags, id))?.doc
  if (!known || known.closed) throw knowledgeErrors['no-flag']({ flag: id })
  demand(given, 'improve', await articleFor(given, known.article))
  work.put(Flags, id, { ...known, closed: { by: actorName(actor), at: work.now.toISOString() } })
  work.emit(FlagClosed(known.article, { flag: id }))
}

/** Did it help? Whoever may read an article may say so. */
export async function judge(
  given: Act,
  id: string,
  {
    isHelpful,
    comment = '',
    search,
  }: { readonly isHelpful: boolean; readonly comment?: string; readonly search?: string },
): Promise<void> {
  const { house, work, actor } = given
  const { revision } = await articleFor(given, id)
  if (search !== undefined) await searchOf(given, search)
  const customer = actor.role === 'customer' ? actor.id : null
  const facts = { article: id, revision, isHelpful, search: search ?? null }
  work.put(Judgements, house.newId(), { ...facts, comment, by: actorName(actor), customer, at: work.now.toISOString() })
  work.emit(ArticleJudged(id, { revision, isHelpful, search: search ?? null }))
}

/**
 * Carries what was searched and read into a case, as a note for the team: nobody retypes, and what did not help is not
 * sent again. To be run as the plugin itself: a customer writes no notes.
 *
 * @throws `knowledge/no-search`, `knowledge/no-case`
 */
export async function escalate(given: Act, search: string, of: string): Promise<Escalated> {
  const { work, actor } = given
  const record = await searchOf(given, search)
  const { query, read } = record
  const state = (await work.get(Cases, of))?.doc
  if (!state || (actor.role === 'customer' && state.customer !== actor.id))
    throw knowledgeErrors['no-case']({ case: of })
  if (record.escalatedTo === of) return { query, read }
  const desk = { ...given, viewer: everything } // what they have read may have been withdrawn since: they get through all the same
  const titles = await Promise.all(read.map((id) => titleOf(desk, id)))
  await work.cases.note(of, {
    text: [`Searched before writing: ${query}`, ...titles.map((t) => `Read: ${t}`)].join('\n'),
  })
  for (const id of read) await link(desk, of, id, 'referenced', '')
  work.put(Searches, search, { ...record, case: of, escalatedTo: of })
  work.emit(KnowledgeEscalated(search, { case: of }))
  return { query, read }
}

const titleOf = async (given: Act, id: string): Promise<string> => {
  const article = await lastingArticle(given, id)
  return article.variants[article.language]?.title ?? id
}

/** Says why a case is resolved without an article, where the policy asks. */
export async function withoutArticle({ work, actor }: Act, of: string, reason: NoArticleReason): Promise<void> {
  work.put(WithoutArticle, of, { reason, by: actorName(actor), at: work.now.toISOString() })
}
