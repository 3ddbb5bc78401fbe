import { analyzer, createSearch, type Found, type Hit, type Search } from '@casewell/search'
import { restoreSearch, snapshotOf } from '@casewell/search/snapshot'
import type { Applicability, Applies } from '../contract/applicability.ts'
import { type Article, variantFor } from '../contract/article.ts'
import { type KnowledgePolicy, knowledgePolicy, type Viewer } from '../contract/policy.ts'
import type { SearchAnswer, SearchHit, SearchRequest } from '../contract/search.ts'
import { allStates } from '../contract/state.ts'
import { type Card, entryOf, type Field, fields, isFindable, stateTag, type Tag, tags } from './card.ts'
import { pack, unpack } from './packed.ts'
import { snippetOf } from './snippet.ts'

/** How an index reads and whom it shows what. */
export interface IndexOptions {
  /** @defaultValue `knowledgePolicy` */
  readonly policy?: KnowledgePolicy
  /** Groups of expressions that mean the same: `[['vpn', 'virtual private network']]`. */
  readonly synonyms?: readonly (readonly string[])[]
}

/** Fetches an article of this index as it is now. */
export type Load = (id: string) => Promise<Article | undefined>

const unmarked = { snippet: '', highlights: [] }

/** What nobody knows to fit counts so much beside what fits. */
const UNKNOWN = 0.85

/**
 * Articles in memory, found in any language, each viewer's own eyes applied before anything is counted or scored. The
 * searching half of a store of your own.
 */
export class ArticleIndex {
  readonly #policy: KnowledgePolicy
  readonly #search: Search<Field, Tag>
  readonly #cards: Map<string, Card>

  constructor(options: IndexOptions = {}, snapshot?: Uint8Array) {
    this.#policy = options.policy ?? knowledgePolicy
    const shape = { fields, tags, analyzer: analyzer({ synonyms: options.synonyms ?? [] }) }
    const packed = snapshot && unpack(snapshot)
    this.#search = packed ? restoreSearch(packed.words, shape) : createSearch(shape)
    this.#cards = new Map(packed?.cards)
  }

  get size(): number {
    return this.#search.size
  }

  /** Adds an article or replaces it, with words of the cases that it solved. */
  put(article: Article, cases: readonly string[] = []): void {
    this.putAll([[article, cases]])
  }

  /** Many at once is quicker than one by one. */
  putAll(articles: readonly (readonly [Article, readonly string[]])[]): void {
    const shown = articles.filter(([article]) => isFindable(article))
    for (const [article] of articles) if (!isFindable(article)) this.remove(article.id)
    for (const [{ id, revision, appliesTo }] of shown) this.#cards.set(id, { revision, appliesTo })
    if (shown.length > 0) this.#search.put(shown.map(([article, cases]) => entryOf(article, cases)))
  }

  remove(id: string): boolean {
    this.#cards.delete(id)
    return this.#search.remove(id)
  }

  /** Ids and revisions of what is in it. */
  revisions(): ReadonlyMap<string, Card> {
    return this.#cards
  }

  /** Finds articles; `load` gives those that will be shown. What changed meanwhile is shown as it is now, or not at all. */
  async search(request: SearchRequest, load: Load): Promise<SearchAnswer> {
    const { limit = 10, offset = 0, facets = false } = request
    const fits = this.#fits(request.applies)
    const found = this.#find(request, fits)
    const ranked = found.hits
      .map((hit) => weigh(hit, fits(hit.id)))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(offset, offset + limit)
    const shown = await Promise.all(ranked.map((hit) => this.#show(hit, request, load)))
    return {
      hits: shown.filter((hit) => hit !== undefined),
      ...(found.didYouMean !== undefined && { didYouMean: found.didYouMean }),
      ...(facets && {
        total: found.total ?? 0,
        facets: { labels: found.facets?.label ?? [], products: found.facets?.product ?? [] },
      }),
    }
  }

  /** Words that begin like the last one of a text, the most common first. */
  complete(text: string, viewer: Viewer, limit = 10): readonly string[] {
    return this.#search.complete(text, { limit, where: { state: this.#statesFor(viewer) } })
  }

  /** Everything it knows, as bytes for its constructor. */
  snapshot(): Uint8Array {
    return pack({ cards: [...this.#cards], words: snapshotOf(this.#search) })
  }

  #find(request: SearchRequest, fits: (id: string) => Applies): Found<Tag> {
    const { query, viewer, limit = 10, offset = 0, labels = [], applies, prefix = false, facets = false } = request
    return this.#search.find(query, {
      // what is unknown to fit is weighed afterwards: a reserve, so that what fits can move up
      limit: applies ? 2 * (limit + offset) + 10 : limit + offset,
      prefix,
      where: { state: this.#statesFor(viewer), ...(labels.length > 0 && { label: labels }) },
      ...(applies && { only: (id: string) => fits(id) !== 'no' }),
      ...(facets && { facets: ['label', 'product'] as const }),
    })
  }

  #statesFor(viewer: Viewer): readonly string[] {
    return allStates.filter((state) => this.#policy('find', viewer, state)).map(stateTag)
  }

  #fits(applies: ((to: Applicability) => Applies) | undefined): (id: string) => Applies {
    const known = new Map<string, Applies>()
    return (id) => {
      const to = this.#cards.get(id)?.appliesTo
      if (!applies || !to) return 'yes'
      const verdict = known.get(id) ?? applies(to)
      known.set(id, verdict)
      return verdict
    }
  }

  async #show(
    { id, score, share, applies }: Weighed,
    { query, viewer, language, snippets = true }: SearchRequest,
    load: Load,
  ): Promise<SearchHit | undefined> {
    const article = await load(id)
    if (!article || !isFindable(article) || !this.#policy('find', viewer, article.state)) return undefined
    const { language: shown, text } = variantFor(article, language)
    const marked = snippets ? snippetOf(text, (part) => this.#search.highlight(query, part)) : unmarked
    const { revision, state } = article
    const { snippet, highlights } = marked
    const { confidence } = state
    return {
      article: id,
      revision,
      language: shown,
      title: text.title,
      snippet,
      highlights,
      score,
      share,
      applies,
      confidence,
    }
  }
}

interface Weighed extends Pick<Hit, 'id' | 'score' | 'share'> {
  readonly applies: Applies
}

const weigh = ({ id, score, share }: Hit, applies: Applies): Weighed =>
  applies === 'unknown'
    ? { id, score: score * UNKNOWN, share: share * UNKNOWN, applies }
    : { id, score, share, applies }
