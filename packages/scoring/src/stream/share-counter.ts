import { scoringErrors } from '../errors.ts'
import { type Estimate, estimate, noEstimate } from '../estimate.ts'
import { proportionInterval } from '../interval/proportion.ts'
import type { ShareOptions } from '../satisfaction/share.ts'
import type { Accumulator } from './accumulator.ts'

/** How many, and of them how many yes. Plain JSON. */
export interface ShareState {
  readonly v: 1
  readonly yes: number
  readonly n: number
}

/**
 * The accumulator of one share of yes among yes and no: resolved, reopened, transferred, responded.
 *
 * @throws from `result`, `scoring/over-retracted`
 * @example
 * ```ts
 * import { proportion } from '@casewell/scoring'
 *
 * const resolved = proportion('resolved')
 * const state = resolved.addAll(resolved.zero(), [...new Array<boolean>(9).fill(true), false])
 * const { value, interval } = resolved.result(state)
 * console.log(value, interval?.lower.toFixed(3), interval?.upper.toFixed(3)) // 0.9 0.596 0.982
 * ```
 */
export function proportion(metric = 'share'): Accumulator<boolean, ShareState, Estimate, ShareOptions> {
  const count = (state: ShareState, yes: boolean, times: 1 | -1): ShareState => ({
    v: 1,
    yes: state.yes + (yes ? times : 0),
    n: state.n + times,
  })
  return {
    id: `proportion ${metric}`,
    zero: () => ({ v: 1, yes: 0, n: 0 }),
    add: (state, yes) => count(state, yes, 1),
    addAll(state, all) {
      let { yes, n } = state
      for (const one of all) {
        if (one) yes++
        n++
      }
      return { v: 1, yes, n }
    },
    retract: (state, yes) => count(state, yes, -1),
    merge: (a, b) => ({ v: 1, yes: a.yes + b.yes, n: a.n + b.n }),
    result: ({ yes, n }, options = {}) => {
      if (n < 0 || yes < 0 || yes > n)
        throw scoringErrors['over-retracted']({ what: metric, count: Math.min(n, yes, n - yes) })
      if (n === 0) return noEstimate(metric, 'yes / all', options)
      const interval = proportionInterval(yes, n, options)
      return estimate({ value: yes / n, interval, n, metric, convention: 'yes / all', evidence: 'behaviour' }, options)
    },
  }
}
