import type { Because } from './answer.ts'
import { common, everything, type Intervals, normalise, stretch } from './interval.ts'
import type { OsvAffected, OsvEvent, OsvRange } from './osv-record.ts'
import type { Range } from './range.ts'
import type { Scheme } from './scheme.ts'
import { schemeFor } from './scheme-for.ts'
import { semver } from './semver.ts'
import { TOP } from './sortable.ts'

/** The affected versions as a range, and whether that is all. */
export interface AffectedVersions {
  /** Whoever runs one of these is affected. `undefined` when there is no scheme to order them by. */
  readonly range: Range | undefined
  /** A part could not be read: whoever runs none of `range` may be affected nevertheless. */
  readonly doubt: Because | undefined
}

interface Turn {
  readonly key: string
  readonly isAffected: boolean
}

/** From this key on affected, or no longer; `undefined` for an event that is no such turn or cannot be read. */
function turn(event: OsvEvent, scheme: Scheme): Turn | undefined {
  const version = event.introduced ?? event.fixed ?? event.last_affected ?? ''
  const isAffected = event.introduced !== undefined
  const key = isAffected && version === '0' ? '' : scheme.key(version)
  if (key === undefined) return undefined
  return { key: event.last_affected === undefined ? key : stretch('<=', key).below, isAffected }
}

/** Turns by their keys; at one key, whoever introduces comes before whoever fixes. */
const byKey = (a: Turn, b: Turn): number =>
  a.key === b.key ? Number(b.isAffected) - Number(a.isAffected) : a.key < b.key ? -1 : 1

/** From each turn to the next, where the turn says affected. */
function stretches(turns: readonly Turn[]): Intervals {
  const sorted = turns.toSorted(byKey)
  return normalise(
    sorted.flatMap(({ key, isAffected }, at) => (isAffected ? [{ from: key, below: sorted[at + 1]?.key ?? TOP }] : [])),
  )
}

/** What lies below at least one of the limits; everything when there are none. */
function belowLimits(limits: readonly string[], scheme: Scheme): Intervals | undefined {
  if (limits.length === 0 || limits.includes('*')) return everything
  const keys = limits.map((limit) => scheme.key(limit))
  return keys.every((key) => key !== undefined) ? normalise(keys.map((key) => stretch('<', key))) : undefined
}

/** The events of one range as intervals. Evaluation: https://ossf.github.io/osv-schema/#evaluation */
function eventsRange(events: readonly OsvEvent[], scheme: Scheme): Intervals | undefined {
  const limits = events.flatMap((event) => event.limit ?? [])
  const turns = events.filter((event) => event.limit === undefined).map((event) => turn(event, scheme))
  const limited = belowLimits(limits, scheme)
  return limited && turns.every((t) => t !== undefined) ? common([stretches(turns), limited]) : undefined
}

function readRange({ type, events }: OsvRange, scheme: Scheme | undefined): Intervals | Because {
  if (type === 'GIT') return 'commits-only'
  if (scheme === undefined) return 'unknown-scheme'
  if (type === 'SEMVER' && scheme.name !== semver.name) return 'other-scheme'
  return eventsRange(events, scheme) ?? 'unparsable-range'
}

/** The scheme that orders these versions: the one given, the ecosystem's, or semver where a range says so itself. */
export function orderOf({ package: affected, ranges }: OsvAffected, given: Scheme | undefined): Scheme | undefined {
  const isSemver = ranges?.some(({ type }) => type === 'SEMVER') ?? false
  return given ?? schemeFor(affected?.ecosystem ?? '') ?? (isSemver ? semver : undefined)
}

/** The first part that could not be read. Commits need no reading where the versions are listed as well. */
function doubtOf(read: readonly (Intervals | Because)[], isListed: boolean): Because | undefined {
  if (read.length === 0 && !isListed) return 'nothing-stated'
  return read.filter((part) => typeof part === 'string').find((part) => !(part === 'commits-only' && isListed))
}

/**
 * Reads the affected versions of one package: the range to ask the store for.
 *
 * @param scheme - left out, the ecosystem tells; ranges of type `SEMVER` speak for themselves
 * @example
 * ```ts
 * import { affectedVersions } from '@casewell/versions'
 *
 * const { range, doubt } = affectedVersions({
 *   package: { ecosystem: 'Go', name: 'example.org/hub' },
 *   ranges: [{ type: 'SEMVER', events: [{ introduced: '1.2.0' }, { fixed: '1.4.1' }] }],
 * })
 * console.log(range?.intervals, doubt) // [ { from: 'a1a2a0=', below: 'a1a4a1=' } ] undefined
 * ```
 */
export function affectedVersions(affected: OsvAffected, scheme?: Scheme): AffectedVersions {
  const { ranges = [], versions = [] } = affected
  const order = orderOf(affected, scheme)
  const read = ranges.map((range) => readRange(range, order))
  const points = versions.flatMap((version) => order?.key(version) ?? []).map((key) => stretch('=', key))
  const intervals = normalise([...read.filter((part) => typeof part !== 'string').flat(), ...points])
  return { range: order && { scheme: order.name, intervals }, doubt: doubtOf(read, versions.length > 0) }
}
