import type { RawEntry, RawWrite } from './driver.ts'
import type { Conflict } from './errors.ts'

/** What is stored under an id now. */
export interface Standing {
  readonly version: number
  readonly erased: boolean
  readonly entries: readonly RawEntry[]
}

/** What a planner must be able to see. */
export interface Present {
  standing(collection: string, id: string): Standing | undefined
  /** The id that holds a key of a unique index. */
  holder(space: string, key: string): string | undefined
  isReferenced(space: string, key: string): boolean
}

/** One change that holds, with the rows it takes out of the indexes and the rows it puts in. */
export interface Change {
  readonly write: RawWrite
  readonly gone: readonly RawEntry[]
  readonly come: readonly RawEntry[]
}

/**
 * Decides a commit against what is stored: every change it makes, or every expectation that does not hold. Pure.
 *
 * @example
 * ```ts
 * import { type Present, planCommit } from '@casewell/store'
 *
 * const nothing: Present = { standing: () => undefined, holder: () => undefined, isReferenced: () => false }
 * const claim = { kind: 'put', collection: 'boxes', id: 'one', expect: 'absent', json: '{}', schema: 1 } as const
 * console.log('changes' in planCommit([claim], nothing)) // true
 * console.log(planCommit([{ ...claim, expect: 7 }], nothing))
 * // { conflicts: [ { collection: 'boxes', id: 'one', expected: 7, actual: 'absent' } ] }
 * ```
 */
export function planCommit(
  writes: readonly RawWrite[],
  present: Present,
): { readonly changes: readonly Change[] } | { readonly conflicts: readonly [Conflict, ...Conflict[]] } {
  const conflicts: Conflict[] = []
  const changes: Change[] = []
  for (const write of writes) {
    const standing = present.standing(write.collection, write.id)
    if (objects(write, standing, present)) conflicts.push(conflictOf(write, standing))
    else changes.push(changeOf(write, standing))
  }
  conflicts.push(...takenKeys(changes, present))
  const [first, ...others] = conflicts
  return first ? { conflicts: [first, ...others] } : { changes }
}

function objects(write: RawWrite, standing: Standing | undefined, present: Present): boolean {
  const { unreferenced } = write
  if (unreferenced && present.isReferenced(unreferenced.space, unreferenced.key)) return true
  if (write.expect === 'missing') return standing !== undefined && !standing.erased
  if (standing?.erased) return !(write.kind === 'erase' && write.expect === 'any')
  if (write.expect === 'any') return false
  return (standing?.version ?? 'absent') !== write.expect
}

function conflictOf(write: RawWrite, standing: Standing | undefined): Conflict {
  const actual = standing === undefined ? 'absent' : standing.erased ? 'erased' : standing.version
  return { collection: write.collection, id: write.id, expected: write.expect, actual }
}

const keyName = (space: string, key: string): string => `${space}\u0000${key}`
const placeOf = ({ space, key, id }: RawEntry): string => `${keyName(space, key)}\u0000${id}`
/** A row that becomes unique is another row in the same place: its key must be asked for. */
const rowName = (row: RawEntry): string => `${placeOf(row)}\u0000${row.unique}`

function changeOf(write: RawWrite, standing: Standing | undefined): Change {
  if (write.kind === 'check') return { write, gone: [], come: [] }
  const before = standing?.entries ?? []
  const after = write.kind === 'put' ? (write.entries ?? []) : []
  if (before.length === 0) return { write, gone: [], come: after }
  const kept = new Set(after.map(rowName))
  const had = new Set(before.map(rowName))
  return {
    write,
    gone: before.filter((row) => !kept.has(rowName(row))),
    come: after.filter((row) => !had.has(rowName(row))),
  }
}

/** Keys of unique indexes that somebody else holds: a stored document that does not let go, or an earlier change. */
function takenKeys(changes: readonly Change[], present: Present): readonly Conflict[] {
  const freed = new Set(changes.flatMap(({ gone }) => gone.map(placeOf)))
  const taken = new Map<string, string>()
  const conflicts: Conflict[] = []
  for (const { write, come } of changes)
    for (const { space, key, id, unique } of come) {
      if (!unique) continue
      const name = keyName(space, key)
      const stored = present.holder(space, key)
      const isFreed = stored === undefined || freed.has(`${name}\u0000${stored}`)
      const holder = isFreed ? taken.get(name) : stored
      if (holder !== undefined && holder !== id) conflicts.push(uniqueConflict(write, space, holder, present))
      else taken.set(name, id)
    }
  return conflicts
}

function uniqueConflict(write: RawWrite, space: string, holder: string, present: Present): Conflict {
  const actual = present.standing(write.collection, write.id)?.version ?? 'absent'
  const index = space.slice(write.collection.length + 1) // a space is `collection.index`, and collections may have dots
  return { collection: write.collection, id: write.id, expected: write.expect, actual, index, holder }
}
