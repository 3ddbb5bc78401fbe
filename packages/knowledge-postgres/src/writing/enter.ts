import type { Session } from '../connect/session.ts'
import { type Count, nothing, type Reading } from '../reading/reading.ts'
import { stateByte } from '../reading/states.ts'
import { blockOf, placeOf, withCard, withPosting } from './block.ts'
import { learnWords } from './learn-words.ts'
import { saveTotals, type Totals, totalsAfter } from './totals.ts'

/** How an article stands in the index: its words, and who may find it. */
export interface Standing {
  readonly reading: Reading
  readonly state: string
}

/** An article on its way from one standing to another; undefined: not to be found. */
export interface Move {
  readonly number: number
  readonly before: Standing | undefined
  readonly after: Standing | undefined
}

/** Changes in the index what differs, and nothing else. The caller holds the totals. */
export async function enter(session: Session, schema: string, move: Move, totals: Totals): Promise<void> {
  const next = totalsAfter(totals, move.before?.reading, move.after?.reading)
  await enterPostings(session, schema, move)
  await enterCard(session, schema, move, next.version)
  await learnWords(session, schema, move)
  await saveTotals(session, schema, next)
}

async function enterPostings(session: Session, schema: string, { number, before, after }: Move): Promise<void> {
  const changed = differing(before?.reading.terms ?? nothing.terms, after?.reading.terms ?? nothing.terms)
  if (changed.size === 0) return
  const [block, place] = [blockOf(number), placeOf(number)]
  const rows = await session.ask<{ term: string; bytes: Buffer }>(
    { name: 'postings', text: `select term, bytes from ${schema}.postings where block = $1 and term = any($2)` },
    [block, [...changed.keys()]],
  )
  const old = new Map(rows.map(({ term, bytes }) => [term, bytes]))
  const lists = [...changed].map(
    ([term, count]) => [term, withPosting(old.get(term) ?? Buffer.alloc(0), place, count)] as const,
  )
  const filled = lists.filter(([, bytes]) => bytes.length > 0)
  const empty = lists.filter(([, bytes]) => bytes.length === 0).map(([term]) => term)
  await session.rows(
    `insert into ${schema}.postings select term, $1, bytes from unnest($2::text[], $3::bytea[]) as p(term, bytes)
      on conflict (term, block) do update set bytes = excluded.bytes`,
    [block, filled.map(([term]) => term), filled.map(([, bytes]) => bytes)],
  )
  if (empty.length > 0)
    await session.rows(`delete from ${schema}.postings where block = $1 and term = any($2)`, [block, empty])
}

/** Terms whose counts are not what they were; undefined where a term is gone. */
function differing(
  before: ReadonlyMap<string, Count>,
  after: ReadonlyMap<string, Count>,
): ReadonlyMap<string, Count | undefined> {
  const changed = new Map<string, Count | undefined>()
  for (const term of before.keys()) if (!after.has(term)) changed.set(term, undefined)
  for (const [term, count] of after) if (String(before.get(term)) !== String(count)) changed.set(term, count)
  return changed
}

async function enterCard(session: Session, schema: string, { number, after }: Move, version: number): Promise<void> {
  const block = blockOf(number)
  const [row] = await session.ask<{ bytes: Buffer }>(
    { name: 'block', text: `select bytes from ${schema}.blocks where block = $1` },
    [block],
  )
  const { length, headlineLength } = after?.reading ?? nothing
  const card = { length, headlineLength, state: after ? stateByte(after.state) : 0 }
  await session.rows(
    `insert into ${schema}.blocks values ($1, $2, $3)
      on conflict (block) do update set version = excluded.version, bytes = excluded.bytes`,
    [block, version, withCard(row?.bytes, placeOf(number), card)],
  )
}
