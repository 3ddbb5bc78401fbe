import type { Session } from '../connect/session.ts'
import type { Reading } from '../reading/reading.ts'

/** Sums over all articles that can be found, whole numbers all; lengths in tenths of a word. */
export interface Totals {
  /** Grows with every change, in the order of the commits. */
  readonly version: number
  /** How many numbers have been given to articles. */
  readonly numbers: number
  readonly entries: number
  readonly lengths: number
  readonly headlineLengths: number
  /** Headlines that ask something. */
  readonly questions: number
}

/** Columns under the names that they have here. */
const totalsColumns = 'version, numbers, entries, lengths, headline_lengths as "headlineLengths", questions' as const

/** Waits until nobody else writes, and gives the totals; until the transaction ends nobody else will write. */
export async function lockTotals(session: Session, schema: string): Promise<Totals> {
  const [totals] = await session.rows<Totals>(`select ${totalsColumns} from ${schema}.totals for update`)
  if (!totals) throw new TypeError(`the schema ${schema} has no totals.`) // its first migration wrote them
  return totals
}

/** The totals once an article is read in another way than before. */
export function totalsAfter(totals: Totals, before: Reading | undefined, after: Reading | undefined): Totals {
  const change = (of: (reading: Reading) => number): number => (after ? of(after) : 0) - (before ? of(before) : 0)
  return {
    version: totals.version + 1,
    numbers: totals.numbers,
    entries: totals.entries + change(() => 1),
    lengths: totals.lengths + change(({ length }) => length),
    headlineLengths: totals.headlineLengths + change(({ headlineLength }) => headlineLength),
    questions: totals.questions + change(({ asks }) => (asks ? 1 : 0)),
  }
}

export async function saveTotals(session: Session, schema: string, totals: Totals): Promise<void> {
  const { version, numbers, entries, lengths, headlineLengths, questions } = totals
  await session.rows(
    `update ${schema}.totals
      set version = $1, numbers = $2, entries = $3, lengths = $4, headline_lengths = $5, questions = $6`,
    [version, numbers, entries, lengths, headlineLengths, questions],
  )
}
