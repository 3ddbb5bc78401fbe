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

  /** The page that the store would give if the unit's writes were in it. */
  async find<Doc, Index extends string>(
    store: Reader,
    from: Collection<Doc, Index>,
    query: Query<Index>,
  ): Promise<Page<Stored<Doc>>> {
    const own = this.#own.get(from)
    if (!own) return store.find(from, query)
    const stored = await store.find(from, { ...query, limit: Math.min(1000, query.limit + own.size) })
    const untouched = stored.items.filter(({ id }) => !own.has(id)).flatMap((item) => rowsOf(from, query, item))
    const rewritten = [...own.values()].flatMap(({ stored: item }) => (item ? rowsOf(from, query, item) : []))
    const end = stored.next && readCursor(stored.next, { collection: from.name, index: query.index })
    const direction = query.order === 'desc' ? -1 : 1
    const rows = [...untouched, ...rewritten]
      .filter((row) => !end || direction * compareRows(row, end) <= 0) // beyond the store's page nobody has looked yet
      .sort((a, b) => direction * compareRows(a, b))
    const last = rows[query.limit - 1]
    const items = rows.slice(0, query.limit).map(({ item }) => item)
    if (rows.length > query.limit && last) return { items, next: cursorOf(last.key, last.id) }
    return stored.next ? { items, next: stored.next } : { items }
  }
}

interface Row<Doc> {
  readonly key: string
  readonly id: string
  readonly item: Stored<Doc>
}

const compareRows = (a: { key: string; id: string }, b: { key: string; id: string }): number =>
  compareText(a.key, b.key) || compareText(a.id, b.id)

/** The rows of one document inside a query's range and behind its cursor. */
function rowsOf<Doc>(from: Collection<Doc, never>, query: Query, item: Stored<Doc>): readonly Row<Doc>[] {
  const { lower, upper } = rangeOf(query.equals ?? [], query.from, query.to)
  const direction = query.order === 'desc' ? -1 : 1
  const after =
    query.cursor === undefined ? undefined : readCursor(query.cursor, { collection: from.name, index: query.index })
  return from
    .entries(item.doc)
    .filter(({ index, key }) => index === query.index && compareText(key, lower) >= 0 && compareText(key, upper) < 0)
    .map(({ key }) => ({ key, id: item.id, item }))
    .filter((row) => !after || direction * compareRows(row, after) > 0)
}
