import {
  allStates,
  type KnowledgePolicy,
  type SearchAnswer,
  type SearchRequest,
  type Viewer,
} from '@casewell/knowledge/contract'
import type { Analyzer } from '@casewell/search'
import type { Server } from '../connect/server.ts'
import type { Session } from '../connect/session.ts'
import { stateTag } from '../reading/states.ts'
import { fitting } from './applies.ts'
import { Board } from './board.ts'
import { type Completion, lastWord, wordsBeginning } from './complete.ts'
import { facetsOf } from './facets.ts'
import { Gate } from './gate.ts'
import { look } from './look.ts'
import { type Lookalike, lookalikesOf } from './lookalikes.ts'
import { type Ask, plan, termsOf, type Wish } from './plan.ts'
import { askedIn } from './query.ts'
import { best, type Found } from './rank.ts'
import { didYouMean, type Near, withLookalikes } from './repair.ts'
import { headlineWeight, score } from './score.ts'
import { show } from './show.ts'

const MOST_COMPLETIONS = 20

/** How a searcher reads, and whom it shows what. */
export interface Searching {
  /** As it may stand in a statement. */
  readonly schema: string
  readonly analyzer: Analyzer
  readonly policy: KnowledgePolicy
  /** Shall a word that nobody wrote be answered by what looks like it? */
  readonly typos: boolean
}

/** What is known of a question once its words have been looked up, all of one moment. */
interface Planned {
  readonly asks: readonly Ask[]
  readonly found: readonly Found[]
  /** The score that the question could reach at most. */
  readonly highest: number
}

/** Finds articles: Postgres gives the postings of a query's words, this process adds them up. */
export class Searcher {
  readonly #server: Server
  readonly #how: Searching
  readonly #board = new Board()

  constructor(server: Server, how: Searching) {
    this.#server = server
    this.#how = how
  }

  search(request: SearchRequest): Promise<SearchAnswer> {
    return this.#server.read((session) => this.#search(session, request))
  }

  async #search(session: Session, request: SearchRequest): Promise<SearchAnswer> {
    const { query, viewer, prefix = false } = request
    const { analyzer, typos } = this.#how
    const wishes = askedIn(query, analyzer).map((word) => ({ word, completions: [], alike: [] }))
    const typed = prefix ? await this.#completed(session, wishes, query, viewer) : wishes
    const planned = await this.#plan(session, typed, request)
    const unknown = typos ? planned.asks.filter(({ known, word }) => !known && !word.soft) : []
    if (unknown.length === 0) return this.#answer(session, planned, request, [])
    const near = await this.#near(session, unknown, viewer)
    const repaired = await this.#plan(session, withLookalikes(typed, near), request)
    const alike = [...near.values()].flatMap((words) => words.map(({ word }) => word))
    return { ...(await this.#answer(session, repaired, request, alike)), ...didYouMean(query, unknown, near) }
  }

  /** Words that begin like the last one of a text, the most common first. */
  async complete(text: string, viewer: Viewer, limit = 10): Promise<readonly string[]> {
    const last = lastWord(text, this.#how.analyzer)
    if (last === undefined) return []
    const words = await this.#server.read((session) => this.#beginning(session, last, viewer, limit))
    return words.map(({ word }) => word)
  }

  #statesFor(viewer: Viewer): readonly string[] {
    return allStates.filter((state) => this.#how.policy('find', viewer, state)).map(stateTag)
  }

  #beginning(session: Session, word: string, viewer: Viewer, limit: number): Promise<readonly Completion[]> {
    return wordsBeginning(session, this.#how.schema, word, this.#statesFor(viewer), limit)
  }

  async #completed(session: Session, wishes: readonly Wish[], query: string, viewer: Viewer): Promise<readonly Wish[]> {
    const last = wishes.find(({ word }) => word.end === query.length)
    if (!last) return wishes
    const words = await this.#beginning(session, last.word.word, viewer, MOST_COMPLETIONS)
    const completions = words.map(({ term }) => term)
    return wishes.map((wish) => (wish === last ? { ...wish, completions } : wish))
  }

  async #plan(session: Session, wishes: readonly Wish[], { viewer, labels = [] }: SearchRequest): Promise<Planned> {
    const terms = new Set(wishes.flatMap(termsOf))
    const seen = await look(session, this.#how.schema, this.#board, [...terms], labels)
    const gate = new Gate(this.#board, this.#statesFor(viewer), seen.labelled)
    const asks = plan(wishes, seen, gate)
    const highest = asks.reduce((sum, { mass }) => sum + mass, 0) * (1 + headlineWeight(seen.totals))
    return { asks, found: foundIn(score(asks, this.#board, seen.totals), gate), highest }
  }

  async #near(session: Session, unknown: readonly Ask[], viewer: Viewer): Promise<Near> {
    const states = this.#statesFor(viewer)
    const near = new Map<string, readonly Lookalike[]>()
    for (const { word } of unknown)
      near.set(word.word, await lookalikesOf(session, this.#how.schema, word.word, states))
    return near
  }

  async #answer(
    session: Session,
    { found: all, highest }: Planned,
    request: SearchRequest,
    alike: readonly string[],
  ): Promise<SearchAnswer> {
    const { limit = 10, offset = 0, applies, facets = false } = request
    const { schema, policy } = this.#how
    if (all.length === 0) return { hits: [], ...(facets && { total: 0, facets: { labels: [], products: [] } }) }
    const found = applies ? await fitting(session, schema, all, applies) : all
    // what is unknown to fit is weighed afterwards: a reserve, so that what fits can move up
    const reserve = applies ? 2 * (limit + offset) + 10 : limit + offset
    const hits = await show(session, schema, best(found, reserve), { request, policy, highest, alike })
    if (!facets) return { hits }
    const numbers = found.map(({ number }) => number)
    return {
      hits,
      total: found.length,
      facets: await facetsOf(session, schema, numbers, this.#statesFor(request.viewer)),
    }
  }
}

function foundIn(scores: Float32Array, gate: Gate): readonly Found[] {
  const found: Found[] = []
  for (let number = 0; number < scores.length; number++) {
    const scored = scores[number] ?? 0
    if (scored > 0 && gate.allows(number)) found.push({ number, score: scored, applies: 'yes' })
  }
  return found
}
