import type { Collection, Query, Reader, Stored } from '@casewell/store'

/** All pages of a query, one after the other. */
export async function* pagesOf<Doc, Index extends string>(
  reader: Pick<Reader, 'find'>,
  from: Collection<Doc, Index>,
  query: Omit<Query<NoInfer<Index>>, 'cursor' | 'limit'> & { readonly limit?: number },
): AsyncGenerator<readonly Stored<Doc>[], void, undefined> {
  let cursor: string | undefined
  do {
    const place = cursor === undefined ? {} : { cursor }
    const page = await reader.find(from, { ...query, limit: query.limit ?? 500, ...place })
    yield page.items
    cursor = page.next
  } while (cursor !== undefined)
}

/** Every document of a query, page by page. */
export async function* rowsOf<Doc, Index extends string>(
  reader: Pick<Reader, 'find'>,
  from: Collection<Doc, Index>,
  query: Omit<Query<NoInfer<Index>>, 'cursor' | 'limit'>,
): AsyncGenerator<Stored<Doc>, void, undefined> {
  for await (const page of pagesOf(reader, from, query)) yield* page
}
