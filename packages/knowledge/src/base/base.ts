import type { Work } from '@casewell/core'
import type { Article, ArticleDraft } from '../contract/article.ts'
import type { Change, KnowledgeStore } from '../contract/store.ts'

/** Where the plugin's articles are: on the desk's own store, or in a store that somebody brought. */
export interface Base {
  readonly store: KnowledgeStore
  /** Reads the links of the desk by itself: nobody has to teach it the words of cases. */
  readonly readsLinks: boolean
  /** An article as it is now, whoever looks. */
  get(work: Work, id: string): Promise<Article | undefined>
  /** Writes the next revision as part of a unit of work. @throws `knowledge/conflict`, `knowledge/bad-article` */
  put(work: Work, draft: ArticleDraft, change: Change): Promise<Article>
  /** Resolves when searches see what was committed. */
  caughtUp(): Promise<void>
  open(): Promise<void>
  close(): Promise<void>
}
