import { inputErrors } from '../errors.ts'
import { modelErrors } from './errors.ts'

/** Refuses what is not a finite number; hands it back otherwise. */
export function requireFinite(what: string, value: number): number {
  if (Number.isFinite(value)) return value
  throw inputErrors['out-of-range']({ what, value, range: 'a finite number' })
}

/** Refuses lists that should go together and do not. */
export function requireSameLength(what: string, one: readonly unknown[], other: readonly unknown[]): void {
  if (one.length !== other.length) throw modelErrors['unequal-lengths']({ what, one: one.length, other: other.length })
}
