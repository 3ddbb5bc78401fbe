/** Where the truth may lie. */
export interface Interval {
  readonly lower: number
  readonly upper: number
  /** How often such an interval holds the truth, 0…1. */
  readonly level: number
  readonly method: string
}

/** A stretch of time, its end not included; times in milliseconds since 1970. */
export interface TimeRange {
  readonly fromMs: number
  readonly toMs: number
}

/** Something a reader should know before using a number. Branch on `code`, show `message`. */
export interface Warning {
  readonly code: string
  readonly message: string
}

/** What a number rests on: answers, what customers did, a model, or what an agent declared. */
export type Evidence = 'survey' | 'behaviour' | 'model' | 'declared'

/** A number with its doubt; there is no other kind in this package. */
export interface Estimate {
  /** null when there is nothing to say, never 0. */
  readonly value: number | null
  readonly interval: Interval | null
  /** How many observations. */
  readonly n: number
  /** How many equally weighted observations would say as much (Kish). */
  readonly effectiveN: number
  readonly metric: string
  /** Which of the formulas in use under this name. */
  readonly convention: string
  readonly evidence: Evidence
  readonly warnings: readonly Warning[]
  readonly window?: TimeRange
}

/** What every result function can be told. */
export interface EstimateOptions {
  /** Confidence level, 0…1. @defaultValue 0.95 */
  readonly level?: number
  /** The time the observations are from; it is passed through to the result. */
  readonly window?: TimeRange
}

/** Below this many observations a score is called tiny. */
const TINY = 10

/** Half an interval wider than this share of the scale's length is called wide. */
const WIDE = 0.1

type Drawn = Omit<Estimate, 'warnings' | 'effectiveN' | 'evidence' | 'window'> &
  Partial<Pick<Estimate, 'warnings' | 'effectiveN' | 'evidence'>>

/**
 * An estimate with the warnings that its own numbers give rise to.
 *
 * @param wide - half an interval longer than this is called wide; Infinity where no length means anything
 */
export function estimate(drawn: Drawn, options: EstimateOptions = {}, wide: number = WIDE): Estimate {
  const { n, interval, effectiveN = n, evidence = 'survey', warnings = [] } = drawn
  const half = interval === null ? 0 : (interval.upper - interval.lower) / 2
  const doubts = [
    ...doubt(n === 0, 'no-answers', 'there is nothing to go by yet.'),
    ...doubt(n > 0 && n < TINY, 'tiny-sample', `only ${n} observations: read the interval, not the value.`),
    ...doubt(
      effectiveN < n * (1 - 1e-12),
      'weighted',
      `${n} weighted observations say as much as ${effectiveN.toFixed(1)} equal ones.`,
    ),
    ...doubt(half > wide, 'wide', `the truth may lie ${half.toPrecision(2)} to either side.`),
    ...warnings,
  ]
  const window = options.window === undefined ? {} : { window: options.window }
  return { ...drawn, effectiveN, evidence, warnings: doubts, ...window }
}

const doubt = (applies: boolean, code: string, message: string): Warning[] => (applies ? [{ code, message }] : [])

/** The estimate of nothing: no value, no interval, and the warning that says so. */
export function noEstimate(metric: string, convention: string, options: EstimateOptions = {}): Estimate {
  return estimate({ value: null, interval: null, n: 0, metric, convention }, options)
}
