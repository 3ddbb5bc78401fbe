import { type Change, compareText, type Present, type RawDraft, type RawEntry, type Standing } from '@casewell/store'
import { DraftDoc } from './draft-doc.ts'

/** What a draft asks of the file when it does not know. */
export interface Source {
  holders(space: string, key: string): readonly string[]
  isReferenced(space: string, key: string): boolean
  /** Reads the rows that stand beside a document. */
  entries(text: string, id: string): readonly RawEntry[]
}

/** One tenant while commits are decided: the file, with what was decided so far laid over it. */
export class TenantDraft implements Present {
  readonly name: string
  readonly #source: Source
  readonly #docs = new Map<string, Map<string, DraftDoc>>()
  readonly #holders = new Map<string, readonly string[]>()
  readonly #gone = new Map<string, RawEntry>()
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
    let docs = this.#docs.get(collection)
    if (!docs) this.#docs.set(collection, (docs = new Map()))
    let doc = docs.get(id)
    if (!doc) docs.set(id, (doc = new DraftDoc(collection, id, this.#source.entries)))
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
    return this.#holdersOf(space, key)[0]
  }

  isReferenced(space: string, key: string): boolean {
    return this.#source.isReferenced(space, key)
  }

  /** What the file says of a unique key. */
  know(space: string, key: string, ids: readonly string[]): void {
    this.#holders.set(keyName(space, key), ids)
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

  /** Rows that the file may have and shall not have any more. */
  get gone(): Iterable<RawEntry> {
    return this.#gone.values()
  }

  /** Events that the file has not yet; the last one stands at the head's position. */
  get events(): readonly RawDraft[] {
    return this.#events
  }

  #leave(row: RawEntry): void {
    this.#gone.set(rowName(row), row)
    if (!row.unique) return
    this.know(
      row.space,
      row.key,
      this.#holdersOf(row.space, row.key).filter((id) => id !== row.id),
    )
  }

  #enter(row: RawEntry): void {
    if (this.#gone.size > 0) this.#gone.delete(rowName(row))
    if (row.unique) this.know(row.space, row.key, [...this.#holdersOf(row.space, row.key), row.id].sort(compareText))
  }

  #holdersOf(space: string, key: string): readonly string[] {
    return this.#holders.get(keyName(space, key)) ?? this.#source.holders(space, key)
  }
}

const keyName = (space: string, key: string): string => `${space}\u0000${key}`
const rowName = ({ space, key, id }: RawEntry): string => `${space}\u0000${key}\u0000${id}`
