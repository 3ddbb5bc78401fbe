import { AFTER, TOP } from './sortable.ts'

/**
 * A stretch of versions, by their keys: `from <= key < below`, both compared as plain strings. This is what a store
 * is asked: the keys of its index from `from` up to, and without, `below`.
 */
export interface Interval {
  /** The first key inside. The empty string is the beginning of all versions. */
  readonly from: string
  /** The first place outside. `~` is the end of all versions. */
  readonly below: string
}

/** Intervals in order, that neither touch nor overlap nor are empty: one set of versions has one such list. */
export type Intervals = readonly Interval[]

/** The five ways in which a version bounds a stretch, `=` being the version alone. */
export type Comparator = '<' | '<=' | '=' | '>=' | '>'

export const everything: Intervals = [{ from: '', below: TOP }]

/** The stretch that `comparator key` means. */
export function stretch(comparator: Comparator, key: string): Interval {
  const after = key + AFTER
  if (comparator === '=') return { from: key, below: after }
  if (comparator === '<') return { from: '', below: key }
  if (comparator === '<=') return { from: '', below: after }
  return { from: comparator === '>' ? after : key, below: TOP }
}

/** Any intervals as one list in order, without gaps of no width, overlaps and empty ones. */
export function normalise(intervals: Intervals): Intervals {
  const sorted = intervals
    .filter((i) => i.from < i.below)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
  const joined: Interval[] = []
  for (const next of sorted) {
    const last = joined.at(-1)
    if (last === undefined || last.below < next.from) joined.push(next)
    else if (last.below < next.below) joined[joined.length - 1] = { from: last.from, below: next.below }
  }
  return joined
}

/** What is outside. Expects a normalised list. */
export function outside(intervals: Intervals): Intervals {
  const starts = ['', ...intervals.map((i) => i.below)]
  const ends = [...intervals.map((i) => i.from), TOP]
  return starts.map((from, at) => ({ from, below: ends[at] ?? TOP })).filter((gap) => gap.from < gap.below)
}

/** What is in all of the lists: that is, outside of everything that is outside of one (De Morgan). */
export const common = (lists: readonly Intervals[]): Intervals => outside(normalise(lists.flatMap(outside)))

/** Is the key inside one of them? */
export function inside(intervals: Intervals, key: string): boolean {
  return intervals.some((i) => i.from <= key && key < i.below)
}
