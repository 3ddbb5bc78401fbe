import { type AnyEventType, type Event, understand } from '@casewell/bus'
import { checkCount, checkLogQuery, checkPage, checkQuery } from './asked.ts'
import type { BlobShelf, Blobs } from './blob/blobs.ts'
import { tenantBlobs } from './blob/tenant-blobs.ts'
import type { AnyCollection, Collection } from './collection.ts'
import { cursorOf, readCursor } from './cursor.ts'
import { decode } from './decode.ts'
import type { Awaitable, RawEvent, RawOutcome, StoreDriver } from './driver.ts'
import { conflictError, storeErrors } from './errors.ts'
import type { Prepared } from './group.ts'
import { isId, placeOf } from './id.ts'
import { encodeKey, encodeText, rangeOf } from './key.ts'
import { rawWrites, spaceOf } from './raw-writes.ts'
import { type ReadCache, recalls } from './read-cache.ts'
import { seal } from './seal.ts'
import type { CommitRequest, Committed, Inspected, News, Page, Query, Store, Stored, Stretch } from './store.ts'
import { upgradeCollection } from './upgrade.ts'

/** What the stores of one host share. */
export interface Shared {
  readonly source: string
  readonly ids: () => string
  readonly shelf: BlobShelf
  readonly cache: ReadCache
  /**
   * Works at the engine while the host is open; `close` waits for it.
   *
   * @throws `store/closed`
   */
  use<R>(work: (driver: StoreDriver) => Awaitable<R>): Promise<R>
  /** To be called inside `use`. */
  commit(commit: Prepared): Promise<RawOutcome>
  onCommit(tenant: string, listener: (news: News) => void): () => void
}

/** The front of an engine for one tenant. */
export class TenantStore implements Store {
  readonly #tenant: string
  readonly #shared: Shared
  readonly #types = new Map<string, AnyEventType>()
  readonly #collections = new Map<string, AnyCollection>()
  readonly blobs: Blobs

  constructor(tenant: string, shared: Shared) {
    this.#tenant = tenant
    this.#shared = shared
    this.blobs = tenantBlobs(tenant, shared)
    const { cache } = shared
    recalls.set(this, {
      get(from, id) {
        const raw = cache.get(tenant, from.name, id)
        return raw && decode(from, raw)
      },
      isLikelyFree: ({ name }) => cache.isLikelyFree(name),
      claimed: ({ name }, isFree) => cache.claimed(name, isFree),
    })
  }

  commit({ writes = [], events = [], by = {} }: CommitRequest): Promise<Committed> {
    return this.#shared.use(async () => {
      const { ids, source } = this.#shared
      const outcome = await this.#shared.commit({
        tenant: this.#tenant,
        writes: rawWrites(writes),
        events: events.map((draft) => seal(draft, draft.by ?? by, ids(), source)),
      })
      if (!outcome.ok) throw conflictError(outcome.conflicts)
      return { commit: outcome.commit, positions: events.map((_, i) => outcome.position + i) }
    })
  }

  async get<Doc>(from: Collection<Doc, never>, id: string): Promise<Stored<Doc> | undefined> {
    if (!isId(id)) return undefined // nothing can be stored under it
    const raw = await this.#shared.use((driver) => driver.get(this.#tenant, from.name, id))
    if (raw) this.#shared.cache.keep(this.#tenant, from.name, raw)
    return raw && decode(from, raw)
  }

  async find<Doc, Index extends string>(from: Collection<Doc, Index>, query: Query<Index>): Promise<Page<Stored<Doc>>> {
    checkQuery(from, query)
    const { index, order = 'asc', limit, cursor } = query
    const space = spaceOf(from.name, index)
    const after = cursor === undefined ? {} : { after: readCursor(cursor, { collection: from.name, index }) }
    const range = rangeOf(query.equals ?? [], query.from, query.to)
    const scan = { collection: from.name, space, range, order, limit: limit + 1, ...after }
    const hits = await this.#shared.use((driver) => driver.scan(this.#tenant, scan))
    const last = hits[limit - 1]
    const items = hits.slice(0, limit).map((hit) => decode(from, hit))
    return hits.length > limit && last ? { items, next: cursorOf(last.key, last.id) } : { items }
  }

  async count<Doc, Index extends string>(
    of: Collection<Doc, Index>,
    stretch: Stretch<Index>,
    cap: number,
  ): Promise<number> {
    checkCount(of, stretch, cap)
    const range = rangeOf(stretch.equals ?? [], stretch.from, stretch.to)
    return this.#shared.use((driver) => driver.count(this.#tenant, spaceOf(of.name, stretch.index), range, cap))
  }

  async all<Doc>(
    from: Collection<Doc, never>,
    { limit, after }: { limit: number; after?: string },
  ): Promise<readonly Stored<Doc>[]> {
    checkPage(from.name, 'id', limit)
    const raw = await this.#shared.use((driver) => driver.all(this.#tenant, from.name, limit, after))
    return raw.map((doc) => decode(from, doc))
  }

  async inspect(document: string): Promise<Inspected | undefined> {
    const [collection, id] = placeOf(document)
    if (!isId(id)) return undefined // nothing can be stored under it
    const raw = await this.#shared.use((driver) => driver.get(this.#tenant, collection, id))
    return raw && { collection, id, version: raw.version, schema: raw.schema, doc: JSON.parse(raw.json) as unknown }
  }

  async readLog(query: { after: number; limit: number; subject?: string }): Promise<readonly Event[]> {
    checkLogQuery(query)
    const subject = query.subject === undefined ? undefined : encodeText(query.subject)
    const raw = await this.#shared.use((driver) => driver.log(this.#tenant, query.after, query.limit, subject))
    return raw.map((event) => this.#event(event))
  }

  head(): Promise<{ readonly commit: number; readonly position: number }> {
    return this.#shared.use((driver) => driver.head(this.#tenant))
  }

  onCommit(listener: (news: News) => void): () => void {
    return this.#shared.onCommit(this.#tenant, listener)
  }

  async wipe(): Promise<void> {
    await this.#shared.use((driver) => driver.wipe?.())
  }

  async now(): Promise<Date> {
    return new Date(await this.#shared.use((driver) => driver.now()))
  }

  async about(person: string, { limit, after }: { limit: number; after?: string }): Promise<readonly string[]> {
    checkPage('all collections', 'person', limit)
    return this.#shared.use((driver) => driver.refs(this.#tenant, '$about', encodeKey([person]), limit, after))
  }

  async prepare(known: { collections?: readonly AnyCollection[]; events?: readonly AnyEventType[] }): Promise<void> {
    for (const type of known.events ?? []) this.#types.set(type.type, type)
    for (const collection of known.collections ?? []) {
      const namesake = this.#collections.get(collection.name)
      if (namesake && namesake !== collection) throw storeErrors['same-name']({ collection: collection.name })
      this.#collections.set(collection.name, collection)
      await upgradeCollection(this, collection, (after) =>
        this.#shared.use((driver) => driver.all(this.#tenant, collection.name, 200, after)),
      )
    }
  }

  #event({ position, json }: RawEvent): Event {
    // The log holds what `seal` wrote; place and tenant are not repeated in it. Filling them in is cheaper than a copy.
    const event = JSON.parse(json) as { -readonly [K in keyof Event]: Event[K] }
    event.position = position
    event.tenant = this.#tenant
    const type = this.#types.get(event.type)
    return type && type.version !== event.version ? understand(event, this.#types) : event
  }
}
