import { type Estimate, type EstimateOptions, type Evidence, estimate, type Warning } from '../estimate.ts'
import { wilson } from './proportion.ts'

/** What a share means, and what a reader should know of it. */
export interface ShareName {
  readonly metric: string
  readonly convention: string
  /** @defaultValue 'survey' */
  readonly evidence?: Evidence
  readonly warnings?: readonly Warning[]
  /** Observations, where they are weighted and `of` is their effective number. */
  readonly n?: number
}

/** The share `yes` of `of` with Wilson's interval; of nothing, no value. */
export function shareEstimate(yes: number, of: number, name: ShareName, options: EstimateOptions = {}): Estimate {
  const known =
    of === 0 ? { value: null, interval: null } : { value: yes / of, interval: wilson(yes, of, options.level) }
  return estimate({ n: of, effectiveN: of, ...name, ...known }, options)
}
