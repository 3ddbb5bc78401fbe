import type { Intervals } from './interval.ts'

/**
 * How one family of products counts its versions. A scheme is a value: `semver`, `pep440`, `dotted`, … or one of your own.
 */
export interface Scheme {
  /** The order its keys belong to. Keys of two schemes may be compared when, and only when, these names are equal. */
  readonly name: string
  /**
   * The sortable key of a version: printable ASCII, plain string order is the order of the versions, equal versions
   * have equal keys. `undefined` when the text is not a version of this scheme. Never throws.
   */
  key(version: string): string | undefined
  /** The versions that a range in the scheme's own notation means; `undefined` when it cannot be read. Never throws. */
  range(text: string): Intervals | undefined
}

/**
 * Which of two versions comes first: -1 the left one, 1 the right one, 0 they are the same version.
 * `undefined` when one of them is not a version of the scheme.
 *
 * @example
 * ```ts
 * import { compare, dotted, semver } from '@casewell/versions'
 *
 * console.log(compare('1.10.0', '1.9.0', semver)) // 1
 * console.log(compare('2.0.0-rc.1', '2.0.0', semver)) // -1
 * console.log(compare('10.2', '10.2.0', dotted)) // 0
 * console.log(compare('the old one', '10.2.0', dotted)) // undefined
 * ```
 */
export function compare(left: string, right: string, scheme: Scheme): -1 | 0 | 1 | undefined {
  const a = scheme.key(left)
  const b = scheme.key(right)
  if (a === undefined || b === undefined) return undefined
  return a < b ? -1 : a > b ? 1 : 0
}
