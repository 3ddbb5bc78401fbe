import {
  type Article,
  type ArticleDraft,
  type ArticlePage,
  allStates,
  type Change,
  type KnowledgeDeed,
  type KnowledgePolicy,
  type KnowledgeStore,
  knowledgePolicy,
  type Revision,
  type SearchAnswer,
  type SearchRequest,
  type Viewer,
} from '@casewell/knowledge/contract'
import { placeOf } from '@casewell/postgres'
import { analyzer } from '@casewell/search'
import { Server } from './connect/server.ts'
import { knowledgePostgresErrors } from './errors.ts'
import { Searcher } from './finding/searcher.ts'
import { keep } from './reading/kept.ts'
import { stateTag } from './reading/states.ts'
import { checkSchema } from './schema/schema.ts'
import { type Learnt, Writer } from './writing/writer.ts'

/** How a knowledge base in a Postgres database is set up; every field has a default. */
export interface PostgresKnowledgeOptions {
  /**
   * `postgres://user:password@host:5432/database`, as libpq reads it.
   *
   * @defaultValue the environment: `DATABASE_URL`, otherwise `PGHOST`, `PGPORT`, `PGUSER`, `PGPASSWORD`, `PGDATABASE`
   */
  readonly url?: string
  /** Where the tables are, and no others: several bases may share a database. @defaultValue `'casewell_knowledge'` */
  readonly schema?: string
  /** At most so many connections at the same time. @defaultValue 4 */
  readonly connections?: number
  /** How long to wait for a connection. @defaultValue 10_000 */
  readonly connectTimeoutMs?: number
  /** What takes longer is given up, waiting for others who write included. @defaultValue 15_000 */
  readonly statementTimeoutMs?: number
  /** Who may do what. @defaultValue `knowledgePolicy` */
  readonly policy?: KnowledgePolicy
  /** Groups of expressions that mean the same: `[['vpn', 'virtual private network']]`. */
  readonly synonyms?: readonly (readonly string[])[]
  /** Shall a word that nobody wrote be answered by what looks like it? False saves two journeys. @defaultValue true */
  readonly typos?: boolean
}

class PostgresKnowledge implements KnowledgeStore {
  readonly name = 'postgres'
  readonly can: KnowledgeStore['can']
  readonly #server: Server
  readonly #schema: string
  readonly #policy: KnowledgePolicy
  readonly #writer: Writer
  readonly #searcher: Searcher

  constructor(server: Server, { policy = knowledgePolicy, synonyms = [], typos = true }: PostgresKnowledgeOptions) {
    const terms = analyzer({ synonyms })
    this.can = { history: true, learning: true, completion: true, typos, facets: true }
    this.#server = server
    this.#schema = checkSchema(server.place.schema)
    this.#policy = policy
    this.#writer = new Writer(this.#schema, terms)
    this.#searcher = new Searcher(server, { schema: this.#schema, analyzer: terms, policy, typos })
  }

  async get(id: string, viewer: Viewer): Promise<Article | undefined> {
    const text = `select json from ${this.#schema}.articles where id = $1 and state = any($2)`
    const [found] = await this.#articles(text, [keep(id), this.#statesFor('read', viewer)])
    return found
  }

  async list(viewer: Viewer, { limit, cursor = '' }: { limit: number; cursor?: string }): Promise<ArticlePage> {
    const text = `select json from ${this.#schema}.articles where id > $1 and state = any($2) order by id limit $3`
    const found = await this.#articles(text, [keep(cursor), this.#statesFor('read', viewer), limit + 1])
    const items = found.slice(0, limit)
    const last = items.at(-1)
    return found.length > limit && last ? { items, next: last.id } : { items }
  }

  put(draft: ArticleDraft, change: Change): Promise<Article> {
    return this.#server.write((session) => this.#writer.put(session, draft, change))
  }

  search(request: SearchRequest): Promise<SearchAnswer> {
    return this.#searcher.search(request)
  }

  /** One statement, so that who reads it now is asked of the state that it has now. */
  history(id: string, viewer: Viewer): Promise<readonly Revision[]> {
    const text = `select r.json from ${this.#schema}.revisions r join ${this.#schema}.articles a using (id)
      where id = $1 and a.state = any($2) order by r.revision`
    return this.#server.read(async (session) => {
      const rows = await session.rows<{ json: string }>(text, [keep(id), this.#statesFor('read', viewer)])
      return rows.map(({ json }) => JSON.parse(json) as Revision) // what a writer wrote
    })
  }

  learn(id: string, from: Learnt): Promise<void> {
    return this.#server.write((session) => this.#writer.learn(session, id, from))
  }

  complete(text: string, viewer: Viewer, limit?: number): Promise<readonly string[]> {
    return this.#searcher.complete(text, viewer, limit)
  }

  close(): Promise<void> {
    return this.#server.close()
  }

  #statesFor(deed: KnowledgeDeed, viewer: Viewer): readonly string[] {
    return allStates.filter((state) => this.#policy(deed, viewer, state)).map(stateTag)
  }

  #articles(text: string, values: readonly unknown[]): Promise<readonly Article[]> {
    return this.#server.read(async (session) => {
      const rows = await session.rows<{ json: string }>(text, values)
      return rows.map(({ json }) => JSON.parse(json) as Article) // what a writer wrote
    })
  }
}

/**
 * A knowledge base in a Postgres database: articles, their history and a ranked index, for bases that do not fit into
 * the memory of every process, and for any number of processes. Connects at the first use: what is wrong with the
 * server is said there.
 *
 * @throws `knowledge-postgres/bad-url`, `knowledge-postgres/bad-schema`
 * @example
 * ```ts
 * import { postgresKnowledge } from '@casewell/knowledge-postgres'
 *
 * const store = postgresKnowledge({ url: 'postgres://desk@127.0.0.1:5432/desk', schema: 'articles' })
 * // Nothing is connected yet.
 * console.log(store.name, store.can.history) // postgres true
 * await store.close()
 * ```
 */
export function postgresKnowledge(options: PostgresKnowledgeOptions = {}): KnowledgeStore {
  const { url, schema = 'casewell_knowledge', connections = 4, connectTimeoutMs, statementTimeoutMs } = options
  checkSchema(schema)
  const where = placeOf({ url, schema, connectTimeoutMs, statementTimeoutMs }, knowledgePostgresErrors)
  return new PostgresKnowledge(new Server({ ...where, connections }), options)
}
