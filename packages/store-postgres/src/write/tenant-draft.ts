import { type Change, compareText, type Present, type RawDraft, type RawEntry, type Standing } from '@casewell/store'
import { DraftDoc } from './draft-doc.ts'

/** One tenant while commits are decided: the database, with what was decided so far laid over it. */
export class TenantDraft implements Present {
  readonly name: string
  /** Its number in the database; none while it has no row. */
  number: number | undefined
  readonly #docs = new Map<string, Map<string, DraftDoc>>()
  /** Ids under keys that were asked for, by space and key. */
  readonly #holders = new Map<string, Map<string, readonly string[]>>()
  readonly #events: RawDraft[] = []
  #commits = 0
  #position = 0
  #isTouched = false

  constructor(name: string) {
    this.name = name
  }

  get commits(): number {
    return this.#commits
  }

  get position(): number {
    return this.#position
  }

  /** Did any commit succeed? */
  get isTouched(): boolean {
    return this.#isTouched
  }

  /** Events that are not in the database yet; the last one stands at `position`. */
  get events(): readonly RawDraft[] {
    return this.#events
  }

  found(number: number, commits: number, position: number): void {
    this.number = number
    this.#commits = commits
    this.#position = position
  }

  /** The document that stands or shall stand under an id. */
  doc(collection: string, id: string): DraftDoc {
    const docs = this.#docs.get(collection) ?? new Map<string, DraftDoc>()
    const doc = docs.get(id) ?? new DraftDoc(collection, id)
    this.#docs.set(collection, docs.set(id, doc))
    return doc
  }

  /** Every document that was asked for. */
  *docs(): Iterable<DraftDoc> {
    for (const docs of this.#docs.values()) yield* docs.values()
  }

  standing(collection: string, id: string): Standing | undefined {
    return this.doc(collection, id).standing
  }

  holder(space: string, key: string): string | undefined {
    return this.#holders.get(space)?.get(key)?.[0]
  }

  /** Such a commit is the first of its stretch (see `stretches`): what the database had is what there is. */
  isReferenced(space: string, key: string): boolean {
    return this.holder(space, key) !== undefined
  }

  /** Which ids the database has under a key: to be told of every key that will be asked for, before anything is taken. */
  know(space: string, key: string, ids: readonly string[]): void {
    const keys = this.#holders.get(space) ?? new Map<string, readonly string[]>()
    this.#holders.set(space, keys.set(key, ids))
  }

  /** Lays one commit over what there is. */
  take(changes: readonly Change[], events: readonly RawDraft[]): { ok: true; commit: number; position: number } {
    this.#isTouched = true
    this.#commits++
    for (const { gone } of changes) for (const row of gone) this.#leave(row)
    for (const { write, come } of changes) {
      for (const row of come) this.#enter(row)
      if (write.kind !== 'check') this.doc(write.collection, write.id).take(write, this.#commits)
    }
    const position = this.#position + 1
    this.#events.push(...events)
    this.#position += events.length
    return { ok: true, commit: this.#commits, position }
  }

  #leave({ space, key, id }: RawEntry): void {
    const ids = this.#holders.get(space)?.get(key)
    if (ids)
      this.know(
        space,
        key,
        ids.filter((other) => other !== id),
      )
  }

  #enter({ space, key, id }: RawEntry): void {
    const ids = this.#holders.get(space)?.get(key)
    if (ids && !ids.includes(id)) this.know(space, key, [...ids, id].sort(compareText))
  }
}
