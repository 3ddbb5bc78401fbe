import { actorName } from '@casewell/core'
import { rowsOf } from '@casewell/store'
import type { Article } from '../contract/article.ts'
import { knowledgeErrors } from '../errors.ts'
import { ArticleLinked, ArticleUnlinked, WordsForgotten } from '../events.ts'
import { type Act, demand, lastingArticle } from '../house.ts'
import { ArticleLinks, IndexSnapshots, type LinkHow, linkId, newestSnapshot } from '../shelf/collections.ts'
import { type CaseWords, questionOf, wordsOfCase } from './words-of-case.ts'

/** Links a case to an article: the customer's words enter the article's index, and the revision counts as reviewed. */
export async function link(given: Act, of: string, article: string, how: LinkHow, words?: string): Promise<Article> {
  const known = await lastingArticle(given, article)
  demand(given, 'link', known)
  const said = await wordsFor(given, of)
  const { work, actor } = given
  const id = linkId(known.id, of)
  const before = (await work.get(ArticleLinks, id))?.doc
  const isNews = before?.how !== how || before.revision !== known.revision
  work.put(ArticleLinks, id, {
    article: known.id,
    case: of,
    revision: known.revision,
    how,
    by: actorName(actor),
    at: before?.at ?? work.now.toISOString(),
    isForgotten: words === undefined && (before?.isForgotten ?? false),
    words: words ?? before?.words ?? questionOf(said),
    isAccurate: before?.isAccurate ?? null,
    customer: said.customer,
  })
  if (isNews || words !== undefined) work.emit(ArticleLinked(known.id, { revision: known.revision, case: of, how }))
  return known
}

/** @throws `case/not-found` by way of the case's own reader */
async function wordsFor({ work }: Act, of: string): Promise<CaseWords> {
  const said = await wordsOfCase(work, of)
  if (!said) throw knowledgeErrors['no-case']({ case: of })
  return said
}

/** Takes a link back: the article is no longer found by the words of that case. */
export async function unlink({ work }: Act, of: string, article: string): Promise<void> {
  const id = linkId(article, of)
  if (!(await work.get(ArticleLinks, id))) return
  work.remove(ArticleLinks, id)
  work.emit(ArticleUnlinked(article, { case: of }))
}

/**
 * Forgets a customer's words on all articles of a case, and tells whoever keeps an index; that the case was solved by them
 * stays known. The words may be gone already: then they were erased with the person. A snapshot that may hold them goes too.
 */
export async function forgetWords(work: Act['work'], of: string): Promise<void> {
  for await (const { id, doc } of rowsOf(work, ArticleLinks, { index: 'case', equals: [of] })) {
    if (doc.isForgotten) continue
    work.put(ArticleLinks, id, { ...doc, words: '', isForgotten: true })
    work.emit(WordsForgotten(doc.article, { case: of }))
    work.remove(IndexSnapshots, newestSnapshot)
  }
}
