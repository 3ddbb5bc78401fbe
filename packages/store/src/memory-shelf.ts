import type {
  RawCommit,
  RawDoc,
  RawEntry,
  RawEvent,
  RawHead,
  RawHit,
  RawKept,
  RawOutcome,
  RawPlaced,
  RawScan,
} from './driver.ts'
import { compareText, type Range } from './key.ts'
import { type Change, type Present, planCommit } from './plan.ts'
import { SortedRows } from './sorted-rows.ts'

interface Kept extends RawDoc {
  readonly erased: boolean
  readonly entries: readonly RawEntry[]
}

/** Everything of one tenant. */
export class Shelf implements Present {
  readonly #docs = new Map<string, Map<string, Kept>>()
  readonly #rows = new Map<string, SortedRows>()
  readonly #log: { readonly subject: string; readonly json: string }[] = []
  #commit = 0

  apply({ writes, events }: RawCommit): RawOutcome {
    const plan = planCommit(writes, this)
    if ('conflicts' in plan) return { ok: false, conflicts: plan.conflicts }
    this.#commit++
    for (const change of plan.changes) for (const row of change.gone) this.#space(row.space).delete(row)
    for (const change of plan.changes) this.#write(change)
    const position = this.#log.length + 1
    for (const event of events) this.#log.push(event)
    return { ok: true, commit: this.#commit, position }
  }

  standing(collection: string, id: string): Kept | undefined {
    return this.#docs.get(collection)?.get(id)
  }

  holder(space: string, key: string): string | undefined {
    return this.#rows.get(space)?.first(key)
  }

  isReferenced(space: string, key: string): boolean {
    return this.holder(space, key) !== undefined
  }

  get(collection: string, id: string): RawDoc | undefined {
    const kept = this.standing(collection, id)
    return kept?.erased ? undefined : kept
  }

  scan({ collection, space, range, order, limit, after }: RawScan): readonly RawHit[] {
    const rows = this.#rows.get(space)?.slice(range, order, limit, after) ?? []
    return rows.flatMap(({ key, id }) => {
      const doc = this.get(collection, id)
      return doc ? [{ ...doc, key }] : []
    })
  }

  count(space: string, range: Range, cap: number): number {
    return Math.min(cap, this.#rows.get(space)?.count(range) ?? 0)
  }

  refs(space: string, key: string, limit: number, after?: string): readonly string[] {
    const position = after === undefined ? undefined : { key, id: after }
    const rows = this.#rows.get(space)?.slice({ lower: key, upper: `${key}\u0000` }, 'asc', limit, position)
    return rows?.map((row) => row.id) ?? []
  }

  all(collection: string, limit: number, after?: string): readonly RawDoc[] {
    const docs = [...(this.#docs.get(collection)?.values() ?? [])].filter((doc) => !doc.erased)
    docs.sort((a, b) => compareText(a.id, b.id))
    return docs.filter((doc) => after === undefined || compareText(doc.id, after) > 0).slice(0, limit)
  }

  log(after: number, limit: number, subject?: string): readonly RawEvent[] {
    if (subject === undefined)
      return this.#log.slice(after, after + limit).map(({ json }, i) => ({ position: after + i + 1, json }))
    const events: RawEvent[] = []
    for (let i = after; i < this.#log.length && events.length < limit; i++) {
      const event = this.#log[i]
      if (event?.subject === subject) events.push({ position: i + 1, json: event.json })
    }
    return events
  }

  head(): RawHead {
    return { commit: this.#commit, position: this.#log.length }
  }

  collections(): readonly string[] {
    return [...this.#docs].flatMap(([name, docs]) => (docs.size > 0 ? [name] : [])).sort(compareText)
  }

  kept(collection: string, limit: number, after?: string): readonly RawKept[] {
    const docs = [...(this.#docs.get(collection)?.values() ?? [])].sort((a, b) => compareText(a.id, b.id))
    const page = docs.filter(({ id }) => after === undefined || compareText(id, after) > 0).slice(0, limit)
    return page.map(({ erased, ...doc }) => ({ ...doc, collection, json: erased ? null : doc.json }))
  }

  /** Documents and log as they are now; rows are not copied, for nobody queries a copy. */
  copy(): Shelf {
    const copy = new Shelf()
    for (const [name, docs] of this.#docs) copy.#docs.set(name, new Map(docs))
    for (const event of this.#log) copy.#log.push(event)
    return copy.at(this.head())
  }

  load(docs: readonly RawKept[]): void {
    for (const { collection, json, ...doc } of docs) {
      for (const row of doc.entries) this.#space(row.space).add(row)
      this.#collection(collection).set(doc.id, { ...doc, json: json ?? '', erased: json === null })
    }
  }

  loadEvents(events: readonly RawPlaced[]): void {
    for (const { subject, json } of events) this.#log.push({ subject, json })
  }

  /** To be called when everything is loaded. */
  at({ commit }: RawHead): this {
    this.#commit = commit
    return this
  }

  #write({ write, come }: Change): void {
    if (write.kind === 'check') return
    for (const row of come) this.#space(row.space).add(row)
    const docs = this.#collection(write.collection)
    if (write.kind === 'delete') docs.delete(write.id)
    else docs.set(write.id, this.#kept(write))
  }

  #kept({ kind, id, json = '', schema = 0, entries = [] }: Change['write']): Kept {
    return {
      id,
      json,
      schema,
      version: this.#commit,
      erased: kind === 'erase',
      entries: kind === 'erase' ? [] : entries,
    }
  }

  #collection(name: string): Map<string, Kept> {
    const docs = this.#docs.get(name) ?? new Map<string, Kept>()
    this.#docs.set(name, docs)
    return docs
  }

  #space(space: string): SortedRows {
    const rows = this.#rows.get(space) ?? new SortedRows()
    this.#rows.set(space, rows)
    return rows
  }
}
