import type { Actor } from '@casewell/core'
import type { Setting } from './contract/applicability.ts'
import type { Article } from './contract/article.ts'
import type { Proficiency, Viewer } from './contract/policy.ts'
import type { ArticleState } from './contract/state.ts'
import type { ArticlePage, Revision } from './contract/store.ts'
import { knowledgeErrors } from './errors.ts'
import { EvolveSeat } from './evolve/evolve-seat.ts'
import { type ExportFormat, exportArticles } from './exchange/export-articles.ts'
import { type ImportOptions, type ImportReport, importArticles } from './exchange/import-articles.ts'
import type { Read, TextFile } from './exchange/item.ts'
import { act, type House, viewerOf } from './house.ts'
import type { ArticleLink, LinkHow } from './shelf/collections.ts'
import { ArticleLinks } from './shelf/collections.ts'
import { type Answered, type AnswerWish, answer } from './solve/answer.ts'
import { alike, type Capture, type Captured, capture } from './solve/capture.ts'
import {
  adjust,
  type Improvement,
  improve,
  merge,
  type Seen,
  type Settings,
  transition,
  verify,
} from './solve/change.ts'
import type { FlagReason, NoArticleReason, SearchRecord } from './solve/collections.ts'
import { type Create, create } from './solve/create.ts'
import { closeFlag, type Escalated, escalate, flag, judge, withoutArticle } from './solve/feedback.ts'
import { link, unlink } from './solve/link.ts'
import { answerStep, type Standing, startProcedure } from './solve/procedure.ts'
import { setProficiency } from './solve/proficiency.ts'
import { type Found, type Question, read, search } from './solve/search.ts'
import { newestSuggestion } from './solve/suggest.ts'

/** What somebody knows and may do: the one way to read and write articles, as somebody. */
export class KnowledgeSeat {
  readonly actor: Actor
  /** What the base as a whole needs: duplicates, gaps, reviews, health. */
  readonly evolve: EvolveSeat
  readonly #house: House

  /** @internal Use `kb.as`. */
  constructor(house: House, actor: Actor) {
    this.#house = house
    this.actor = actor
    this.evolve = new EvolveSeat(house, actor)
  }

  /** With which eyes this seat looks. */
  viewer(): Promise<Viewer> {
    return viewerOf(this.#house, this.actor)
  }

  /** Finds articles; the search is kept, with its verdict, until its customer is forgotten. */
  search(question: string | Question): Promise<Found> {
    return search(this.#house, this.actor, typeof question === 'string' ? { query: question } : question)
  }

  /** Words that begin like the last one of a text. @throws `knowledge/unsupported` */
  async complete(text: string, limit?: number): Promise<readonly string[]> {
    const { store } = this.#house.base
    if (!store.complete) throw knowledgeErrors.unsupported({ store: store.name, capability: 'completion' })
    return store.complete(text, await this.viewer(), limit)
  }

  /** The article, or the one that says it now; with `search`, it is kept that it was read. @throws `knowledge/no-article` */
  read(id: string, from?: { readonly search?: string }): Promise<Article> {
    return read(this.#house, this.actor, id, from)
  }

  async list(query: { readonly limit: number; readonly cursor?: string }): Promise<ArticlePage> {
    return this.#house.base.store.list(await this.viewer(), query)
  }

  /** Every revision: who, when, what kind of change. @throws `knowledge/unsupported` */
  async history(id: string): Promise<readonly Revision[]> {
    const { store } = this.#house.base
    if (!store.history) throw knowledgeErrors.unsupported({ store: store.name, capability: 'history' })
    return store.history(id, await this.viewer())
  }

  /** What lies beside an open case: made by itself on every message of the customer. */
  suggestions(id: string): Promise<{ id: string; doc: SearchRecord } | undefined> {
    return newestSuggestion(this.#house, id)
  }

  /** Links of a case, oldest first. */
  async links(id: string): Promise<readonly ArticleLink[]> {
    const page = { index: 'case', equals: [id], limit: 100 } as const
    return (await this.#house.desk.read.find(ArticleLinks, page)).items.map(({ doc }) => doc)
  }

  /** Writes an article without a case: an announcement, a known limit. */
  create(wish: Create): Promise<Article> {
    return act(this.#house, this.actor, (given) => create(given, wish))
  }

  /** Writes an article from an open case, and shows at once which others may say the same. */
  async capture(id: string, wish: Capture = {}): Promise<Captured> {
    const article = await act(this.#house, this.actor, (given) => capture(given, id, wish))
    return { article, possibleDuplicates: await alike({ house: this.#house, viewer: await this.viewer() }, article) }
  }

  improve(id: string, wish: Improvement): Promise<Article> {
    return act(this.#house, this.actor, (given) => improve(given, id, wish))
  }

  /** Labels, products, owner, files, steps, review. */
  adjust(id: string, wish: Settings): Promise<Article> {
    return act(this.#house, this.actor, (given) => adjust(given, id, wish))
  }

  transition(id: string, to: Partial<ArticleState> & Seen): Promise<Article> {
    return act(this.#house, this.actor, (given) => transition(given, id, to))
  }

  /** It was looked at and is still true. */
  verify(id: string, seen?: Seen): Promise<Article> {
    return act(this.#house, this.actor, (given) => verify(given, id, seen))
  }

  /** Makes one article of two; the id of the first leads to the second for ever. */
  merge(from: string, into: string, seen?: Seen): Promise<Article> {
    return act(this.#house, this.actor, (given) => merge(given, from, into, seen))
  }

  /** This case was solved by that article (or led to it): its words enter the article's index. */
  async link(
    of: string,
    article: string,
    { how = 'resolved-by', words }: { readonly how?: LinkHow; readonly words?: string } = {},
  ): Promise<void> {
    await act(this.#house, this.actor, (given) => link(given, of, article, how, words))
  }

  unlink(of: string, article: string): Promise<void> {
    return act(this.#house, this.actor, (given) => unlink(given, of, article))
  }

  /** Answers a case with an article, in the customer's language. */
  answer(of: string, article: string, wish?: AnswerWish): Promise<Answered> {
    return act(this.#house, this.actor, (given) => answer(given, of, article, wish))
  }

  /** Why a case gets no article, where the policy asks. */
  withoutArticle(of: string, reason: NoArticleReason): Promise<void> {
    return act(this.#house, this.actor, (given) => withoutArticle(given, of, reason))
  }

  flag(id: string, reason: FlagReason, note?: string): Promise<string> {
    return act(this.#house, this.actor, (given) => flag(given, id, reason, note))
  }

  closeFlag(id: string): Promise<void> {
    return act(this.#house, this.actor, (given) => closeFlag(given, id))
  }

  /** Did it help? */
  judge(
    id: string,
    judgement: { readonly isHelpful: boolean; readonly comment?: string; readonly search?: string },
  ): Promise<void> {
    return act(this.#house, this.actor, (given) => judge(given, id, judgement))
  }

  /** A person is always reachable: what was searched and read goes along into the case. */
  escalate(search: string, of: string): Promise<Escalated> {
    return act(this.#house, this.actor, (given) => escalate(given, search, of), 'its own')
  }

  /** Begins a guided diagnosis on a case, about its one asset or the one named. */
  startProcedure(of: string, article: string, { asset }: { readonly asset?: string } = {}): Promise<Standing> {
    return act(this.#house, this.actor, (given) => startProcedure(given, of, article, asset))
  }

  /** Answers the step at which it waits; what the answer tells of the asset becomes a fact. */
  answerStep(of: string, article: string, value: Setting): Promise<Standing> {
    return act(this.#house, this.actor, (given) => answerStep(given, of, article, value))
  }

  /** Takes in articles: what is no article is named, the rest goes on; the same files again change nothing. */
  import(items: AsyncIterable<Read> | Iterable<Read>, options?: ImportOptions): Promise<ImportReport> {
    return importArticles(this.#house, this.actor, items, options)
  }

  /** Every article that this seat may see, as files of Markdown or HTML, or as lines of JSON. */
  async *export(format: ExportFormat): AsyncGenerator<TextFile, void, undefined> {
    yield* exportArticles(this.#house.base.store, await this.viewer(), format)
  }

  /** What an agent has shown to be able to do: for a coach to say. */
  setProficiency(agent: string, proficiency: Proficiency): Promise<void> {
    return act(this.#house, this.actor, (given) => setProficiency(given, agent, proficiency))
  }
}
