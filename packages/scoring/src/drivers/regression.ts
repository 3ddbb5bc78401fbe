import { modelErrors } from '../models/errors.ts'
import type { Covariances } from './cross-products.ts'

/** What a regression of one column on the others rests on, unit-free. */
export interface Correlations {
  readonly drivers: readonly string[]
  readonly n: number
  /** Among the drivers. */
  readonly among: readonly (readonly number[])[]
  /** Of each driver with the outcome. */
  readonly withOutcome: readonly number[]
}

/**
 * Correlations of the drivers with each other and with the outcome.
 *
 * @throws `scoring/unknown-level` for an outcome that is no column, `scoring/no-variation` for a constant column
 * @example
 * ```ts
 * import { correlations, crossProducts } from '@casewell/scoring/drivers'
 *
 * const both = crossProducts(['speed', 'score'])
 * const { withOutcome } = correlations(both.result(both.addAll(both.zero(), [[1, 2], [2, 4], [3, 9]])), 'score')
 * console.log(withOutcome[0]?.toFixed(4), (3.5 / Math.sqrt(13)).toFixed(4)) // 0.9707 0.9707
 * ```
 */
export function correlations({ columns, n, covariance }: Covariances, outcome: string): Correlations {
  const y = columns.indexOf(outcome)
  if (y < 0) throw modelErrors['unknown-level']({ name: 'the columns', level: outcome, levels: columns })
  const spread = columns.map((column, i) => {
    const variance = covariance[i]?.[i] ?? 0
    if (!(variance > 0)) throw modelErrors['no-variation']({ column })
    return Math.sqrt(variance)
  })
  const correlation = (i: number, j: number): number =>
    (covariance[i]?.[j] ?? 0) / ((spread[i] ?? 1) * (spread[j] ?? 1))
  const others = columns.flatMap((_, i) => (i === y ? [] : [i]))
  return {
    drivers: others.map((i) => columns[i] ?? ''),
    n,
    among: others.map((i) => others.map((j) => (i === j ? 1 : correlation(i, j)))),
    withOutcome: others.map((i) => correlation(i, y)),
  }
}

/** What is left of a driver after those before it; less than this share is rounding. */
const NOTHING_LEFT = 1e-11

/**
 * R² of every set of drivers, by the set as a bit mask. Each set extends a smaller one by a row of its Cholesky factor.
 */
export function rSquaredOfAllSets({ among, withOutcome }: Correlations): Float64Array {
  const drivers = withOutcome.length
  const explained = new Float64Array(2 ** drivers)
  const rows: number[][] = []
  const scores: number[] = []
  const members: number[] = []
  const extend = (set: number, from: number): void => {
    for (let j = from; j < drivers; j++) {
      const { row, left } = newRow(rows, members, among[j] ?? [])
      const pull = (withOutcome[j] ?? 0) - row.reduce((sum, x, k) => sum + x * (scores[k] ?? 0), 0)
      const score = left > NOTHING_LEFT ? pull / Math.sqrt(left) : 0
      const larger = set | (1 << j)
      explained[larger] = (explained[set] ?? 0) + score * score
      rows.push([...row, Math.sqrt(Math.max(left, NOTHING_LEFT))])
      scores.push(score)
      members.push(j)
      extend(larger, j + 1)
      rows.pop()
      scores.pop()
      members.pop()
    }
  }
  extend(0, 0)
  return explained
}

/** The next driver in terms of those in the set, and the share of it that they leave. */
function newRow(rows: readonly (readonly number[])[], members: readonly number[], among: readonly number[]) {
  const row: number[] = []
  let left = 1
  for (const [k, member] of members.entries()) {
    let rest = among[member] ?? 0
    for (let l = 0; l < k; l++) rest -= (rows[k]?.[l] ?? 0) * (row[l] ?? 0)
    const x = rest / (rows[k]?.[k] ?? 1)
    row.push(x)
    left -= x * x
  }
  return { row, left }
}
