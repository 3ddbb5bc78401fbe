import { compareText, type Page, type Store, type Stored } from '@casewell/store'
import { Cases } from './collections.ts'
import { type Message, Messages } from './message.ts'

/** A message in a timeline. */
export interface TimelineItem extends Message {
  readonly id: string
}

interface TimelineQuery {
  readonly index: 'timeline' | 'public'
  readonly order: 'asc' | 'desc'
  readonly limit: number
  readonly cursor?: string
}

interface Place {
  readonly at: number
  readonly id: string
}

/** At most so many cases are read side by side in one timeline. */
const mostSources = 200

/** One page of the messages of a case and of all cases that it absorbed, in one order. */
export async function timelineOf(store: Store, id: string, query: TimelineQuery): Promise<Page<TimelineItem>> {
  const after = query.cursor === undefined ? undefined : readPlace(query.cursor)
  const pages = await Promise.all((await sourcesOf(store, id)).map((source) => pageOf(store, source, query, after)))
  const direction = query.order === 'desc' ? -1 : 1
  const all = pages.flat().sort((a, b) => direction * comparePlaces(placeOf(a), placeOf(b)))
  const shown = all.slice(0, query.limit)
  const last = shown.at(-1)
  const items = shown.map(({ id, doc }) => ({ id, ...doc }))
  return all.length > shown.length && last ? { items, next: writePlace(placeOf(last)) } : { items }
}

/** The case and, at any depth, what was merged into it. */
async function sourcesOf(store: Store, id: string): Promise<readonly string[]> {
  const sources = [id]
  for (let i = 0; i < sources.length && sources.length < mostSources; i++) {
    const absorbed = { index: 'absorbed', equals: [sources[i] ?? id], limit: mostSources } as const
    sources.push(...(await store.find(Cases, absorbed)).items.map((item) => item.id))
  }
  return sources
}

async function pageOf(
  store: Store,
  source: string,
  { index, order, limit }: TimelineQuery,
  after?: Place,
): Promise<readonly Stored<Message>[]> {
  const bound = after && (order === 'asc' ? { from: after.at } : { to: after.at + 1 })
  const direction = order === 'desc' ? -1 : 1
  const found: Stored<Message>[] = []
  for (let cursor: string | undefined; found.length <= limit; ) {
    const page = { index, equals: [source], order, limit: limit + 1, ...bound, ...(cursor !== undefined && { cursor }) }
    const { items, next } = await store.find(Messages, page)
    found.push(...items.filter((item) => !after || direction * comparePlaces(placeOf(item), after) > 0))
    if (next === undefined) break
    cursor = next
  }
  return found
}

const placeOf = ({ id, doc }: Stored<Message>): Place => ({ at: doc.at, id })
const comparePlaces = (a: Place, b: Place): number => a.at - b.at || compareText(a.id, b.id)
const writePlace = ({ at, id }: Place): string => `${at.toString(36)}.${id}`

function readPlace(cursor: string): Place {
  const dot = cursor.indexOf('.')
  return { at: Number.parseInt(cursor.slice(0, dot), 36), id: cursor.slice(dot + 1) }
}
