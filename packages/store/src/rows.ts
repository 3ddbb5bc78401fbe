import type { Collection } from './collection.ts'
import type { Query, Reader, Stored } from './store.ts'

/** What one looks for, page by page. */
export type RowsQuery<Index extends string = string> = Omit<Query<Index>, 'cursor' | 'limit'> & {
  /** Rows of one page, 1…1000. @defaultValue `500` */
  readonly limit?: number
}

/**
 * The pages of a query, one after the other. What comes and goes meanwhile neither skips nor repeats what stays.
 *
 * @throws `store/bad-query`
 * @example
 * ```ts
 * import { collection, memoryStore, pagesOf, put } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Boxes = collection('boxes', z.object({ size: z.number() }), { version: 1, indexes: { size: (b) => [b.size] } })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * await store.commit({ writes: [3, 1, 2].map((size) => put(Boxes, `b${size}`, { size }, 'absent')) })
 * const lengths: number[] = []
 * for await (const page of pagesOf(store, Boxes, { index: 'size', limit: 2 })) lengths.push(page.length)
 * console.log(lengths) // [ 2, 1 ]
 * ```
 */
export async function* pagesOf<Doc, Index extends string>(
  reader: Pick<Reader, 'find'>,
  from: Collection<Doc, Index>,
  { limit = 500, ...query }: RowsQuery<NoInfer<Index>>,
): AsyncGenerator<readonly Stored<Doc>[], void, undefined> {
  let cursor: string | undefined
  do {
    const place = cursor === undefined ? {} : { cursor }
    const page = await reader.find(from, { ...query, limit, ...place })
    yield page.items
    cursor = page.next
  } while (cursor !== undefined)
}

/**
 * Every document of a query, however many these are: `find` gives a page of at most 1000.
 *
 * @throws `store/bad-query`
 * @example
 * ```ts
 * import { collection, memoryStore, put, rowsOf } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Boxes = collection('boxes', z.object({ size: z.number() }), { version: 1, indexes: { size: (b) => [b.size] } })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * await store.commit({ writes: [3, 1, 2].map((size) => put(Boxes, `b${size}`, { size }, 'absent')) })
 * const ids: string[] = []
 * for await (const { id } of rowsOf(store, Boxes, { index: 'size', order: 'desc' })) ids.push(id)
 * console.log(ids) // [ 'b3', 'b2', 'b1' ]
 * ```
 */
export async function* rowsOf<Doc, Index extends string>(
  reader: Pick<Reader, 'find'>,
  from: Collection<Doc, Index>,
  query: RowsQuery<NoInfer<Index>>,
): AsyncGenerator<Stored<Doc>, void, undefined> {
  for await (const page of pagesOf(reader, from, query)) yield* page
}
