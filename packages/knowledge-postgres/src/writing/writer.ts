import { nextRevision } from '@casewell/knowledge'
import type { Article, ArticleDraft, Change } from '@casewell/knowledge/contract'
import type { Analyzer } from '@casewell/search'
import type { Session } from '../connect/session.ts'
import { keep, kept } from '../reading/kept.ts'
import { packReading, readArticle, unpackReading } from '../reading/reading.ts'
import { stateTag } from '../reading/states.ts'
import { enter, type Standing } from './enter.ts'
import { lockTotals, type Totals } from './totals.ts'

/** An article as a row has it; `reading` is empty where it is not to be found. */
interface Row {
  readonly number: number
  readonly state: string
  readonly json: string
  readonly reading: string
}

/** Writes articles and keeps the index in step, in one transaction each. One writes at a time, in all processes. */
export class Writer {
  readonly #schema: string
  readonly #analyzer: Analyzer

  /** @param schema - as it may stand in a statement */
  constructor(schema: string, analyzer: Analyzer) {
    this.#schema = schema
    this.#analyzer = analyzer
  }

  /** @throws `knowledge/conflict`, `knowledge/bad-article` */
  put(session: Session, draft: ArticleDraft, change: Change): Promise<Article> {
    return session.transact(async () => {
      const totals = await lockTotals(session, this.#schema)
      const row = await this.#row(session, draft.id)
      const article = nextRevision(row && articleOf(row), draft, change)
      await this.#record(session, article, change)
      await this.#write(session, article, row, totals)
      return article
    })
  }

  /** A case was solved by an article; null forgets its words. */
  learn(session: Session, id: string, { case: from, words }: Learnt): Promise<void> {
    return session.transact(async () => {
      const totals = await lockTotals(session, this.#schema)
      const key = [keep(id), keep(from)]
      if (words === null) await session.rows(`delete from ${this.#schema}.cases where id = $1 and from_case = $2`, key)
      else
        await session.rows(
          `insert into ${this.#schema}.cases values ($1, $2, $3)
            on conflict (id, from_case) do update set words = excluded.words`,
          [...key, keep(words)],
        )
      const row = await this.#row(session, id)
      if (row) await this.#write(session, articleOf(row), row, totals)
    })
  }

  async #row(session: Session, id: string): Promise<Row | undefined> {
    const text = `select number, state, json, reading from ${this.#schema}.articles where id = $1`
    return (await session.rows<Row>(text, [keep(id)]))[0]
  }

  async #record(session: Session, article: Article, { by, kind, at }: Change): Promise<void> {
    const { id, revision } = article
    const json = JSON.stringify({ revision, by, kind, at: at.toISOString(), article })
    await session.rows(`insert into ${this.#schema}.revisions values ($1, $2, $3)`, [keep(id), revision, json])
  }

  async #write(session: Session, article: Article, row: Row | undefined, totals: Totals): Promise<void> {
    const number = row?.number ?? totals.numbers
    const after = article.supersededBy === null ? await this.#standing(session, article) : undefined
    const before = row && row.reading !== '' ? { reading: unpackReading(row.reading), state: row.state } : undefined
    await this.#save(session, article, number, after)
    const numbers = Math.max(totals.numbers, number + 1)
    await enter(session, this.#schema, { number, before, after }, { ...totals, numbers })
  }

  async #standing(session: Session, article: Article): Promise<Standing> {
    const cases = await session.rows<{ words: string }>(
      `select words from ${this.#schema}.cases where id = $1 order by from_case`,
      [keep(article.id)],
    )
    const told = cases.map(({ words }) => kept(words))
    return { reading: readArticle(article, told, this.#analyzer), state: stateTag(article.state) }
  }

  async #save(session: Session, article: Article, number: number, standing: Standing | undefined): Promise<void> {
    const { id, revision, state, labels, appliesTo } = article
    const products = [...new Set(appliesTo?.products.map(({ product }) => keep(product)))]
    const applies = appliesTo && JSON.stringify(appliesTo)
    const reading = standing ? packReading(standing.reading) : ''
    await session.rows(
      `insert into ${this.#schema}.articles (id, number, revision, state, labels, products, applies, json, reading)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (id) do update set revision = excluded.revision, state = excluded.state, labels = excluded.labels,
          products = excluded.products, applies = excluded.applies, json = excluded.json, reading = excluded.reading`,
      [
        ...[keep(id), number, revision, stateTag(state), [...new Set(labels.map(keep))]],
        ...[products, applies, JSON.stringify(article), reading],
      ],
    )
  }
}

/** Words of a case that an article solved, or null to forget them. */
export interface Learnt {
  readonly case: string
  readonly words: string | null
}

const articleOf = ({ json }: Row): Article => JSON.parse(json) as Article // what a writer wrote
