import type { CasewellError } from '@casewell/errors'
import type { SqliteName } from '../connection/connection.ts'
import type { Place } from '../connection/fault.ts'
import type { FlatOutcomes } from './outcomes.ts'
import type { Tape } from './tape.ts'

/** What the writer thread is started with. */
export interface WriterSettings extends Place {
  readonly casewell: 'store-sqlite/writer'
  readonly sqlite: SqliteName
}

/** To the writer thread: a group to be written, or a word. */
export type Order = Tape | 'wipe' | 'watch' | 'unwatch' | 'close'

/** What became of a group, or of a wipe: one without outcomes. */
export type Answer =
  | { readonly kind: 'written'; readonly outcomes: FlatOutcomes }
  | { readonly kind: 'failed'; readonly error: ReturnType<CasewellError['toJSON']> }

/**
 * From the writer thread. Groups are answered in their order. After `watching`, what another connection commits is
 * reported as `changed`.
 */
export type Report = Answer | { readonly kind: 'watching' | 'changed' | 'closed' }

export function isWriterSettings(data: unknown): data is WriterSettings {
  return typeof data === 'object' && data !== null && 'casewell' in data && data.casewell === 'store-sqlite/writer'
}
