import { checkQuery } from './asked.ts'
import type { AnyCollection, Collection } from './collection.ts'
import { cursorOf, readCursor } from './cursor.ts'
import { compareText, rangeOf } from './key.ts'
import type { Page, Query, Reader, Stored } from './store.ts'
import type { Write } from './write.ts'

interface Own {
  readonly write: Write
  readonly stored: Stored<never> | undefined
}

/** A unit's own writes, laid over what the store holds. */
export class Overlay {
  readonly #own = new Map<AnyCollection, Map<string, Own>>()

  get size(): number {
    let size = 0
    for (const own of this.#own.values()) size += own.size
    return size
  }

  get(of: AnyCollection, id: string): Own | undefined {
    return this.#own.get(of)?.get(id)
  }

  set(write: Write): void {
    const own = this.#own.get(write.collection) ?? new Map<string, Own>()
    this.#own.set(write.collection, own)
    // A put's document fits its collection: put() checked it. Version 0: not committed yet.
    const stored = write.kind === 'put' ? { id: write.id, doc: write.doc as never, version: 0 } : undefined
    own.set(write.id, { write, stored })
  }

  writes(): readonly Write[] {
    return [...this.#own.values()].flatMap((own) => [...own.values()].map(({ write }) => write))
  }

  /**
   * The page that the store would give if the unit's writes were in it. It may be shorter than the limit and still
   * have a next one; nothing is skipped.
   */
  async find<Doc, Index extends string>(
    store: Reader,
    from: Collection<Doc, Index>,
    query: Query<Index>,
  ): Promise<Page<Stored<Doc>>> {
    const own = this.#own.get(from)
    if (!own) return store.find(from, query)
    checkQuery(from, query)
    const stored = await store.find(from, { ...query, limit: Math.min(1000, query.limit + own.size) })
    // A document may stand in several rows of a page; its rows are made anew from the document, once.
    const untouched = new Map(stored.items.filter(({ id }) => !own.has(id)).map((item) => [item.id, item]))
    const rewritten = [...own.values()].flatMap(({ stored: item }) => item ?? [])
    const rows = rowsOf(from, query, [...untouched.values(), ...rewritten], stored.next)
    const last = rows[query.limit - 1]
    const items = rows.slice(0, query.limit).map(({ item }) => item)
    if (rows.length > query.limit && last) return { items, next: cursorOf(last.key, last.id) }
    return stored.next === undefined ? { items } : { items, next: stored.next }
  }
}

interface Row<Doc> {
  readonly key: string
  readonly id: string
  readonly item: Stored<Doc>
}

const compareRows = (a: { key: string; id: string }, b: { key: string; id: string }): number =>
  compareText(a.key, b.key) || compareText(a.id, b.id)

/**
 * The rows of some documents inside a query's range, behind its cursor and not beyond the end of the store's page,
 * where nobody has looked yet; in the query's order.
 */
function rowsOf<Doc>(
  from: Collection<Doc, never>,
  query: Query,
  items: readonly Stored<Doc>[],
  next: string | undefined,
): readonly Row<Doc>[] {
  const of = { collection: from.name, index: query.index }
  const { lower, upper } = rangeOf(query.equals ?? [], query.from, query.to)
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, of)
  const end = next === undefined ? undefined : readCursor(next, of)
  const compare = query.order === 'desc' ? (a: Place, b: Place) => compareRows(b, a) : compareRows
  return items
    .flatMap((item) => from.entries(item.doc).map(({ index, key }) => ({ index, key, id: item.id, item })))
    .filter(({ index, key }) => index === query.index && compareText(key, lower) >= 0 && compareText(key, upper) < 0)
    .filter((row) => (!after || compare(row, after) > 0) && (!end || compare(row, end) <= 0))
    .sort(compare)
}

type Place = Pick<Row<unknown>, 'key' | 'id'>
