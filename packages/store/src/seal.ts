import type { Authorship } from '@casewell/bus'
import { encodeText } from './key.ts'
import type { Authored } from './store.ts'

/** An event that lacks only the time of its commit. */
export interface Sealed {
  readonly type: string
  /** In a form that every engine can hold and compare, see `encodeText`. */
  readonly subject: string
  /** The event as JSON text. @param now - ISO 8601, of the commit */
  json(now: string): string
}

/** Puts a draft into its envelope, at once: what its author does to it afterwards does not matter. */
export function seal(draft: Authored, by: Authorship, id: string, source: string): Sealed {
  const { type, version, subject, data, at } = draft
  const { actor = 'system', cause, correlation } = by
  const body = JSON.stringify({ id, type, version, source, subject, actor, cause, correlation, data }).slice(1)
  const time = at === undefined ? undefined : new Date(at).toISOString()
  return { type, subject: encodeText(subject), json: (now) => `{"time":"${time ?? now}",${body}` }
}
