import { modelErrors } from '../models/errors.ts'
import { cholesky, solveCholesky } from '../numeric/cholesky.ts'
import { chiSquaredUpper } from '../numeric/gamma-distribution.ts'
import { matrix, put } from '../numeric/matrix.ts'
import { type LifeTable, type LifeTableRow, requireTable } from './life-table.ts'

/** One group in the comparison. */
export interface LogRankGroup {
  readonly name: string
  readonly n: number
  readonly observed: number
  /** How many would have ended if time alone decided. */
  readonly expected: number
}

/** Do groups differ in how long they last? */
export interface LogRank {
  readonly chiSquare: number
  readonly degrees: number
  readonly pValue: number
  readonly groups: readonly LogRankGroup[]
}

/**
 * The log-rank test: at each time, were more of a group's members among those who ended than its share of those at
 * risk? It sees differences that keep their direction; curves that cross can pass it.
 *
 * Source: Mantel, Cancer Chemotherapy Reports 50 (1966); Peto & Peto, JRSS A 135 (1972) 185–207.
 *
 * @param tables - a life table by the name of its group; two groups or more
 * @throws `scoring/no-comparison` when fewer than two groups were ever at risk together, `scoring/over-retracted`
 * @example
 * ```ts
 * import { lifeTable, logRank } from '@casewell/scoring/survival'
 *
 * const { addAll, zero } = lifeTable()
 * const stayed = (...times: number[]) => addAll(zero(), times.map((time) => ({ time, ended: true })))
 * const { groups, pValue } = logRank({ phone: stayed(1, 2, 3, 4), chat: stayed(6, 7, 8, 9) })
 * console.log(groups.map((g) => g.expected.toFixed(2)), pValue < 0.05) // [ '1.46', '6.54' ] true
 * ```
 */
export function logRank(tables: Readonly<Record<string, LifeTable>>): LogRank {
  const names = Object.keys(tables)
  const moments = names.map((name) => ({ name, n: 0, observed: 0, expected: 0 }))
  const covariance = names.map(() => names.map(() => 0))
  for (const moment of together(Object.values(tables).map(requireTable))) addMoment(moment, moments, covariance)
  const informative = moments.flatMap((_, i) => ((covariance[i]?.[i] ?? 0) > 0 ? [i] : []))
  if (informative.length < 2) throw modelErrors['no-comparison']({ groups: names })
  const free = informative.slice(0, -1)
  return { ...chiSquare(free, moments, covariance), groups: moments }
}

/** One time: each group's numbers there. */
interface Moment {
  readonly atRisk: readonly number[]
  readonly ended: readonly number[]
  readonly left: readonly number[]
}

/** All times of all tables in order, with those at risk in each. */
function* together(tables: readonly LifeTable[]): Generator<Moment> {
  const byTime = tables.map(({ rows }) => new Map(rows.map((row) => [row.time, row])))
  const times = [...new Set(byTime.flatMap((rows) => [...rows.keys()]))].sort((a, b) => a - b)
  const gone = ({ ended, censored }: LifeTableRow): number => ended + censored
  const atRisk = tables.map(({ rows }) => rows.reduce((sum, row) => sum + gone(row), 0))
  for (const time of times) {
    const rows = byTime.map((table) => table.get(time) ?? { time, ended: 0, censored: 0 })
    yield { atRisk: [...atRisk], ended: rows.map((row) => row.ended), left: rows.map(gone) }
    rows.forEach((row, i) => {
      atRisk[i] = (atRisk[i] ?? 0) - gone(row)
    })
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0)

/** The hypergeometric expectation and covariance of who ended at one time. */
function addMoment(
  { atRisk, ended, left }: Moment,
  groups: { n: number; observed: number; expected: number }[],
  covariance: number[][],
): void {
  const [all, deaths] = [sum(atRisk), sum(ended)]
  const spread = all > 1 ? (deaths * (all - deaths)) / (all - 1) : 0
  for (const [i, group] of groups.entries()) {
    const share = (atRisk[i] ?? 0) / all
    group.n += left[i] ?? 0
    group.observed += ended[i] ?? 0
    group.expected += deaths * share
    const row = covariance[i] ?? []
    for (const [j, other] of atRisk.entries()) row[j] = (row[j] ?? 0) + spread * share * (Number(i === j) - other / all)
  }
}

/** The distance from the expectation, over all groups but one, which the others determine. */
function chiSquare(
  free: readonly number[],
  groups: readonly LogRankGroup[],
  covariance: readonly (readonly number[])[],
): Pick<LogRank, 'chiSquare' | 'degrees' | 'pValue'> {
  const spread = matrix(free.length, free.length)
  for (const [a, i] of free.entries()) for (const [b, j] of free.entries()) put(spread, a, b, covariance[i]?.[j] ?? 0)
  const surplus = free.map((i) => (groups[i]?.observed ?? 0) - (groups[i]?.expected ?? 0))
  const lower = cholesky(spread)
  if (lower === undefined) throw modelErrors['no-comparison']({ groups: groups.map(({ name }) => name) })
  const solved = solveCholesky(lower, surplus)
  const distance = surplus.reduce((total, x, i) => total + x * (solved[i] ?? 0), 0)
  return { chiSquare: distance, degrees: free.length, pValue: chiSquaredUpper(distance, free.length) }
}
