import { type Estimate, type EstimateOptions, estimate } from '../estimate.ts'
import { LEVEL } from '../interval/proportion.ts'
import { fisherQuantile } from '../numeric/fisher.ts'
import { requireLevel, requireWhole } from '../require.ts'
import { modelErrors } from './errors.ts'
import { requireFinite } from './input.ts'

/**
 * Cronbach's alpha: how much the items of a survey agree, from their covariance matrix. `k/(k−1)·(1 − Σvariances / Σall)`.
 * It is a lower bound of the reliability of the sum, and no proof that the items measure one thing.
 *
 * Sources: Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951) 297–334; the
 * interval is Feldt's, Psychometrika 30 (1965) 357–370.
 *
 * @param persons - how many answered, two or more
 * @throws `scoring/no-observations` with fewer than two items, `scoring/ragged-row`, `scoring/out-of-range`,
 *   `scoring/no-variation` when the sum of the items does not vary
 * @example
 * ```ts
 * import { cronbachAlpha } from '@casewell/scoring/models'
 *
 * const { value, interval } = cronbachAlpha([[2, 1], [1, 2]], 100)
 * console.log(value?.toFixed(2), interval?.lower.toFixed(2)) // 0.67 0.50
 * ```
 */
export function cronbachAlpha(
  covariance: readonly (readonly number[])[],
  persons: number,
  options: EstimateOptions = {},
): Estimate {
  const items = covariance.length
  if (items < 2) throw modelErrors['no-observations']({ method: "Cronbach's alpha of fewer than two items" })
  const n = requireWhole('the number of persons', persons, 2)
  const level = requireLevel(options.level ?? LEVEL)
  const value = (items / (items - 1)) * (1 - variancesShare(covariance))
  const end = (share: number): number => 1 - (1 - value) * fisherQuantile(share, n - 1, (n - 1) * (items - 1))
  const interval = { lower: end((1 + level) / 2), upper: end((1 - level) / 2), level, method: 'feldt' }
  return estimate({ value, interval, n, metric: "Cronbach's alpha", convention: 'raw covariances' }, options)
}

/** The items' own variances as a share of that of their sum. */
function variancesShare(covariance: readonly (readonly number[])[]): number {
  let [variances, all] = [0, 0]
  for (const [i, row] of covariance.entries()) {
    if (row.length !== covariance.length) {
      throw modelErrors['ragged-row']({ index: i, expected: covariance.length, got: row.length })
    }
    variances += requireFinite('a variance', row[i] ?? Number.NaN)
    all += row.reduce((sum, x) => sum + requireFinite('a covariance', x), 0)
  }
  if (!(all > 0)) throw modelErrors['no-variation']({ column: 'the sum of the items' })
  return variances / all
}
