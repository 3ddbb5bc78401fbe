import type { Article, ArticleDraft } from './article.ts'
import type { Viewer } from './policy.ts'
import type { SearchAnswer, SearchRequest } from './search.ts'

/** What a store can do besides its five functions. What it declares, the kit proves; what it denies, it does not have. */
export interface KnowledgeCapabilities {
  /** Keeps every revision: `history` and `revision`. */
  readonly history: boolean
  /** Finds an article also by words of the cases that it solved: `learn`. */
  readonly learning: boolean
  /** Completes a word that is being typed: `complete`. */
  readonly completion: boolean
  /** Finds what is misspelt, and says what may have been meant. */
  readonly typos: boolean
  /** Counts labels and products among what was found. */
  readonly facets: boolean
}

/** What kind of change made a revision. */
export type ChangeKind = 'created' | 'improved' | 'translated' | 'state' | 'verified' | 'merged' | 'owned' | 'imported'
/** All kinds of change. */
export const changeKinds = [
  'created',
  'improved',
  'translated',
  'state',
  'verified',
  'merged',
  'owned',
  'imported',
] as const

/** Who changes what, and what they saw. */
export interface Change {
  /** The revision that was seen: 0 for an article that is not there yet. */
  readonly expected: number
  /** As events name it: `agent:ada`. */
  readonly by: string
  readonly at: Date
  readonly kind: ChangeKind
  /** The case on which it came about. */
  readonly case?: string
}

/** One revision of an article: who made it, when, by what change. */
export interface Revision extends Pick<Change, 'by' | 'kind'> {
  readonly revision: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly article: Article
}

/** One page of a list; `next` is the cursor of the following page, absent on the last one. */
export interface ArticlePage {
  readonly items: readonly Article[]
  readonly next?: string
}

/**
 * A knowledge base, as integrators may bring one: five functions, and what it `can`. Whatever it answers, it answers for
 * the eyes of a viewer: an article that the viewer may not see does not exist for them.
 */
export interface KnowledgeStore {
  /** Lower case and stable: it appears in errors. */
  readonly name: string
  readonly can: KnowledgeCapabilities
  /** The article as it is now. Undefined if there is none for these eyes. */
  get(id: string, viewer: Viewer): Promise<Article | undefined>
  /** All articles for these eyes, each once, in an order that stays. */
  list(viewer: Viewer, query: { readonly limit: number; readonly cursor?: string }): Promise<ArticlePage>
  /**
   * Writes the whole article as its next revision.
   *
   * @throws `knowledge/conflict` with the article as it is now, if that is not the revision expected;
   * `knowledge/bad-article`
   */
  put(draft: ArticleDraft, change: Change): Promise<Article>
  /** Finds articles. What was put is found at once by whoever put it. */
  search(request: SearchRequest): Promise<SearchAnswer>
  /** Finishes what is under way. Safe to call twice. */
  close(): Promise<void>

  /** With `can.history`: all revisions, oldest first; empty if the article is not for these eyes. */
  history?(id: string, viewer: Viewer): Promise<readonly Revision[]>
  /** With `can.learning`: a case was solved by this article; its words, or null to forget them. */
  learn?(id: string, from: { readonly case: string; readonly words: string | null }): Promise<void>
  /** With `can.completion`: words that begin like the last one of a text, the most common first. */
  complete?(text: string, viewer: Viewer, limit?: number): Promise<readonly string[]>
}
