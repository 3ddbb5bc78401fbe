import type { RawCommit, RawDraft, RawEntry, RawOutcome, RawWrite } from './driver.ts'
import { compareText } from './key.ts'
import { type Change, type Present, planCommit, type Standing } from './plan.ts'

/** One document while a group is decided: what the engine holds under its id, and what it shall hold. */
export interface DraftedDoc {
  /** What the planner sees: undefined where there is neither a document nor a tombstone. */
  readonly standing: Standing | undefined
  /** Lays a write over what there is. */
  take(write: RawWrite, version: number): void
}

/**
 * One tenant while a group of commits is decided: what the engine holds, with what was decided so far laid over it. For
 * engines that look up what a group speaks of, decide it here, and write what came of it.
 */
export abstract class TenantDraft<Doc extends DraftedDoc> implements Present {
  readonly name: string
  readonly #docs = new Map<string, Map<string, Doc>>()
  /** Ids under keys that were asked for, by space and key. */
  readonly #holders = new Map<string, Map<string, readonly string[]>>()
  readonly #events: RawDraft[] = []
  readonly #gone: RawEntry[] = []
  #commits = 0
  #position = 0
  #isTouched = false

  constructor(name: string) {
    this.name = name
  }

  protected abstract newDoc(collection: string, id: string): Doc

  abstract isReferenced(space: string, key: string): boolean

  /** Number of the last commit. */
  get commits(): number {
    return this.#commits
  }

  /** Position of the last event. */
  get position(): number {
    return this.#position
  }

  /** Did any commit succeed? */
  get isTouched(): boolean {
    return this.#isTouched
  }

  /** Events that the engine has not yet; the last one stands at `position`. */
  get events(): readonly RawDraft[] {
    return this.#events
  }

  /** Rows that the engine may have and that some document let go; it may have taken them again. */
  get gone(): readonly RawEntry[] {
    return this.#gone
  }

  /** Where the tenant stands in the engine. */
  stands(commits: number, position: number): void {
    this.#commits = commits
    this.#position = position
  }

  /** The document that stands or shall stand under an id. */
  doc(collection: string, id: string): Doc {
    const docs = this.#docs.get(collection) ?? new Map<string, Doc>()
    const doc = docs.get(id) ?? this.newDoc(collection, id)
    this.#docs.set(collection, docs.set(id, doc))
    return doc
  }

  /** Every document that was asked for. */
  *docs(): Iterable<Doc> {
    for (const docs of this.#docs.values()) yield* docs.values()
  }

  standing(collection: string, id: string): Standing | undefined {
    return this.doc(collection, id).standing
  }

  holder(space: string, key: string): string | undefined {
    return this.#holders.get(space)?.get(key)?.[0]
  }

  /** Which ids the engine has under a key: to be told of every key that will be asked for, before anything is decided. */
  know(space: string, key: string, ids: readonly string[]): void {
    const keys = this.#holders.get(space) ?? new Map<string, readonly string[]>()
    this.#holders.set(space, keys.set(key, ids))
  }

  /** Decides one commit, and lays it over what there is if it holds. */
  decide({ writes, events }: RawCommit): RawOutcome {
    const plan = planCommit(writes, this)
    return 'conflicts' in plan ? { ok: false, conflicts: plan.conflicts } : this.#take(plan.changes, events)
  }

  #take(changes: readonly Change[], events: readonly RawDraft[]): RawOutcome {
    this.#isTouched = true
    this.#commits++
    for (const { gone } of changes) for (const row of gone) this.#leave(row)
    for (const { write, come } of changes) {
      for (const row of come) this.#enter(row)
      if (write.kind !== 'check') this.doc(write.collection, write.id).take(write, this.#commits)
    }
    const position = this.#position + 1
    for (const event of events) this.#events.push(event)
    this.#position += events.length
    return { ok: true, commit: this.#commits, position }
  }

  #leave(row: RawEntry): void {
    this.#gone.push(row)
    const { space, key, id } = row
    const ids = this.#holders.get(space)?.get(key)
    if (!ids) return
    const left = ids.filter((other) => other !== id)
    this.know(space, key, left)
  }

  #enter({ space, key, id }: RawEntry): void {
    const ids = this.#holders.get(space)?.get(key)
    if (ids && !ids.includes(id)) this.know(space, key, [...ids, id].sort(compareText))
  }
}

/**
 * Cuts a group where a commit asks whether anybody refers to something: that is answered by the engine, so what comes
 * before must be in it. Such commits are rare: each is a blob that is being swept.
 *
 * @example
 * ```ts
 * import { type RawCommit, stretches } from '@casewell/store'
 *
 * const plain: RawCommit = { tenant: 'acme', writes: [], events: [] }
 * const drop = { kind: 'delete', collection: 'blobs', id: 'b1', expect: 'any' } as const
 * const swept = { ...drop, unreferenced: { space: '$blob', key: 'b1' } }
 * const group = [plain, plain, { ...plain, writes: [swept] }, plain]
 * console.log(stretches(group).map((commits) => commits.length)) // [ 2, 2 ]
 * ```
 */
export function stretches(group: readonly RawCommit[]): readonly (readonly RawCommit[])[] {
  const found: RawCommit[][] = []
  for (const commit of group) {
    const isFresh = found.length === 0 || commit.writes.some(({ unreferenced }) => unreferenced)
    if (isFresh) found.push([commit])
    else found.at(-1)?.push(commit)
  }
  return found
}
