import type { TimeRange, Warning } from '../estimate.ts'

/** What comes with every fit: how it was made, on what, how well it does, and what it must not be used for. */
export interface ModelCard {
  readonly method: string
  /** The paper or book the method is from. */
  readonly source: string
  /** How many observations the fit rests on (the sum of weights where they have weights). */
  readonly observations: number
  readonly parameters: number
  /** Natural logarithm of the (conditional, partial or marginal) likelihood; null where the method has none. */
  readonly logLikelihood: number | null
  /** Akaike's criterion, 2·parameters − 2·logLikelihood; compare it within one method and one set of data. */
  readonly aic: number | null
  /** Steps until the search came to rest; null for a closed form. */
  readonly iterations: number | null
  /** The time the observations are from, as the caller told it. */
  readonly window: TimeRange | null
  readonly warnings: readonly Warning[]
  /** What the fit cannot tell, however good it is. */
  readonly cautions: readonly string[]
}

type Drawn = Pick<ModelCard, 'method' | 'source' | 'observations' | 'parameters'> & Partial<ModelCard>

/** A card with what is known filled in. */
export function modelCard(drawn: Drawn): ModelCard {
  const { parameters, logLikelihood = null } = drawn
  return {
    iterations: null,
    window: null,
    warnings: [],
    cautions: [],
    ...drawn,
    logLikelihood,
    aic: logLikelihood === null ? null : 2 * parameters - 2 * logLikelihood,
  }
}
