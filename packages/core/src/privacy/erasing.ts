import type { AnyCollection, Collection } from '@casewell/store'

/** Whose content is being erased. */
export interface Gone {
  /** Every id of the person, if a person is erased. */
  readonly customers: ReadonlySet<string>
  /** Addresses, numbers and accounts of the person, in lower case; empty once they are erased themselves. */
  readonly handles: ReadonlySet<string>
}

/** How documents of one collection are treated when content is erased that they may hold. */
export interface Erasing {
  readonly collection: AnyCollection
  /** What remains of the document; undefined if nothing does. */
  readonly remains: (doc: never, gone: Gone) => unknown
}

/**
 * Says what remains of a plugin's documents when the person or the case they are `about` is erased, or the message whose
 * id they bear. Of collections that say nothing, nothing remains: the document is erased, its id taken for ever.
 *
 * @example
 * ```ts
 * import { erasing } from '@casewell/core'
 * import { collection } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Ratings = collection(
 *   'ratings',
 *   z.object({ case: z.string(), stars: z.number(), comment: z.string() }),
 *   { version: 1, indexes: {}, about: (rating) => [rating.case] },
 * )
 * const plugin = {
 *   name: 'ratings',
 *   collections: [Ratings],
 *   erasing: [erasing(Ratings, (rating) => ({ ...rating, comment: '' }))], // the number counts on
 *   setup: () => undefined,
 * }
 * console.log(plugin.erasing[0]?.collection.name) // ratings
 * ```
 */
export function erasing<Doc>(
  collection: Collection<Doc, never>,
  remains: (doc: Doc, gone: Gone) => Doc | undefined,
): Erasing {
  return { collection, remains }
}

/** JSON without the strings that name one of these handles: list items that hold one go, a text becomes empty. */
export function withoutHandles(json: unknown, handles: ReadonlySet<string>): unknown {
  if (typeof json === 'string') return names(json, handles) ? '' : json
  if (Array.isArray(json))
    return json
      .filter((item) => !names(JSON.stringify(item) ?? '', handles))
      .map((item) => withoutHandles(item, handles))
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withoutHandles(value, handles)]))
}

function names(text: string, handles: ReadonlySet<string>): boolean {
  const lower = text.toLowerCase()
  for (const handle of handles) if (lower.includes(handle)) return true
  return false
}
