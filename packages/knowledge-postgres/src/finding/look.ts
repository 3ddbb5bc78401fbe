import type { Session } from '../connect/session.ts'
import { keep } from '../reading/kept.ts'
import type { Totals } from '../writing/totals.ts'
import type { Board } from './board.ts'

/** The postings of a term: of each block its number and its bytes. */
export type Postings = readonly (readonly [block: number, bytes: Buffer])[]

/** What the index knew at one moment of the terms that were asked for. */
export interface Look {
  readonly totals: Totals
  readonly postings: ReadonlyMap<string, Postings>
  /** Numbers of the articles with one of the labels; undefined where no label was named. */
  readonly labelled: ReadonlySet<number> | undefined
}

interface Row {
  readonly part: number
  readonly term: string | null
  readonly number: number
  readonly bytes: Buffer | null
}

/** One statement, so one snapshot and one journey: totals, changed blocks, postings, labelled articles. */
const lookText = (schema: string): string => `
  select 0 as part, row_to_json(t)::text as term, 0 as number, null::bytea as bytes from ${schema}.totals t
  union all
  select 1, null, block, bytes from ${schema}.blocks where version > $1
  union all
  select 2, term, block, bytes from ${schema}.postings where term = any($2)
  union all
  select 3, null, number, null from ${schema}.articles where $3::text[] is not null and labels && $3`

/**
 * Looks terms up. Two questions may overtake each other; one that comes back with an older answer than the board has is
 * asked again, so that words and states are always of one moment.
 */
export async function look(
  session: Session,
  schema: string,
  board: Board,
  terms: readonly string[],
  labels: readonly string[],
): Promise<Look> {
  const statement = { name: 'look', text: lookText(schema) }
  for (;;) {
    const values = [board.version, terms, labels.length > 0 ? labels.map(keep) : null]
    const rows = await session.ask<Row>(statement, values)
    const totals = totalsOf(rows)
    if (totals.version < board.version) continue
    board.reserve(Math.ceil(totals.numbers / 256))
    for (const { part, number, bytes } of rows) if (part === 1 && bytes) board.take(number, bytes)
    board.version = totals.version
    return { totals, postings: postingsOf(rows), labelled: labels.length > 0 ? labelledOf(rows) : undefined }
  }
}

/** The row of the totals as it comes, by its columns' own names. */
interface RawTotals extends Omit<Totals, 'headlineLengths'> {
  readonly headline_lengths: number
}

function totalsOf(rows: readonly Row[]): Totals {
  const row = rows.find(({ part }) => part === 0)
  const { headline_lengths: headlineLengths, ...rest } = JSON.parse(row?.term ?? '{}') as RawTotals // by row_to_json
  return { ...rest, headlineLengths }
}

function postingsOf(rows: readonly Row[]): ReadonlyMap<string, Postings> {
  const postings = new Map<string, (readonly [number, Buffer])[]>()
  for (const { part, term, number, bytes } of rows) {
    if (part !== 2 || term === null || bytes === null) continue
    const list = postings.get(term)
    if (list) list.push([number, bytes])
    else postings.set(term, [[number, bytes]])
  }
  return postings
}

const labelledOf = (rows: readonly Row[]): ReadonlySet<number> =>
  new Set(rows.filter(({ part }) => part === 3).map(({ number }) => number))
