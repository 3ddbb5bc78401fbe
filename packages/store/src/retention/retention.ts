import type { Collection } from '../collection.ts'
import type { Awaitable } from '../driver.ts'
import type { Reader, Stored } from '../store.ts'

/** How long documents of one collection are kept. */
export interface RetentionOptions<Doc, Index extends string> {
  /** Days of 24 hours, whole or not. */
  readonly keepDays: number
  /**
   * Since when a document is counted, milliseconds since 1970 or ISO 8601; undefined: it is kept. The store may be asked:
   * the content of a case is counted since its case was closed.
   */
  since(stored: Stored<Doc>, store: Reader): Awaitable<number | string | undefined>
  /**
   * An index whose first part is that time: then only what is due is read. @defaultValue none: all documents of the
   * collection are looked at, page by page
   */
  readonly index?: Index
  /**
   * `'erase'`: its id is taken for ever, so that nothing brings it back. `'remove'`: the id is free again.
   *
   * @defaultValue `'erase'`
   */
  readonly by?: 'erase' | 'remove'
}

/** A rule of retention, made by `retention`. */
export interface RetentionRule {
  readonly collection: Collection<unknown>
  readonly keepMs: number
  readonly index: string | undefined
  readonly by: 'erase' | 'remove'
  /** Milliseconds since 1970; undefined: it is kept. */
  since(stored: Stored<unknown>, store: Reader): Promise<number | undefined>
}

/**
 * Says how long documents of a collection are kept. Documents are content; the log is history and stays, so that scores
 * can be rebuilt from it.
 *
 * @example
 * ```ts
 * import { applyRetention, collection, memoryStore, put, retention } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Letters = collection('letters', z.object({ at: z.number() }), { version: 1, indexes: { at: (l) => [l.at] } })
 * const twoYears = retention(Letters, { keepDays: 730, since: ({ doc }) => doc.at, index: 'at' })
 * await using host = memoryStore({ now: () => Date.UTC(2026, 0, 1) })
 * const store = host.tenant('acme')
 * await store.commit({ writes: [put(Letters, 'old', { at: Date.UTC(2023, 0, 1) }, 'absent')] })
 * console.log(await applyRetention(store, [twoYears])) // [ { collection: 'letters', looked: 1, gone: 1 } ]
 * ```
 */
export function retention<Doc, Index extends string>(
  collection: Collection<Doc, Index>,
  { keepDays, since, index, by = 'erase' }: RetentionOptions<NoInfer<Doc>, NoInfer<Index>>,
): RetentionRule {
  return {
    collection: collection as unknown as Collection<unknown>, // a rule only reads, and gives what it read to `since`
    keepMs: keepDays * 86_400_000,
    index,
    by,
    async since(stored, store) {
      const at = await since(stored as Stored<Doc>, store) // read from this very collection
      return typeof at === 'string' ? Date.parse(at) : at
    },
  }
}
