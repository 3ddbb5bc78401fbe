import type { Interval } from '../estimate.ts'
import { LEVEL, zOf } from '../interval/proportion.ts'
import { normalTwoSided } from '../numeric/normal.ts'
import { logistic } from './logistic.ts'

/** One number of a fitted model with its doubt. */
export interface Coefficient {
  readonly name: string
  readonly value: number
  readonly standardError: number
  /** Value over standard error. */
  readonly z: number
  /** Two-sided, by the normal approximation. */
  readonly pValue: number
  /** Symmetric, from the standard error; rough in small samples. */
  readonly interval: Interval
}

export function coefficient(name: string, value: number, variance: number, level = LEVEL): Coefficient {
  const standardError = Math.sqrt(variance)
  const z = value / standardError
  const margin = zOf(level) * standardError
  const interval: Interval = { lower: value - margin, upper: value + margin, level, method: 'wald' }
  return { name, value, standardError, z, pValue: normalTwoSided(Math.abs(z)), interval }
}

/** The coefficients of a maximum, by name. */
export function coefficients(
  names: readonly string[],
  values: readonly number[],
  covariance: readonly (readonly number[])[],
  level?: number,
): Coefficient[] {
  return names.map((name, i) => coefficient(name, values[i] ?? Number.NaN, covariance[i]?.[i] ?? Number.NaN, level))
}

/** A chance from its log-odds and their variance; the interval is symmetric on the log-odds and stays within 0…1. */
export function chanceWithDoubt(logOdds: number, variance: number, level: number = LEVEL) {
  const half = zOf(level) * Math.sqrt(variance)
  const [lower, upper] = [logistic(logOdds - half), logistic(logOdds + half)]
  const interval: Interval = { lower, upper, level, method: 'wald, on the log-odds' }
  return { value: logistic(logOdds), interval }
}
