import type { Article, ArticleDraft, ArticleText } from '../contract/article.ts'
import { newArticle } from '../contract/new-article.ts'
import { type Act, demand, madeBy } from '../house.ts'
import { checkProcedure } from './procedure.ts'

/** An article that no case has led to. */
export interface Create
  extends Partial<Omit<ArticleText, 'title'>>,
    Pick<ArticleText, 'title'>,
    Partial<Pick<ArticleDraft, 'labels' | 'appliesTo' | 'procedure' | 'state' | 'owner' | 'files' | 'externalId'>> {
  /** BCP 47. */
  readonly language: string
}

export async function create(
  given: Act,
  { language, title, issue, environment, resolution, cause, ...rest }: Create,
): Promise<Article> {
  const text = {
    title,
    issue: issue ?? '',
    environment: environment ?? '',
    resolution: resolution ?? '',
    cause: cause ?? '',
  }
  const draft = newArticle(given.house.newId(), language, text, rest)
  demand(given, 'capture', draft)
  checkProcedure(draft)
  if (draft.state.confidence === 'validated') demand(given, 'validate', draft)
  if (draft.state.audience !== 'internal') demand(given, 'publish', draft)
  return given.house.base.put(given.work, draft, { ...madeBy(given, 0), kind: 'created' })
}
