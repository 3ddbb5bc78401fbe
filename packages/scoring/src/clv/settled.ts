import { modelErrors } from '../models/errors.ts'
import { type Minimum, noConvergence } from '../models/quasi-newton.ts'

/** A parameter this far (e⁸ = 3,000 times) from where any customer base lies runs off to nothing or to infinity. */
const RUNAWAY = 8

/** A standard error of a parameter's logarithm beyond this: the data do not say which order of size. */
export const ANYTHING_GOES = 5

/**
 * Refuses a search over logarithms of parameters that ran away, or did not come to rest.
 *
 * @throws `scoring/not-identified`, `scoring/no-convergence`
 */
export function requireSettled(
  method: string,
  names: readonly string[],
  start: readonly number[],
  found: Minimum,
): void {
  const runaway = names.find((_, i) => !(Math.abs((found.at[i] ?? 0) - (start[i] ?? 0)) < RUNAWAY))
  if (runaway !== undefined) throw modelErrors['not-identified']({ method, parameter: runaway })
  if (!found.converged) throw noConvergence(method, found)
}
