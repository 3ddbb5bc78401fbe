import type { Authorship, Draft, Event, FactOf } from './event.ts'

/** What a publication needs to know besides the draft. */
export interface Postmark {
  readonly id: string
  /** ISO 8601, UTC, milliseconds. */
  readonly time: string
  readonly source: string
  readonly position: number
  readonly tenant: string
}

/** An event while it is being written. */
type Unsealed = { -readonly [K in keyof Event]: Event[K] }

/** Puts a draft into its envelope: from here on it is a fact. */
export function seal<D extends Draft>(draft: D, mark: Postmark, by: Authorship): FactOf<D> {
  const event: Unsealed = {
    id: mark.id,
    type: draft.type,
    version: draft.version,
    source: mark.source,
    subject: draft.subject,
    time: mark.time,
    position: mark.position,
    tenant: mark.tenant,
    actor: by.actor ?? 'system',
    data: draft.data,
  }
  if (by.cause !== undefined) event.cause = by.cause
  if (by.correlation !== undefined) event.correlation = by.correlation
  return event as FactOf<D> // its type and data are the draft's
}
