import { scoringErrors } from '../errors.ts'
import { requireWithin } from '../require.ts'

/** How long something was watched, in any unit, and whether it then ended; if not, it was still going on. */
export interface Lifetime {
  readonly time: number
  readonly ended: boolean
}

/** How many ended, and how many were lost from sight unended, at each time. Plain JSON; times ascend, none is empty. */
export interface LifeTable {
  readonly v: 1
  readonly rows: readonly LifeTableRow[]
}

/** At one time: how many lives ended, and how many were only watched until then. */
export interface LifeTableRow {
  readonly time: number
  readonly ended: number
  readonly censored: number
}

/**
 * Lifetimes as a table.
 *
 * @throws `scoring/out-of-range` for a time below zero
 * @example
 * ```ts
 * import { tableOf } from '@casewell/scoring/survival'
 *
 * const { rows } = tableOf([{ time: 12, ended: true }, { time: 3, ended: false }, { time: 12, ended: true }])
 * console.log(rows) // [ { time: 3, ended: 0, censored: 1 }, { time: 12, ended: 2, censored: 0 } ]
 * ```
 */
export const tableOf = (lifetimes: Iterable<Lifetime>): LifeTable => merged({ v: 1, rows: [] }, counted(lifetimes, 1))

/** Refuses a table from which more was taken than was put in. */
export function requireTable(table: LifeTable): LifeTable {
  for (const { time, ended, censored } of table.rows) {
    const count = Math.min(ended, censored)
    if (count < 0) throw scoringErrors['over-retracted']({ what: `the life table at ${time}`, count })
  }
  return table
}

/** Each lifetime counted so many times: 1 to add, −1 to retract. */
export function counted(lifetimes: Iterable<Lifetime>, times: 1 | -1): LifeTable {
  const rows = new Map<number, LifeTableRow>()
  for (const { time, ended } of lifetimes) {
    requireWithin('a lifetime', time, 0)
    const before = rows.get(time) ?? { time, ended: 0, censored: 0 }
    rows.set(
      time,
      ended ? { ...before, ended: before.ended + times } : { ...before, censored: before.censored + times },
    )
  }
  return { v: 1, rows: [...rows.values()].sort((a, b) => a.time - b.time) }
}

/** Both tables as one, by walking along both. */
export function merged(a: LifeTable, b: LifeTable): LifeTable {
  const rows: LifeTableRow[] = []
  let [i, j] = [0, 0]
  while (i < a.rows.length || j < b.rows.length) {
    const [left, right] = [a.rows[i], b.rows[j]]
    const time = Math.min(left?.time ?? Number.POSITIVE_INFINITY, right?.time ?? Number.POSITIVE_INFINITY)
    const here = [left, right].filter((row) => row?.time === time)
    const ended = here.reduce((sum, row) => sum + (row?.ended ?? 0), 0)
    const censored = here.reduce((sum, row) => sum + (row?.censored ?? 0), 0)
    if (ended !== 0 || censored !== 0) rows.push({ time, ended, censored })
    if (left?.time === time) i++
    if (right?.time === time) j++
  }
  return { v: 1, rows }
}
