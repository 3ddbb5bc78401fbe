import { type Comparator, common, type Intervals, stretch } from './interval.ts'
import { isSound, prereleasesOf, type SemverParts, semverKey } from './semver-key.ts'

// npm's range notation, https://github.com/npm/node-semver#ranges: alternatives parted by `||`, each a list of
// comparators that must all hold. Sugar (`^1.2`, `1.x`, `1 - 2`) becomes plain bounds first.

/** How a range is read. */
export interface Reading {
  /** Spelling is forgiven, and what is no comparator is skipped. */
  readonly loosely: boolean
  /** Pre-releases take part by their order, as with node-semver's `includePrerelease`. */
  readonly byOrder: boolean
}

/** What one alternative means. */
export interface Alternative {
  readonly intervals: Intervals
  /** What the keys of those pre-releases begin with that the alternative names a sibling of. */
  readonly named: readonly string[]
}

/** A version with holes, `1.x` or `1.2.3-rc.1`: the numbers before the first hole. */
type Partial = SemverParts

/** One comparator without sugar. */
interface Bound extends SemverParts {
  readonly comparator: Comparator
}

const PART = '(\\d+|[xX*])'
const PRE = '(-)?([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)'
const partial = new RegExp(`^[v=]*${PART}(?:\\.${PART}(?:\\.${PART}(?:${PRE})?)?)?(?:\\+[0-9A-Za-z.-]+)?$`)
const comparator = /^(>=|<=|>|<|~>|~|\^)?(.*)$/

/** `-0` is the lowest pre-release: below `2.0.0-0` there is nothing of 2.0.0. */
const LOWEST = '0'

function parsePartial(text: string, { loosely }: Reading): Partial | undefined {
  const found = partial.exec(text)
  if (!found) return undefined
  const [, major, minor, patch, hyphen, pre] = found
  const given = [major, minor, patch].filter((part) => part !== undefined)
  const hole = given.findIndex((part) => !/\d/.test(part))
  const numbers = hole < 0 ? given : given.slice(0, hole)
  const isNumberAfterHole = hole >= 0 && given.slice(hole).some((part) => /\d/.test(part))
  if (isNumberAfterHole || (pre !== undefined && hyphen === undefined && !loosely)) return undefined
  const version = { numbers, pre: numbers.length === 3 ? pre : undefined }
  return isSound(version, loosely) ? version : undefined
}

const filled = (numbers: readonly string[]): string[] => [...numbers, '0', '0', '0'].slice(0, 3)

/** Below the next version that counts one up at this place: `1.4` at 0 → `<2.0.0-0`. */
function belowNext({ numbers }: Partial, place: number): Bound {
  const next = [...numbers.slice(0, place), String(Number(numbers[place]) + 1)]
  return { comparator: '<', numbers: filled(next), pre: LOWEST }
}

/** From the first version that the partial may stand for. */
function fromFirst({ numbers, pre }: Partial, { byOrder }: Reading): Bound {
  const first = numbers.length < 3 && byOrder ? LOWEST : pre
  return { comparator: '>=', numbers: filled(numbers), pre: first }
}

/** Where `^` lets a version grow: right of the first number that is not zero. */
function caretPlace(numbers: readonly string[]): number {
  const place = numbers.findIndex((n) => Number(n) !== 0)
  return place < 0 ? numbers.length - 1 : place
}

/** `>1.2` and its like: a comparator before a version with holes. */
function boundsAtHole(sign: string, version: Partial, reading: Reading): readonly Bound[] {
  const last = version.numbers.length - 1
  if (last < 0) return sign === '<' || sign === '>' ? [{ comparator: '<', numbers: filled([]), pre: LOWEST }] : []
  const next = belowNext(version, last)
  if (sign === '>=') return [fromFirst(version, reading)]
  if (sign === '<=') return [next]
  if (sign === '<') return [{ comparator: '<', numbers: filled(version.numbers), pre: LOWEST }]
  if (sign === '>') return [fromFirst({ numbers: next.numbers.slice(0, last + 1) }, reading)]
  return [fromFirst(version, reading), next]
}

function bounds(sign: string, version: Partial, reading: Reading): readonly Bound[] {
  const count = version.numbers.length
  if (count > 0 && sign === '^') return [fromFirst(version, reading), belowNext(version, caretPlace(version.numbers))]
  if (count > 0 && sign.startsWith('~')) return [fromFirst(version, reading), belowNext(version, count === 1 ? 0 : 1)]
  if (count < 3) return boundsAtHole(sign, version, reading)
  // Of the signs only the comparators of Interval are left; none at all means `=`.
  return [{ comparator: (sign || '=') as Comparator, ...version }]
}

/** `1.0.0 - 2.0.0`, both ends included. */
function hyphenBounds(first: Partial, last: Partial, reading: Reading): readonly Bound[] {
  const count = last.numbers.length
  const lowest = first.pre === undefined && reading.byOrder ? { ...first, pre: LOWEST } : first
  const from = first.numbers.length > 0 ? [fromFirst(lowest, reading)] : []
  if (count === 0) return from
  const isWhole = count === 3 && (last.pre !== undefined || !reading.byOrder)
  return [...from, isWhole ? { comparator: '<=', ...last } : belowNext(last, count - 1)]
}

/** Reads one comparator; `undefined` when it is none. */
function readComparator(text: string, reading: Reading): readonly Bound[] | undefined {
  const [, sign = '', rest = ''] = comparator.exec(text) ?? []
  const version = parsePartial(rest, reading)
  const found = version && bounds(sign, version, reading)
  return found?.every((bound) => isSound(bound, true)) ? found : undefined // counting up may have left the safe numbers
}

function readBounds(text: string, reading: Reading): readonly Bound[] | undefined {
  const [left = '', right, ...more] = text.split(' - ')
  if (right !== undefined && more.length === 0) {
    const first = parsePartial(left, reading)
    const last = parsePartial(right, reading)
    return first && last && hyphenBounds(first, last, reading)
  }
  if (text === '') return []
  const tokens = text.replace(/([<>=~^]) /g, '$1').split(' ')
  const read = tokens.map((token) => readComparator(token, reading))
  const found = reading.loosely ? read.filter((b) => b !== undefined) : read
  return found.length > 0 && found.every((b) => b !== undefined) ? found.flat() : undefined
}

/** Nothing is lower than `floor`, so `from` it on means from the beginning, and below it there is nothing. */
function meaning(found: readonly Bound[], floor: string): Alternative {
  const intervals = common(found.map((bound) => [stretch(bound.comparator, semverKey(bound))]))
  return {
    intervals: intervals
      .map((i) => (i.from === floor ? { ...i, from: '' } : i))
      .filter((i) => i.from !== '' || i.below > floor),
    named: found.filter((bound) => bound.pre !== undefined).map((bound) => prereleasesOf(bound.numbers)),
  }
}

/** Reads a range; `undefined` when it is none. */
export function npmRange(text: string, reading: Reading): readonly Alternative[] | undefined {
  const alternatives = text.replace(/\s+/g, ' ').split('||')
  const floor = semverKey({ numbers: filled([]), pre: reading.byOrder ? LOWEST : undefined })
  const read = alternatives.map((alternative) => readBounds(alternative.trim(), reading))
  const found = reading.loosely ? read.filter((b) => b !== undefined) : read
  if (found.length === 0 || !found.every((b) => b !== undefined)) return undefined
  return found.map((b) => meaning(b, floor))
}
