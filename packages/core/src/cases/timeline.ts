import type { Page, Store } from '@casewell/store'
import { Cases } from './collections.ts'
import { type Message, Messages } from './message.ts'
import { sideBySide } from './side-by-side.ts'

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

/** At most so many cases are read side by side in one timeline. */
const mostSources = 200

/** One page of the messages of a case and of all cases that it absorbed, in one order. */
export async function timelineOf(store: Store, id: string, query: TimelineQuery): Promise<Page<TimelineItem>> {
  const sources = await sourcesOf(store, id)
  const { items, next } = await sideBySide(store, { ...query, collection: Messages, sources, at: (m) => m.at })
  const shown = items.map((item) => ({ id: item.id, ...item.doc }))
  return next === undefined ? { items: shown } : { items: shown, next }
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
