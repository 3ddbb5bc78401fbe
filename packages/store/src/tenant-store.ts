import { type AnyEventType, type Draft, type Event, understand } from '@casewell/bus'
import type { BlobShelf, Blobs } from './blob/blobs.ts'
import { tenantBlobs } from './blob/tenant-blobs.ts'
import type { AnyCollection, Collection } from './collection.ts'
import { cursorOf, readCursor } from './cursor.ts'
import { decode } from './decode.ts'
import type { RawCommit, RawDraft, RawEvent, RawOutcome, StoreDriver } from './driver.ts'
import { conflictError, storeErrors } from './errors.ts'
import { encodeKey, rangeOf } from './key.ts'
import { rawWrites, spaceOf } from './raw-writes.ts'
import type { CommitRequest, Committed, News, Page, Query, Store, Stored, Stretch } from './store.ts'
import { upgradeCollection } from './upgrade.ts'

/** What the stores of one host share. */
export interface Shared {
  readonly driver: StoreDriver
  readonly source: string
  readonly ids: () => string
  readonly shelf: BlobShelf
  commit(commit: RawCommit): Promise<RawOutcome>
  onCommit(tenant: string, listener: (news: News) => void): () => void
}

const largestPage = 1000

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
    this.blobs = tenantBlobs(tenant, shared, async (raw) => this.#commitRaw([raw], []))
  }

  async commit({ writes = [], events = [], by = {} }: CommitRequest): Promise<Committed> {
    const raw = rawWrites(writes)
    const now = await this.#shared.driver.now()
    const drafts = events.map(
      (draft): RawDraft => ({
        subject: draft.subject,
        json: this.#seal(draft, new Date(draft.at ?? now).toISOString(), draft.by ?? by),
      }),
    )
    return this.#commitRaw(raw, drafts)
  }

  async get<Doc>(from: Collection<Doc, never>, id: string): Promise<Stored<Doc> | undefined> {
    const raw = await this.#shared.driver.get(this.#tenant, from.name, id)
    return raw && decode(from, raw)
  }

  async find<Doc, Index extends string>(from: Collection<Doc, Index>, query: Query<Index>): Promise<Page<Stored<Doc>>> {
    const { index, order = 'asc', limit, cursor } = query
    const fault = faultOf(from, query)
    if (fault) throw storeErrors['bad-query']({ collection: from.name, index, reason: fault })
    const space = spaceOf(from.name, index)
    const after = cursor === undefined ? {} : { after: readCursor(cursor, { collection: from.name, index }) }
    const range = rangeOf(query.equals ?? [], query.from, query.to)
    const scan = { collection: from.name, space, range, order, limit: limit + 1, ...after }
    const hits = await this.#shared.driver.scan(this.#tenant, scan)
    const last = hits[limit - 1]
    const items = hits.slice(0, limit).map((hit) => decode(from, hit))
    return hits.length > limit && last ? { items, next: cursorOf(last.key, last.id) } : { items }
  }

  async count<Doc, Index extends string>(
    of: Collection<Doc, Index>,
    stretch: Stretch<Index>,
    cap: number,
  ): Promise<number> {
    const range = rangeOf(stretch.equals ?? [], stretch.from, stretch.to)
    return this.#shared.driver.count(this.#tenant, spaceOf(of.name, stretch.index), range, cap)
  }

  async readLog(query: { after: number; limit: number; subject?: string }): Promise<readonly Event[]> {
    const raw = await this.#shared.driver.log(this.#tenant, query.after, query.limit, query.subject)
    return raw.map((event) => this.#event(event))
  }

  async head(): Promise<{ commit: number; position: number }> {
    return this.#shared.driver.head(this.#tenant)
  }

  onCommit(listener: (news: News) => void): () => void {
    return this.#shared.onCommit(this.#tenant, listener)
  }

  async now(): Promise<Date> {
    return new Date(await this.#shared.driver.now())
  }

  async about(person: string, { limit, after }: { limit: number; after?: string }): Promise<readonly string[]> {
    return this.#shared.driver.refs(this.#tenant, '$about', encodeKey([person]), limit, after)
  }

  async prepare(known: { collections?: readonly AnyCollection[]; events?: readonly AnyEventType[] }): Promise<void> {
    for (const type of known.events ?? []) this.#types.set(type.type, type)
    for (const collection of known.collections ?? []) {
      const namesake = this.#collections.get(collection.name)
      if (namesake && namesake !== collection) throw storeErrors['same-name']({ collection: collection.name })
      this.#collections.set(collection.name, collection)
      await upgradeCollection(this, collection, (after) =>
        this.#shared.driver.all(this.#tenant, collection.name, 200, after),
      )
    }
  }

  async #commitRaw(writes: RawCommit['writes'], events: readonly RawDraft[]): Promise<Committed> {
    const outcome = await this.#shared.commit({ tenant: this.#tenant, writes, events })
    if (!outcome.ok) throw conflictError(outcome.conflicts)
    return { commit: outcome.commit, positions: events.map((_, i) => outcome.position + i) }
  }

  #seal(draft: Draft, time: string, by: NonNullable<CommitRequest['by']>): string {
    return JSON.stringify({
      id: this.#shared.ids(),
      type: draft.type,
      version: draft.version,
      source: this.#shared.source,
      subject: draft.subject,
      time,
      actor: by.actor ?? 'system',
      cause: by.cause,
      correlation: by.correlation,
      data: draft.data,
    })
  }

  #event({ position, json }: RawEvent): Event {
    // The log holds what #seal wrote; place and tenant are not repeated in it.
    const event = { ...(JSON.parse(json) as Omit<Event, 'position' | 'tenant'>), position, tenant: this.#tenant }
    const type = this.#types.get(event.type)
    return type && type.version !== event.version ? understand(event, this.#types) : event
  }
}

function faultOf(from: { indexes: Readonly<Record<string, unknown>> }, { index, limit }: Query): string | undefined {
  if (!Object.hasOwn(from.indexes, index))
    return `there is no such index; declared are ${Object.keys(from.indexes).join(', ')}`
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= largestPage))
    return `limit ${limit} lies outside 1 to ${largestPage}`
  return undefined
}
