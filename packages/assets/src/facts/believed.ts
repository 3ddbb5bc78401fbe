import type { Fact } from '../asset.ts'
import { same } from './check-fact.ts'

/** A fact with its id. */
export interface Told extends Fact {
  readonly id: string
}

/** What is held to be true of one key of an asset, and what contradicts it. */
export interface Belief {
  readonly fact: Told
  /** Told later, or at the same instant, and different: somebody should ask. */
  readonly against: readonly Told[]
}

/**
 * What is believed of an asset: for each key the newest verified fact, or, where nothing is verified, the newest that
 * somebody stated. Pure.
 *
 * @param facts - of one asset, in any order; proposed, unverified and rejected ones do not count
 * @example
 * ```ts
 * import { believed } from '@casewell/assets'
 *
 * const told = (value: string, at: string, confidence: 'verified' | 'stated') => ({
 *   id: at, asset: 'duo-1', customer: 'bob', organization: null, key: 'version', value, confidence, at, recordedAt: at,
 *   source: { kind: 'case' as const, id: 'c1' }, status: 'counted' as const, doubt: null, by: 'ada', case: 'c1',
 * })
 * const facts = [told('4.2.0', '2026-01-05T09:00:00Z', 'verified'), told('4.3.0', '2026-01-06T09:00:00Z', 'stated')]
 * const version = believed(facts).get('version')
 * console.log(version?.fact.value, version?.against.map(({ value }) => value)) // 4.2.0 [ '4.3.0' ]
 * ```
 */
export function believed(facts: readonly Told[]): ReadonlyMap<string, Belief> {
  const byKey = groupBy(
    facts.filter(({ status }) => status === 'counted'),
    ({ key }) => key,
  )
  return new Map([...byKey].map(([key, told]) => [key, belief(told)]))
}

function belief(told: readonly Told[]): Belief {
  const ordered = [...told].sort(newestFirst)
  const fact = (ordered.find(({ confidence }) => confidence === 'verified') ?? ordered[0]) as Told // a group is never empty
  return { fact, against: ordered.filter((other) => other.at >= fact.at && !same(other.value, fact.value)) }
}

/** Of the same instant: what became known later, and then by id, so that everybody believes the same. */
function newestFirst(a: Told, b: Told): number {
  return compare(b.at, a.at) || compare(b.recordedAt, a.recordedAt) || compare(b.id, a.id)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
