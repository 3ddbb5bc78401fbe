/**
 * One fact, after it was published. On any wire it is a CloudEvents 1.0 JSON object (see `toCloudEvent`).
 *
 * A plain object: it may be spread, cloned, posted to a worker and written as JSON without losing a field. Everybody
 * hears the same object, so nobody changes it. Content stays out of events: ids, categories, numbers and instants only.
 */
export interface Event<Name extends string = string, Data = unknown> {
  /** Unique within `source`. */
  readonly id: string
  readonly type: Name
  /** Version of the type's schema that `data` fits, from 1. */
  readonly version: number
  /** URI reference of whoever published it. */
  readonly source: string
  /** What the fact is about: a case id, a customer id; `''` if it is about nothing in particular. */
  readonly subject: string
  /** ISO 8601, UTC, milliseconds. */
  readonly time: string
  /** Place in the tenant's log, dense from 1; on a bus without a store: place in this bus's life; 0: in no log. */
  readonly position: number
  readonly tenant: string
  /** Who did it: `agent:ada`, `customer:…`, `system`. */
  readonly actor: string
  /** Id of the event or command that led to this one. */
  readonly cause?: string
  /** Shared by everything that one outside request set in motion. */
  readonly correlation?: string
  /** `undefined` for an event that needs no data. */
  readonly data: Data
}

/** A fact that somebody wants published: what an event type makes when it is called. */
export interface Draft<Name extends string = string, Data = unknown> {
  readonly type: Name
  readonly version: number
  readonly subject: string
  readonly data: Data
}

/** The event that a draft (or any of a union of them) becomes. */
export type FactOf<D extends Draft> = D extends Draft<infer Name, infer Data> ? Event<Name, Data> : never

/** Who and what stands behind a publication; every field has a default. */
export interface Authorship {
  /** @defaultValue `'system'` */
  readonly actor?: string
  /** Id of the event or command that led to this publication. */
  readonly cause?: string
  /** Shared by everything that one outside request set in motion. */
  readonly correlation?: string
}
