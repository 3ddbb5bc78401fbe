import { type Answer, answer, unknown } from './answer.ts'
import { versionsErrors } from './errors.ts'
import { common, type Intervals, inside, normalise, outside } from './interval.ts'
import type { Scheme } from './scheme.ts'

/** A set of versions of one scheme, as plain data: it may be stored, sent and compared. */
export interface Range {
  /** The name of the scheme whose keys the intervals hold. */
  readonly scheme: string
  /** In order, without overlaps: two ranges hold the same versions when their intervals are equal. */
  readonly intervals: Intervals
}

/**
 * Reads a range in the scheme's own notation.
 *
 * @throws `versions/unparsable-range`
 * @example
 * ```ts
 * import { rangeOf, semver } from '@casewell/versions'
 *
 * for (const { from, below } of rangeOf('^1.2.0 || 3.x', semver).intervals) console.log(from, '<= key <', below)
 * // a1a2a0= <= key < a2a0a0-a0
 * // a3a0a0-a0 <= key < a4a0a0-a0
 * ```
 */
export function rangeOf(text: string, scheme: Scheme): Range {
  const intervals = scheme.range(text)
  if (intervals === undefined) throw versionsErrors['unparsable-range']({ range: text, scheme: scheme.name })
  return { scheme: scheme.name, intervals: normalise(intervals) } // a scheme of one's own may be less tidy than ours
}

/**
 * Is this key, of a version of the range's own scheme, inside? For hot loops over keys that are already at hand.
 *
 * @example
 * ```ts
 * import { holds, rangeOf, semver } from '@casewell/versions'
 *
 * const affected = rangeOf('^1.2.0', semver)
 * const keys = ['1.4.2', '2.0.0'].map((version) => semver.key(version) ?? '')
 * console.log(keys.map((key) => holds(affected, key))) // [ true, false ]
 * ```
 */
export const holds = (range: Range, key: string): boolean => inside(range.intervals, key)

/**
 * Is this version within the range? Pre-releases are placed by their order: `2.0.0-rc.1` is within `<2.0.0`, for it is
 * what the customer runs. Never throws: what cannot be told is `unknown`, with the reason.
 *
 * @param version - as the customer or the product states it; may be missing
 * @param range - a {@link Range}, or text in the scheme's own notation
 * @example
 * ```ts
 * import { dotted, rangeOf, semver, within } from '@casewell/versions'
 *
 * console.log(within('1.4.2', '>=1.2.0 <1.5.0', semver)) // { is: 'yes' }
 * console.log(within('1.10.0', '>=1.2.0 <1.5.0', semver)) // { is: 'no' }
 * console.log(within('the latest', '>=1.2.0 <1.5.0', semver)) // { is: 'unknown', because: 'unparsable-version' }
 * console.log(within('1.4.2', rangeOf('<2', dotted), semver)) // { is: 'unknown', because: 'other-scheme' }
 * ```
 */
export function within(version: string | undefined, range: Range | string, scheme: Scheme): Answer {
  const intervals = typeof range === 'string' ? scheme.range(range) : range.intervals
  if (intervals === undefined) return unknown('unparsable-range')
  if (typeof range !== 'string' && range.scheme !== scheme.name) return unknown('other-scheme')
  if (version === undefined || version.trim() === '') return unknown('missing-version')
  const key = scheme.key(version)
  return key === undefined ? unknown('unparsable-version') : answer(inside(intervals, key))
}

/**
 * Is there a place that lies in both ranges? `unknown` when their schemes differ.
 *
 * @example
 * ```ts
 * import { intersects, rangeOf, semver } from '@casewell/versions'
 *
 * console.log(intersects(rangeOf('^1.2.0', semver), rangeOf('>=1.9.0', semver))) // { is: 'yes' }
 * ```
 */
export function intersects(a: Range, b: Range): Answer {
  return a.scheme === b.scheme ? answer(common([a.intervals, b.intervals]).length > 0) : unknown('other-scheme')
}

/**
 * Does the whole of `inner` lie in `outer`? `unknown` when their schemes differ.
 *
 * @example
 * ```ts
 * import { covers, rangeOf, semver } from '@casewell/versions'
 *
 * console.log(covers(rangeOf('>=1.0.0', semver), rangeOf('^1.2.0', semver))) // { is: 'yes' }
 * console.log(covers(rangeOf('^1.2.0', semver), rangeOf('>=1.0.0', semver))) // { is: 'no' }
 * ```
 */
export function covers(outer: Range, inner: Range): Answer {
  if (outer.scheme !== inner.scheme) return unknown('other-scheme')
  return answer(common([inner.intervals, outside(outer.intervals)]).length === 0)
}

/**
 * The versions that lie in at least one of the ranges.
 *
 * @throws `versions/other-scheme`
 * @example
 * ```ts
 * import { dotted, rangeOf, union } from '@casewell/versions'
 *
 * const affected = union(rangeOf('>=10.1 <10.3', dotted), rangeOf('>=10.3 <10.5', dotted))
 * console.log(affected.intervals) // [ { from: 'b10a1=', below: 'b10a5=' } ]
 * ```
 */
export function union(first: Range, ...others: readonly Range[]): Range {
  const intervals = normalise([first, ...others].flatMap((r) => r.intervals))
  return { scheme: sameScheme(first, others), intervals }
}

/**
 * The versions that lie in every one of the ranges.
 *
 * @throws `versions/other-scheme`
 * @example
 * ```ts
 * import { intersection, rangeOf, semver, within } from '@casewell/versions'
 *
 * const both = intersection(rangeOf('^1.2.0', semver), rangeOf('>=1.9.0', semver))
 * console.log(within('1.4.0', both, semver), within('1.10.0', both, semver)) // { is: 'no' } { is: 'yes' }
 * ```
 */
export function intersection(first: Range, ...others: readonly Range[]): Range {
  const intervals = common([first, ...others].map((r) => r.intervals))
  return { scheme: sameScheme(first, others), intervals }
}

/**
 * The versions that do not lie in the range.
 *
 * @example
 * ```ts
 * import { complement, rangeOf, semver, within } from '@casewell/versions'
 *
 * console.log(within('2.0.0', complement(rangeOf('^1.2.0', semver)), semver)) // { is: 'yes' }
 * ```
 */
export const complement = (range: Range): Range => ({ scheme: range.scheme, intervals: outside(range.intervals) })

function sameScheme(first: Range, others: readonly Range[]): string {
  if (others.every((r) => r.scheme === first.scheme)) return first.scheme
  throw versionsErrors['other-scheme']({ schemes: [...new Set([first, ...others].map((r) => r.scheme))] })
}
