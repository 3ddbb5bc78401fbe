import type { Article, ArticleDraft } from './contract/article.ts'
import { nextRevision } from './contract/new-article.ts'
import { type KnowledgePolicy, knowledgePolicy, type Viewer } from './contract/policy.ts'
import type { SearchAnswer, SearchRequest } from './contract/search.ts'
import type { ArticlePage, Change, KnowledgeStore, Revision } from './contract/store.ts'
import { ArticleIndex, type IndexOptions } from './finding/article-index.ts'

/** Articles in memory, gone when the process ends: for tests, for a browser, for a base that is read from elsewhere. */
class MemoryKnowledge implements KnowledgeStore {
  readonly name = 'memory'
  readonly can = { history: true, learning: true, completion: true, typos: true, facets: true }
  readonly #policy: KnowledgePolicy
  readonly #index: ArticleIndex
  readonly #revisions = new Map<string, Revision[]>()
  readonly #words = new Map<string, Map<string, string>>()

  constructor(options: IndexOptions) {
    this.#policy = options.policy ?? knowledgePolicy
    this.#index = new ArticleIndex(options)
  }

  async get(id: string, viewer: Viewer): Promise<Article | undefined> {
    const article = this.#now(id)
    return article && this.#policy('read', viewer, article.state) ? article : undefined
  }

  async list(viewer: Viewer, { limit, cursor = '' }: { limit: number; cursor?: string }): Promise<ArticlePage> {
    const ids = [...this.#revisions.keys()].sort().filter((id) => id > cursor)
    const all = ids.map((id) => this.#now(id)).filter((article) => article !== undefined)
    const seen = all.filter(({ state }) => this.#policy('read', viewer, state))
    const items = seen.slice(0, limit)
    const last = items.at(-1)
    return seen.length > limit && last ? { items, next: last.id } : { items }
  }

  async put(draft: ArticleDraft, change: Change): Promise<Article> {
    const { by, kind, at } = change
    const article = nextRevision(this.#now(draft.id), draft, change)
    const revision = { revision: article.revision, by, kind, at: at.toISOString(), article }
    this.#revisions.set(draft.id, [...(this.#revisions.get(draft.id) ?? []), revision])
    this.#reindex(article)
    return article
  }

  search(request: SearchRequest): Promise<SearchAnswer> {
    return this.#index.search(request, async (id) => this.#now(id))
  }

  async history(id: string, viewer: Viewer): Promise<readonly Revision[]> {
    return (await this.get(id, viewer)) ? (this.#revisions.get(id) ?? []) : []
  }

  async learn(
    id: string,
    { case: from, words }: { readonly case: string; readonly words: string | null },
  ): Promise<void> {
    const known = this.#words.get(id) ?? new Map<string, string>()
    if (words === null) known.delete(from)
    else known.set(from, words)
    this.#words.set(id, known)
    const article = this.#now(id)
    if (article) this.#reindex(article)
  }

  async complete(text: string, viewer: Viewer, limit?: number): Promise<readonly string[]> {
    return this.#index.complete(text, viewer, limit)
  }

  async close(): Promise<void> {}

  #now(id: string): Article | undefined {
    return this.#revisions.get(id)?.at(-1)?.article
  }

  #reindex(article: Article): void {
    this.#index.put(article, [...(this.#words.get(article.id)?.values() ?? [])])
  }
}

/**
 * A knowledge base in memory.
 *
 * @example
 * ```ts
 * import { memoryKnowledge, newArticle } from '@casewell/knowledge'
 *
 * const store = memoryKnowledge()
 * const change = { expected: 0, by: 'agent:ada', at: new Date(), kind: 'created' } as const
 * await store.put(newArticle('a1', 'en', { title: 'No sound after the update' }), change)
 * const viewer = { audience: 'internal', proficiency: 'reader' } as const
 * console.log((await store.search({ query: 'sound', viewer })).hits.map(({ title }) => title))
 * // [ 'No sound after the update' ]
 * ```
 */
export const memoryKnowledge = (options: IndexOptions = {}): KnowledgeStore => new MemoryKnowledge(options)
