import { type Collection, compareText, type Page, type Reader, type Stored, storeErrors } from '@casewell/store'
import * as z from 'zod'

/** Several stretches of one index, to be read as if they were one. */
export interface SideBySide<Doc, Index extends string> {
  readonly collection: Collection<Doc, Index>
  readonly index: Index
  /** What the keys of each stretch begin with. */
  readonly sources: readonly string[]
  /** The next part of the key, which orders a stretch. */
  readonly at: (doc: Doc) => Moment
  readonly order: 'asc' | 'desc'
  readonly limit: number
  readonly cursor?: string
}

/** Milliseconds since 1970, or ISO 8601, the same kind throughout an index. */
type Moment = number | string

const Place = z.object({ at: z.union([z.number(), z.string()]), id: z.string() })
type Place = z.output<typeof Place>

/** The longest page that a store gives. */
const longestPage = 1000

/**
 * One page of several stretches, in one order. What it costs grows with the page and the number of stretches, never
 * with their length.
 *
 * @throws `store/bad-query` if the cursor is none of ours
 */
export async function sideBySide<Doc, Index extends string>(
  reader: Reader,
  asked: SideBySide<Doc, Index>,
): Promise<Page<Stored<Doc>>> {
  const after = asked.cursor === undefined ? undefined : readPlace(asked.cursor, asked)
  const placeOf = ({ id, doc }: Stored<Doc>): Place => ({ at: asked.at(doc), id })
  const compare = asked.order === 'asc' ? comparePlaces : (a: Place, b: Place) => comparePlaces(b, a)
  const isNext = (item: Stored<Doc>): boolean => !after || compare(placeOf(item), after) > 0
  const pages = await Promise.all(asked.sources.map((source) => pageOf(reader, asked, source, after?.at, isNext)))
  const all = pages.flat().sort((a, b) => compare(placeOf(a), placeOf(b)))
  const items = all.slice(0, asked.limit)
  const last = items.at(-1)
  return all.length > items.length && last ? { items, next: writePlace(placeOf(last)) } : { items }
}

/** What one stretch gives to the page, and one more to tell whether anything follows. */
async function pageOf<Doc, Index extends string>(
  reader: Reader,
  { collection, index, order, limit }: SideBySide<Doc, Index>,
  source: string,
  at: Moment | undefined,
  isNext: (item: Stored<Doc>) => boolean,
): Promise<readonly Stored<Doc>[]> {
  const bound = at !== undefined && (order === 'asc' ? { from: at } : { to: behind(at) })
  const most = Math.min(longestPage, limit + 1)
  const found: Stored<Doc>[] = []
  for (let cursor: string | undefined; found.length <= limit; ) {
    const page = { index, equals: [source], order, limit: most, ...bound, ...(cursor !== undefined && { cursor }) }
    const { items, next } = await reader.find(collection, page)
    found.push(...items.filter(isNext))
    if (next === undefined) break
    cursor = next
  }
  return found
}

/** The end of a stretch is not part of it: just behind an instant, everything of that instant is. */
const behind = (at: Moment): Moment => (typeof at === 'number' ? at + 1 : `${at}\u0003`)

function comparePlaces(a: Place, b: Place): number {
  const earlier = typeof a.at === 'number' && typeof b.at === 'number' ? a.at - b.at : compareText(`${a.at}`, `${b.at}`)
  return earlier || compareText(a.id, b.id)
}

const writePlace = (place: Place): string => Buffer.from(JSON.stringify(place), 'utf8').toString('base64url')

function readPlace(
  cursor: string,
  { collection, index }: { readonly collection: { readonly name: string }; readonly index: string },
): Place {
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    const reason = `"${cursor.slice(0, 40)}" is no cursor`
    throw storeErrors['bad-query']({ collection: collection.name, index, reason })
  }
}
