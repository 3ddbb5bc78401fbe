import type { Unit } from '@casewell/store'
import type { Article, ArticleDraft } from '../contract/article.ts'
import { factsOf } from '../contract/change.ts'
import { nextRevision } from '../contract/new-article.ts'
import type { Change } from '../contract/store.ts'
import { ArticleRevisions, Articles, revisionId } from './collections.ts'

/**
 * Writes an article's next revision into a unit of work: the article, its history and the facts, all or nothing.
 *
 * @throws `knowledge/conflict`, `knowledge/bad-article`
 */
export async function writeArticle(unit: Unit, draft: ArticleDraft, change: Change): Promise<Article> {
  const before = (await unit.get(Articles, draft.id))?.doc
  const article = nextRevision(before, draft, change)
  const { by, kind, at } = change
  const { revision } = article
  unit.put(Articles, article.id, article)
  unit.put(ArticleRevisions, revisionId(article.id, revision), { revision, by, kind, at: at.toISOString(), article })
  for (const fact of factsOf(before, article, change)) unit.emit(fact)
  return article
}
