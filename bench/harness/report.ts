import { type Measure, pairs, type Spread, spreadOf } from './pairs.ts'

/** What a figure has to reach. */
interface Expected {
  /** Must be met, by the pessimistic quartile. */
  readonly bar?: number
  /** Would please us. */
  readonly hope?: number
  /** Which way is better; the bar is a floor or a ceiling accordingly. @defaultValue 'higher' */
  readonly better?: 'higher' | 'lower'
}

/** A figure of its own. */
export interface ValueRow extends Expected {
  readonly what: string
  readonly unit: string
}

/** A figure beside that of a named reference. Bar and hope are about the ratio. */
export interface RatioRow extends ValueRow {
  readonly reference: string
  /** How many pairs are measured, 9 at least. @defaultValue 9 */
  readonly pairs?: number
}

export type Verdict = 'hoped for' | 'met' | 'missed'

/** One line of the table. */
export interface Row {
  readonly what: string
  readonly unit: string
  /** The median of our measurements. */
  readonly value: Spread
  /** What we were measured against, if anything. */
  readonly reference?: string
  readonly referenceValue?: Spread
  readonly ratio?: Spread
  readonly bar?: string
  readonly verdict?: Verdict
}

/** Where a benchmark puts its figures. */
export interface Report {
  /** Measures two things in interleaved pairs; both return numbers in `unit`. */
  ratio(row: RatioRow, ours: Measure, reference: Measure): Promise<Row>
  /** A plain figure: one number, or the samples of one. */
  row(row: ValueRow, value: number | readonly number[]): Row
  /** A line under the table: what a reader must know to believe the figures. */
  note(text: string): void
  readonly rows: readonly Row[]
  readonly notes: readonly string[]
}

/** A bar is met when the pessimistic quartile meets it: luck in half of the runs is not enough. */
export function judge(found: Spread, { bar, hope, better = 'higher' }: Expected): Verdict | undefined {
  if (bar === undefined && hope === undefined) return undefined
  const reaches = (goal: number | undefined) =>
    goal !== undefined && (better === 'higher' ? found.low >= goal : found.high <= goal)
  if (reaches(hope)) return 'hoped for'
  return bar === undefined || reaches(bar) ? 'met' : 'missed'
}

function judged(found: Spread, expected: Expected): Pick<Row, 'bar' | 'verdict'> {
  const verdict = judge(found, expected)
  if (verdict === undefined) return {}
  const sign = expected.better === 'lower' ? '≤' : '≥'
  const goals = [expected.bar, expected.hope].map((goal) => goal ?? '–').join(' / ')
  return { verdict, bar: `${sign} ${goals}` }
}

export function createReport(show: (line: string) => void = () => {}): Report {
  const rows: Row[] = []
  const notes: string[] = []
  const keep = (row: Row): Row => {
    rows.push(row)
    show(row.what)
    return row
  }
  return {
    rows,
    notes,
    note: (text) => void notes.push(text),
    row: ({ what, unit, ...expected }, value) => {
      const spread = spreadOf(typeof value === 'number' ? [value] : value)
      return keep({ what, unit, value: spread, ...judged(spread, expected) })
    },
    ratio: async ({ what, unit, reference, pairs: n = 9, ...expected }, ours, theirs) => {
      const found = await pairs(n, ours, theirs)
      const { ratio, ours: value, reference: referenceValue } = found
      return keep({ what, unit, value, reference, referenceValue, ratio, ...judged(ratio, expected) })
    },
  }
}
