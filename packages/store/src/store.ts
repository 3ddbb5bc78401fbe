import type { AnyEventType, Authorship, Draft, Event } from '@casewell/bus'
import type { Blobs } from './blob/blobs.ts'
import type { AnyCollection, Collection } from './collection.ts'
import type { Part } from './key.ts'
import type { Write } from './write.ts'

/** A document as it is stored. */
export interface Stored<Doc> {
  readonly id: string
  readonly doc: Doc
  /** The number of the commit that wrote it: it never repeats, also not after a deletion. */
  readonly version: number
}

/** One page of an answer; `next` is the cursor of the following page, absent on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next?: string
}

/** A stretch of one index: keys that begin with `equals`, whose next part lies in [from, to). */
export interface Stretch<Index extends string = string> {
  readonly index: Index
  readonly equals?: readonly Part[]
  readonly from?: Part
  readonly to?: Part
}

/** A query runs along one index, in its order; nothing is intersected, nothing is sorted. */
export interface Query<Index extends string = string> extends Stretch<Index> {
  /** @defaultValue `'asc'` */
  readonly order?: 'asc' | 'desc'
  /** 1 to 1000. */
  readonly limit: number
  readonly cursor?: string
}

/** Who can read documents. */
export interface Reader {
  /** @throws `store/bad-document`, `store/newer-schema` */
  get<Doc>(from: Collection<Doc, never>, id: string): Promise<Stored<Doc> | undefined>
  /** @throws `store/bad-query` */
  find<Doc, Index extends string>(
    from: Collection<Doc, Index>,
    query: Query<NoInfer<Index>>,
  ): Promise<Page<Stored<Doc>>>
}

/** A draft that may say who stands behind it, and when it happened. */
export interface Authored extends Draft {
  readonly by?: Authorship
  /** When it happened, milliseconds since 1970. @defaultValue the store's clock at the commit */
  readonly at?: number
}

/** What shall be written together, or not at all. */
export interface CommitRequest {
  readonly writes?: readonly Write[]
  readonly events?: readonly Authored[]
  /** Who stands behind the events that do not say so themselves. */
  readonly by?: Authorship
}

/** The receipt of a commit: durable when one holds it. */
export interface Committed {
  /** Number of this commit, dense from 1 in its tenant; the version of every document it wrote. */
  readonly commit: number
  /** Where its events stand in the log, in their order. */
  readonly positions: readonly number[]
}

/** What one learns of a commit before reading anything. */
export interface News {
  /** The last position of the log after it; undefined if another process committed. */
  readonly position?: number
  /** Names of the collections that it wrote to; undefined if another process committed. */
  readonly collections?: ReadonlySet<string>
  /** Types of its events, in their order: those of the last so many positions; undefined if another process committed. */
  readonly types?: readonly string[]
}

/** A document as it is stored, of whichever collection and version: for tools that know no schema. */
export interface Inspected {
  readonly collection: string
  readonly id: string
  readonly version: number
  /** Version of the collection under which it was written. */
  readonly schema: number
  readonly doc: unknown
}

/** The documents and the log of one tenant. Nothing that one holds can name another tenant. */
export interface Store extends Reader {
  /**
   * Writes documents and events in one atomic, durable commit.
   *
   * @throws `store/conflict` with every expectation that did not hold; `store/duplicate-write`, `store/bad-id`
   */
  commit(change: CommitRequest): Promise<Committed>
  /** How many documents a stretch of an index has, counted up to `cap`. */
  count<Doc, Index extends string>(
    of: Collection<Doc, Index>,
    stretch: Stretch<NoInfer<Index>>,
    cap: number,
  ): Promise<number>
  /**
   * Documents of a collection by their ids, after `after`: for work that goes through all of them.
   *
   * @throws `store/bad-query` unless the limit is 1 to 1000
   */
  all<Doc>(
    from: Collection<Doc, never>,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<readonly Stored<Doc>[]>
  /** The document that `about` names, `collection/id`, as it is stored. */
  inspect(document: string): Promise<Inspected | undefined>
  /** Events after a position, in order, never with a gap that fills later. Older versions are upcast. */
  readLog(query: {
    readonly after: number
    readonly limit: number
    readonly subject?: string
  }): Promise<readonly Event[]>
  /** The last commit and the last position. */
  head(): Promise<{ readonly commit: number; readonly position: number }>
  /** Calls back soon after a commit, by whichever process: a hint, the log is the truth. */
  onCommit(listener: (news: News) => void): () => void
  /** The store's clock. It never moves back. */
  now(): Promise<Date>
  readonly blobs: Blobs
  /**
   * Overwrites what deleted documents have left in the engine's own files (a write-ahead log), as far as the engine can
   * do that while it works. What remains for an administrator, the engine's own page says.
   */
  wipe(): Promise<void>
  /** Documents of any collection that concern a person, as `collection/id`. */
  about(person: string, query: { readonly limit: number; readonly after?: string }): Promise<readonly string[]>
  /** Makes collections and event types known, and brings documents of older versions up to date; resumable. */
  prepare(known: {
    readonly collections?: readonly AnyCollection[]
    readonly events?: readonly AnyEventType[]
  }): Promise<void>
}
