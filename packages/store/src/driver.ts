import type { Conflict } from './errors.ts'
import type { Range } from './key.ts'
import type { Expectation } from './write.ts'

/** Engines may answer at once or later. */
export type Awaitable<T> = T | Promise<T>

/** One row of an index, ready for an engine: text only. */
export interface RawEntry {
  /** Which index: `cases.inbox`; `$about` and `$blob` run across collections. */
  readonly space: string
  /** Ordered by UTF-8 bytes. */
  readonly key: string
  /** The second half of the order, and what a scan gives back. */
  readonly id: string
  readonly unique: boolean
}

/** One change of a commit, ready for an engine. */
export interface RawWrite {
  readonly kind: 'put' | 'check' | 'delete' | 'erase'
  readonly collection: string
  readonly id: string
  /** `'missing'`, of a check: there is no document, whether the id is free or erased. */
  readonly expect: Expectation | 'missing'
  /** Of a put: the document as JSON text, the collection's version, the rows it has in the indexes from now on. */
  readonly json?: string
  readonly schema?: number
  readonly entries?: readonly RawEntry[]
  /** Of a check: the commit fails while any row has this `space` and `key`. */
  readonly unreferenced?: { readonly space: string; readonly key: string }
}

/** An event as an engine gets it. */
export interface RawDraft {
  readonly subject: string
  /** The event without its position, as JSON text. */
  readonly json: string
}

/** One commit as an engine gets it. */
export interface RawCommit {
  readonly tenant: string
  readonly writes: readonly RawWrite[]
  readonly events: readonly RawDraft[]
}

/** What became of one commit of a group. */
export type RawOutcome =
  | {
      readonly ok: true
      readonly commit: number /** Position of its first event; the others follow. */
      readonly position: number
    }
  | { readonly ok: false; readonly conflicts: readonly [Conflict, ...Conflict[]] }

/** A document as an engine keeps it. */
export interface RawDoc {
  readonly id: string
  readonly json: string
  /** The number of the commit that wrote it. */
  readonly version: number
  readonly schema: number
}

/** An event as an engine has it in its log. */
export interface RawEvent {
  readonly position: number
  readonly json: string
}

/** A stretch of one index in its order, (key, id), from just after `after` on. */
export interface RawScan {
  readonly collection: string
  readonly space: string
  readonly range: Range
  readonly order: 'asc' | 'desc'
  readonly limit: number
  readonly after?: { readonly key: string; readonly id: string }
}

/** A document as an index found it, with the key that it stood under. */
export interface RawHit extends RawDoc {
  readonly key: string
}

/** What stands under an id, as the engine has it: a document with its rows, or a tombstone. What a backup carries. */
export interface RawKept {
  readonly collection: string
  readonly id: string
  readonly version: number
  readonly schema: number
  /** Null where the id was erased for ever. */
  readonly json: string | null
  readonly entries: readonly RawEntry[]
}

/** The last commit and the last position of a tenant. */
export interface RawHead {
  readonly commit: number
  readonly position: number
}

/** One moment of an engine: what is committed meanwhile is not in it. Whoever takes it closes it. */
export interface RawSnapshot {
  /** Every tenant that had committed, by name. */
  tenants(): Awaitable<readonly string[]>
  head(tenant: string): Awaitable<RawHead>
  /** Names of the collections that have documents or tombstones, in order. */
  collections(tenant: string): Awaitable<readonly string[]>
  /** Documents and tombstones of a collection by id, after `after`. */
  kept(tenant: string, collection: string, limit: number, after?: string): Awaitable<readonly RawKept[]>
  log(tenant: string, after: number, limit: number): Awaitable<readonly RawEvent[]>
  close(): Awaitable<void>
}

/** An event on its way into an engine, at the place that it has. */
export interface RawPlaced extends RawEvent {
  readonly subject: string
}

/**
 * Tenants on their way into an engine, under their names: nobody sees anything of them before `publish`, and what was
 * not published is gone after `close`, or when the next load begins the same tenant.
 */
export interface RawLoad {
  begin(tenant: string): Awaitable<void>
  docs(tenant: string, docs: readonly RawKept[]): Awaitable<void>
  events(tenant: string, events: readonly RawPlaced[]): Awaitable<void>
  /** Has any document that was loaded a row with this space and key? */
  isReferenced(tenant: string, space: string, key: string): Awaitable<boolean>
  /**
   * Makes the tenants visible with all that they have, durably: all of them, or none. Resolves to the names that have
   * committed already; nothing was done if there are any.
   */
  publish(heads: ReadonlyMap<string, RawHead>): Awaitable<readonly string[]>
  close(): Awaitable<void>
}

/**
 * What an engine must be able to do, and all of it: texts in, texts out. Schemas, keys, cursors, group commit, units of
 * work, subscriptions, timers and blobs stand in front of it, once for all engines (`createHost`).
 */
export interface StoreDriver {
  /** Appears in health and messages: `memory`, `sqlite`, `postgres`. */
  readonly name: string
  /** The engine's clock, milliseconds since 1970, never moving back. */
  now(): Awaitable<number>
  /**
   * Writes a group of commits, durably when it resolves. They behave as if one came after another: later ones see
   * earlier ones; one that conflicts leaves no trace and does not disturb the others. Commit numbers and positions are
   * dense per tenant, from 1. Rejects only if nothing of the group was written.
   */
  apply(group: readonly RawCommit[]): Awaitable<readonly RawOutcome[]>
  /**
   * Would this rejection of `apply` meet every commit alike: a locked file, a lost connection? If not, the commits of
   * the group are tried one by one. @defaultValue it would not
   */
  isOutage?(error: unknown): boolean
  get(tenant: string, collection: string, id: string): Awaitable<RawDoc | undefined>
  /** Documents by an index. */
  scan(tenant: string, scan: RawScan): Awaitable<readonly RawHit[]>
  /** How many rows a range has, at most `cap`. */
  count(tenant: string, space: string, range: Range, cap: number): Awaitable<number>
  /** Ids of rows that run across collections, in order, after `after`. */
  refs(tenant: string, space: string, key: string, limit: number, after?: string): Awaitable<readonly string[]>
  /** Documents of a collection by id, after `after`, erased ones left out. */
  all(tenant: string, collection: string, limit: number, after?: string): Awaitable<readonly RawDoc[]>
  /** Events after a position, in order, without gaps. */
  log(tenant: string, after: number, limit: number, subject?: string): Awaitable<readonly RawEvent[]>
  head(tenant: string): Awaitable<RawHead>
  /** Every tenant that ever committed, by name. */
  tenants(): Awaitable<readonly string[]>
  /**
   * Overwrites what deleted documents have left in the engine's own files, as far as the engine can do that while it
   * works. @defaultValue nothing: a deleted document leaves nothing behind, or an administrator has to act
   */
  wipe?(): Awaitable<void>
  /** What backup and restore stand on. */
  snapshot(): Awaitable<RawSnapshot>
  load(): Awaitable<RawLoad>
  /**
   * Calls back when another process may have committed: for which tenants, or for all if the engine cannot tell. A hint;
   * reading the log is the truth. At most one at a time.
   */
  watch(changed: (tenants?: readonly string[]) => void): () => void
  close(): Awaitable<void>
}
