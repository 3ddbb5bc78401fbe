import { scoresErrors } from './errors.ts'

const dayMs = 86_400_000
const weekMs = 7 * dayMs
/** 1969-12-29, a Monday, in milliseconds since 1970. */
const firstMonday = -3 * dayMs

/** The Monday of a moment's week, UTC, as a date: `2026-01-05`. ISO 8601 weeks begin on Monday. */
export function weekOf(atMs: number): string {
  const monday = firstMonday + Math.floor((atMs - firstMonday) / weekMs) * weekMs
  return new Date(monday).toISOString().slice(0, 10)
}

/** The day of a moment, UTC, counted from 1970-01-01. */
export const dayOf = (atMs: number): number => Math.floor(atMs / dayMs)

/** A stretch of whole weeks: from the Monday on or before `from`, to the Monday on or after `to`, which is not part of it. */
export interface Period {
  /** `YYYY-MM-DD` */
  readonly from: string
  readonly to: string
}

/**
 * The period as whole weeks.
 *
 * @throws `scores/bad-period`
 */
export function wholeWeeks({ from, to }: Period): Period {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  const isDates = [from, to].every((date) => /^\d{4}-\d{2}-\d{2}$/.test(date)) && !Number.isNaN(start + end)
  if (!isDates || start >= end) throw scoresErrors['bad-period']({ from, to })
  return { from: weekOf(start), to: weekOf(end + weekMs - 1) }
}

/** The Mondays of a period. */
export function weeksIn({ from, to }: Period): readonly string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / weekMs)
  return Array.from({ length: count }, (_, i) => weekOf(Date.parse(from) + i * weekMs))
}

/** The period of equal length just before. */
export function periodBefore({ from, to }: Period): Period {
  const length = Date.parse(to) - Date.parse(from)
  return { from: weekOf(Date.parse(from) - length), to: from }
}
