import { common, everything, type Interval, type Intervals, normalise, outside, stretch } from './interval.ts'
import type { Range } from './range.ts'
import type { Scheme } from './scheme.ts'
import { TOP } from './sortable.ts'
import { readKnownVers, type VersConstraint } from './vers.ts'

/** A constraint with the key of its version. */
interface Bound {
  readonly comparator: VersConstraint['comparator']
  readonly key: string
}

const byKey = (a: Bound, b: Bound): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
const isUpper = (bound: Bound | undefined): boolean => bound?.comparator.startsWith('<') ?? false

/**
 * The stretches between `>` and `<`. Of several in a row with the same direction the widest counts, which is how the
 * specification simplifies them.
 */
function enclosed(bounds: readonly Bound[]): Intervals {
  const found: Interval[] = []
  let from: string | undefined = isUpper(bounds[0]) ? '' : undefined
  bounds.forEach((bound, at) => {
    // Only comparators with a direction arrive here.
    const interval = stretch(bound.comparator as '<' | '<=' | '>' | '>=', bound.key)
    if (!isUpper(bound)) from ??= interval.from
    else if (!isUpper(bounds[at + 1])) {
      if (from !== undefined) found.push({ from, below: interval.below })
      from = undefined
    }
  })
  return from === undefined ? found : [...found, { from, below: TOP }]
}

/**
 * The range that a vers means. Order and spelling are forgiven; the type of the vers says the scheme.
 *
 * @param own - counts the versions of a type that {@link schemeFor} does not know, `vers:acme/>=10.1`
 * @throws `versions/not-vers`, `versions/unknown-scheme`
 * @example
 * ```ts
 * import { pep440, versRange, within } from '@casewell/versions'
 *
 * const affected = versRange('vers:pypi/>=1.0|!=1.4.2|<2.0')
 * console.log(within('1.4', affected, pep440), within('1.4.2', affected, pep440)) // { is: 'yes' } { is: 'no' }
 * ```
 */
export function versRange(text: string, own?: Scheme): Range {
  const { vers, scheme, keys } = readKnownVers(text, own)
  const bounds = vers.constraints.map(({ comparator }, at) => ({ comparator, key: keys[at] ?? '' })).sort(byKey)
  const having = (sign: string) => bounds.filter(({ comparator }) => comparator === sign)
  const directed = bounds.filter(({ comparator }) => /^[<>]/.test(comparator))
  const points = having('=').map(({ key }) => stretch('=', key))
  const holes = having('!=').map(({ key }) => stretch('=', key))
  const isAll = directed.length === 0 && points.length === 0 // `*`, or nothing but exceptions
  const base = isAll ? everything : normalise([...enclosed(directed), ...points])
  return { scheme: scheme.name, intervals: common([base, outside(normalise(holes))]) }
}
