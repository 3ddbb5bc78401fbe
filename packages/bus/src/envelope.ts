import type { Authorship, Draft, Event } from './event.ts'

/** A published event. A class for speed: one shape for the engine, and no date is formatted until somebody reads it. */
class Envelope implements Event {
  readonly id: string
  readonly type: string
  readonly version: number
  readonly source: string
  readonly subject: string
  readonly position: number
  readonly tenant: string
  readonly actor: string
  declare readonly cause?: string
  declare readonly correlation?: string
  readonly data: unknown
  readonly #at: number

  constructor(draft: Draft, id: string, at: number, source: string, position: number, tenant: string, actor: string) {
    this.id = id
    this.type = draft.type
    this.version = draft.version
    this.source = source
    this.subject = draft.subject
    this.position = position
    this.tenant = tenant
    this.actor = actor
    this.data = draft.data
    this.#at = at
  }

  get time(): string {
    return new Date(this.#at).toISOString()
  }
}

/** What a publication needs to know besides the draft. */
export interface Postmark {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly source: string
  readonly position: number
  readonly tenant: string
}

/** Puts a draft into its envelope: from here on it is a fact. */
export function seal(draft: Draft, mark: Postmark, by: Authorship): Event {
  const event = new Envelope(draft, mark.id, mark.at, mark.source, mark.position, mark.tenant, by.actor ?? 'system')
  if (by.cause !== undefined) Object.assign(event, { cause: by.cause })
  if (by.correlation !== undefined) Object.assign(event, { correlation: by.correlation })
  return event
}
