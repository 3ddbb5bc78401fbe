import { libraryOf, makeLibrary, Search, type SearchOptions } from '../search.ts'
import { readSnapshot, writeSnapshot } from './contents.ts'

/**
 * Everything a search knows, as bytes for `restoreSearch`: a restart needs not read the entries again. Nothing of
 * removed entries is in it. Merges what edits have scattered first.
 *
 * @example
 * ```ts
 * import { createSearch } from '@casewell/search'
 * import { restoreSearch, snapshotOf } from '@casewell/search/snapshot'
 *
 * const options = { fields: { title: 3, text: 1 } }
 * const search = createSearch(options)
 * search.put({ id: 'vpn', title: 'The VPN drops' })
 * console.log(restoreSearch(snapshotOf(search), options).find('vpn').hits.length) // 1
 * ```
 */
export function snapshotOf(search: Search<never, never>): Uint8Array {
  search.settle()
  return writeSnapshot(libraryOf(search))
}

/**
 * Makes a search from a snapshot, ready at once. The options are those it was created with; the bytes become part of
 * the search and must not be changed.
 *
 * @throws `search/snapshot-damaged`, `search/snapshot-differs`, and whatever `createSearch` throws
 * @example
 * ```ts
 * import { createSearch } from '@casewell/search'
 * import { restoreSearch, snapshotOf } from '@casewell/search/snapshot'
 *
 * const options = { fields: { title: 1 } }
 * const search = createSearch(options)
 * search.put({ id: 'ink', title: 'The printer smears' })
 * const again = restoreSearch(snapshotOf(search), options)
 * console.log(again.find('printer').hits.map(({ id }) => id)) // [ 'ink' ]
 * ```
 */
export function restoreSearch<const Field extends string, const Tag extends string = never>(
  snapshot: Uint8Array,
  options: SearchOptions<Field, Tag>,
): Search<Field, Tag> {
  const library = makeLibrary(options)
  readSnapshot(snapshot, library)
  return new Search(library)
}
