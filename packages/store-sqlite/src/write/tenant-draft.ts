import { type Change, compareText, type Present, type RawDraft, type RawEntry, type Standing } from '@casewell/store'
import { DraftDoc } from './draft-doc.ts'

/** What a draft asks of the file when it does not know. */
export interface Source {
  isReferenced(space: string, key: string): boolean
  /** Reads the rows that stand beside a document. */
  entries(text: string): readonly RawEntry[]
}

/** One tenant while commits are decided: the file, with what was decided so far laid over it. */
export class TenantDraft implements Present {
  readonly name: string
  readonly #source: Source
  readonly #docs = new Map<string, Map<string, DraftDoc>>()
  /** Ids under keys that were asked for, by space and key. */
  readonly #holders = new Map<string, Map<string, readonly string[]>>()
  readonly #gone: RawEntry[] = []
  readonly #events: RawDraft[] = []
  /** Number of the last commit. */
  #commits: number
  /** Position of the last event. */
  #position: number
  #isTouched = false

  constructor(name: string, head: { readonly commits: number; readonly position: number }, source: Source) {
    this.name = name
    this.#commits = head.commits
    this.#position = head.position
    this.#source = source
  }

  get head(): { readonly commits: number; readonly position: number } {
    return { commits: this.#commits, position: this.#position }
  }

  /** Did any commit succeed? */
  get isTouched(): boolean {
    return this.#isTouched
  }

  /** The document that stands or shall stand under an id. */
  doc(collection: string, id: string): DraftDoc {
    const docs = this.#docs.get(collection) ?? new Map<string, DraftDoc>()
    const doc = docs.get(id) ?? new DraftDoc(collection, id, this.#source.entries)
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

  isReferenced(space: string, key: string): boolean {
    return this.#source.isReferenced(space, key)
  }

  /** Which ids the file has under a key. To be told before anything is taken, of every key that will be asked for. */
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
    for (const event of events) this.#events.push(event)
    this.#position += events.length
    return { ok: true, commit: this.#commits, position }
  }

  /** Rows that the file may have and that some document let go; it may have taken them again. */
  get gone(): readonly RawEntry[] {
    return this.#gone
  }

  /** Events that the file has not yet; the last one stands at the head's position. */
  get events(): readonly RawDraft[] {
    return this.#events
  }

  #leave(row: RawEntry): void {
    this.#gone.push(row)
    const ids = this.#holders.get(row.space)?.get(row.key)
    if (ids)
      this.know(
        row.space,
        row.key,
        ids.filter((id) => id !== row.id),
      )
  }

  #enter(row: RawEntry): void {
    const ids = this.#holders.get(row.space)?.get(row.key)
    if (ids) this.know(row.space, row.key, [...ids, row.id].sort(compareText))
  }
}
