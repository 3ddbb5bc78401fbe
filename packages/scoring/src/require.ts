import { inputErrors } from './errors.ts'

/** Refuses what is not a finite number within the bounds, both included; hands it back otherwise. */
export function requireWithin(what: string, value: number, min: number, max = Number.POSITIVE_INFINITY): number {
  if (typeof value === 'number' && value >= min && value <= max && Number.isFinite(value)) return value
  const range = max === Number.POSITIVE_INFINITY ? `a number not below ${min}` : `a number from ${min} to ${max}`
  throw inputErrors['out-of-range']({ what, value, range })
}

/** Refuses what is not a finite number above zero. */
export function requirePositive(what: string, value: number): number {
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value
  throw inputErrors['out-of-range']({ what, value, range: 'a number above 0' })
}

/** Refuses what is not a whole number within the bounds. */
export function requireWhole(what: string, value: number, min = 0, max = Number.MAX_SAFE_INTEGER): number {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value
  const range = max === Number.MAX_SAFE_INTEGER ? `a whole number not below ${min}` : `a whole number ${min}…${max}`
  throw inputErrors['out-of-range']({ what, value, range })
}

/** Refuses a confidence level that is not strictly between 0 and 1. */
export function requireLevel(level: number): number {
  if (level > 0 && level < 1) return level
  throw inputErrors['out-of-range']({
    what: 'the confidence level',
    value: level,
    range: 'like 0.95',
  })
}
