import { type Blobs, rowsOf, type Unit } from '@casewell/store'
import type { Article, ArticleDraft } from '../contract/article.ts'
import { type KnowledgePolicy, knowledgePolicy, type Viewer } from '../contract/policy.ts'
import type { SearchAnswer, SearchRequest } from '../contract/search.ts'
import type { ArticlePage, Change, KnowledgeStore, Revision } from '../contract/store.ts'
import { knowledgeErrors } from '../errors.ts'
import { WordsForgotten } from '../events.ts'
import type { IndexOptions } from '../finding/article-index.ts'
import { ArticleLinks, ArticleRevisions, Articles, linkId } from './collections.ts'
import type { Followed } from './follower.ts'
import { Keeper } from './keeper.ts'
import { type Following, openIndex } from './open-index.ts'
import { writeArticle } from './write-article.ts'

/** What the shelf needs of a desk: a plugin's port has it all. */
export interface ShelfPort {
  readonly read: Followed
  readonly blobs: Blobs
  transact<R>(decide: (work: Unit) => Promise<R> | R): Promise<R>
  report(error: unknown): void
}

/** The default knowledge base: articles as documents of the desk's store, found in this process's memory. */
export class DeskShelf implements KnowledgeStore {
  readonly name = 'desk'
  readonly can = { history: true, learning: true, completion: true, typos: true, facets: true }
  readonly #port: ShelfPort
  readonly #options: IndexOptions
  readonly #policy: KnowledgePolicy
  #opening: Promise<Following> | undefined
  #closing: Promise<void> | undefined
  #keeper: Keeper | undefined

  constructor(port: ShelfPort, options: IndexOptions = {}) {
    this.#port = port
    this.#options = options
    this.#policy = options.policy ?? knowledgePolicy
  }

  async get(id: string, viewer: Viewer): Promise<Article | undefined> {
    const article = await this.#now(id)
    return article && this.#policy('read', viewer, article.state) ? article : undefined
  }

  async list(viewer: Viewer, { limit, cursor }: { limit: number; cursor?: string }): Promise<ArticlePage> {
    const items: Article[] = []
    for (let from = cursor; ; ) {
      const place = from === undefined ? {} : { cursor: from }
      const page = await this.#port.read.find(Articles, { index: 'id', limit: limit - items.length, ...place })
      items.push(...page.items.map(({ doc }) => doc).filter(({ state }) => this.#policy('read', viewer, state)))
      if (page.next === undefined) return { items }
      if (items.length === limit) return { items, next: page.next }
      from = page.next
    }
  }

  async put(draft: ArticleDraft, change: Change): Promise<Article> {
    const article = await this.#port.transact((work) => writeArticle(work, draft, change))
    await this.follow()
    return article
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const { index, follower } = await this.open()
    await follower.caughtUp()
    return index.search(request, (id) => this.#now(id))
  }

  async history(id: string, viewer: Viewer): Promise<readonly Revision[]> {
    if (!(await this.get(id, viewer))) return []
    const revisions: Revision[] = []
    for await (const { doc } of rowsOf(this.#port.read, ArticleRevisions, { index: 'article', equals: [id] }))
      revisions.push(doc)
    return revisions
  }

  /** The plugin's links do this by themselves; this is for words that come from elsewhere. */
  async learn(
    id: string,
    { case: from, words }: { readonly case: string; readonly words: string | null },
  ): Promise<void> {
    await this.#port.transact(async (work) => {
      const article = (await work.get(Articles, id))?.doc
      if (!article) throw knowledgeErrors['no-article']({ article: id })
      const { revision } = article
      const link = { article: id, case: from, revision, how: 'referenced', by: 'system', customer: '' } as const
      if (words === null) work.remove(ArticleLinks, linkId(id, from))
      else
        work.put(ArticleLinks, linkId(id, from), {
          ...{ ...link, words, isForgotten: false, isAccurate: null },
          at: work.now.toISOString(),
        })
      work.emit(WordsForgotten(id, { case: from })) // whoever follows reads the words anew
    })
    await this.follow()
  }

  async complete(text: string, viewer: Viewer, limit?: number): Promise<readonly string[]> {
    return (await this.open()).index.complete(text, viewer, limit)
  }

  /** Resolves when searches see everything that was committed before. */
  async follow(): Promise<void> {
    await (await this.open()).follower.follow()
  }

  /** Reads the index, once; whoever searches before waits for it. */
  open(): Promise<Following> {
    this.#opening ??= this.#open()
    return this.#opening
  }

  /** Stops following and keeps a snapshot. Who still searches, while a desk stops, finds what was known by then. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const opened = await this.#opening?.catch(() => undefined) // whoever opened it has been told
    if (!opened) return
    await opened.follower.stop()
    await this.#keeper?.stop()
  }

  async #open(): Promise<Following> {
    const { read, blobs } = this.#port
    const { following, kept } = await openIndex(read, blobs, this.#options, (error) => this.#port.report(error))
    const keeper = new Keeper(this.#port, following, kept)
    this.#keeper = keeper
    following.follower.start(() => keeper.look())
    keeper.look()
    return following
  }

  async #now(id: string): Promise<Article | undefined> {
    return (await this.#port.read.get(Articles, id))?.doc
  }
}
