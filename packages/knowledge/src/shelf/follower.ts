import { pagesOf, type Reader, type Store } from '@casewell/store'
import type { Article } from '../contract/article.ts'
import { articleEvents, WordsForgotten } from '../events.ts'
import type { ArticleIndex } from '../finding/article-index.ts'
import { ArticleLinks, Articles } from './collections.ts'

/** What a follower needs of a store. */
export type Followed = Reader & Pick<Store, 'readLog' | 'head' | 'onCommit'>

const telling = new Set<string>(articleEvents.map(({ type }) => type))
const watched = [Articles.name, ArticleLinks.name]
/** At most so many cases' words stand beside one article, the newest. */
const mostCases = 100

/** Keeps an index in step with the log: what any process writes, this one finds. */
export class Follower {
  readonly #store: Followed
  readonly #index: ArticleIndex
  readonly #report: (error: unknown) => void
  #position: number
  #changes = 0
  #forgotten = 0
  #behind = false
  #running: Promise<void> | undefined
  #off: () => void = () => {}

  constructor(store: Followed, index: ArticleIndex, position: number, report: (error: unknown) => void) {
    this.#store = store
    this.#index = index
    this.#position = position
    this.#report = report
  }

  /** The position of the log that the index knows. */
  get position(): number {
    return this.#position
  }

  /** So many articles it has read since it was made. */
  get changes(): number {
    return this.#changes
  }

  /** So often it was told that words were erased. */
  get forgotten(): number {
    return this.#forgotten
  }

  /** Reads everything once, without the log: for an index that starts empty. */
  async readAll(): Promise<void> {
    this.#position = (await this.#store.head()).position
    for await (const page of pagesOf(this.#store, Articles, { index: 'id' }))
      await this.#take(page.map(({ doc }) => doc))
  }

  /** @param onward - called whenever it has read what was new */
  start(onward: () => void = () => {}): void {
    this.#off = this.#store.onCommit(({ collections }) => {
      if (collections !== undefined && !watched.some((name) => collections.has(name))) return
      void this.follow().then(onward, this.#report)
    })
  }

  async stop(): Promise<void> {
    this.#off()
    await this.#running?.catch(() => {}) // whoever asked has been told
  }

  /** Resolves when everything that was committed before is in the index. */
  async follow(): Promise<void> {
    this.#behind = true
    while (this.#behind || this.#running) {
      this.#running ??= this.#catchUp()
      await this.#running
    }
  }

  /** Resolves when what this process has heard of is in the index. */
  async caughtUp(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #catchUp(): Promise<void> {
    try {
      this.#behind = false
      for (;;) {
        const events = await this.#store.readLog({ after: this.#position, limit: 512 })
        const last = events.at(-1)
        if (!last) return
        const changed = new Set(events.filter(({ type }) => telling.has(type)).map(({ subject }) => subject))
        await this.#refresh([...changed])
        this.#forgotten += events.filter(({ type }) => type === WordsForgotten.type).length
        this.#position = last.position
      }
    } finally {
      this.#running = undefined
    }
  }

  async #refresh(ids: readonly string[]): Promise<void> {
    const articles = await Promise.all(ids.map((id) => this.#store.get(Articles, id)))
    for (const [i, id] of ids.entries()) if (articles[i] === undefined) this.#index.remove(id)
    await this.#take(articles.flatMap((stored) => stored?.doc ?? []))
  }

  async #take(articles: readonly Article[]): Promise<void> {
    this.#index.putAll(await Promise.all(articles.map((article) => this.#withWords(article))))
    this.#changes += articles.length
  }

  async #withWords(article: Article): Promise<readonly [Article, readonly string[]]> {
    const newest = { index: 'article', equals: [article.id], order: 'desc', limit: mostCases } as const
    const { items } = await this.#store.find(ArticleLinks, newest)
    return [article, items.map(({ doc }) => doc.words).filter((words) => words !== '')]
  }
}
