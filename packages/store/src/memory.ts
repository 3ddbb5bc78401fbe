import { memoryBlobs } from './blob/memory-blobs.ts'
import type { RawCommit, RawDoc, RawEntry, RawEvent, RawHit, RawOutcome, RawScan, StoreDriver } from './driver.ts'
import { createHost, type HostOptions, type StoreHost } from './host.ts'
import { compareText, type Range } from './key.ts'
import { type Change, type Present, planCommit } from './plan.ts'
import { SortedRows } from './sorted-rows.ts'

/**
 * A store in this process's memory: for tests, examples and programs that may forget.
 *
 * @example
 * ```ts
 * import { memoryStore } from '@casewell/store'
 *
 * await using host = memoryStore({ now: () => Date.UTC(2026, 0, 1) })
 * console.log(host.engine, await host.tenant('acme').now()) // memory 2026-01-01T00:00:00.000Z
 * ```
 */
export function memoryStore(options: HostOptions = {}): StoreHost {
  return createHost(memoryDriver(options.now), { blobs: memoryBlobs(options.now), ...options })
}

/** The engine behind `memoryStore`. */
export function memoryDriver(now: () => number = Date.now): StoreDriver {
  const shelves = new Map<string, Shelf>()
  const shelf = (tenant: string): Shelf => {
    const known = shelves.get(tenant) ?? new Shelf()
    shelves.set(tenant, known)
    return known
  }
  let last = 0
  return {
    name: 'memory',
    now: () => (last = Math.max(last, now())),
    apply: (group) => group.map((commit) => shelf(commit.tenant).apply(commit)),
    get: (tenant, collection, id) => shelves.get(tenant)?.get(collection, id),
    scan: (tenant, scan) => shelves.get(tenant)?.scan(scan) ?? [],
    count: (tenant, space, range, cap) => shelves.get(tenant)?.count(space, range, cap) ?? 0,
    refs: (tenant, space, key, limit, after) => shelves.get(tenant)?.refs(space, key, limit, after) ?? [],
    all: (tenant, collection, limit, after) => shelves.get(tenant)?.all(collection, limit, after) ?? [],
    log: (tenant, after, limit, subject) => shelves.get(tenant)?.log(after, limit, subject) ?? [],
    head: (tenant) => shelves.get(tenant)?.head() ?? { commit: 0, position: 0 },
    tenants: () => [...shelves.keys()].filter((tenant) => shelf(tenant).head().commit > 0).sort(compareText),
    watch: () => () => {}, // no other process can reach this memory
    close: () => shelves.clear(),
  }
}

interface Kept extends RawDoc {
  readonly erased: boolean
  readonly entries: readonly RawEntry[]
}

/** Everything of one tenant. */
class Shelf implements Present {
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

  head(): { commit: number; position: number } {
    return { commit: this.#commit, position: this.#log.length }
  }

  #write({ write, come }: Change): void {
    if (write.kind === 'check') return
    for (const row of come) this.#space(row.space).add(row)
    const docs = this.#docs.get(write.collection) ?? new Map<string, Kept>()
    this.#docs.set(write.collection, docs)
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

  #space(space: string): SortedRows {
    const rows = this.#rows.get(space) ?? new SortedRows()
    this.#rows.set(space, rows)
    return rows
  }
}
