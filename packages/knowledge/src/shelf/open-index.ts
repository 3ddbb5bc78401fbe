import type { Blobs, Unit } from '@casewell/store'
import { ArticleIndex, type IndexOptions } from '../finding/article-index.ts'
import { IndexSnapshots, newestSnapshot } from './collections.ts'
import { type Followed, Follower } from './follower.ts'

/** An index and what keeps it in step. */
export interface Following {
  readonly index: ArticleIndex
  readonly follower: Follower
}

/** An index, and the position of the log at which a snapshot of it was kept; 0 if there is none. */
export interface Opened {
  readonly following: Following
  readonly keptAt: number
}

/** Opens the index: from the newest snapshot and what came after it, or, if there is none that fits, from all articles. */
export async function openIndex(
  store: Followed,
  blobs: Blobs,
  options: IndexOptions,
  report: (error: unknown) => void,
): Promise<Opened> {
  const restored = await restore(store, blobs, options, report).catch(() => undefined) // a snapshot saves time and is never the truth
  if (restored) return restored
  const index = new ArticleIndex(options)
  const follower = new Follower(store, index, 0, report)
  await follower.readAll()
  return { following: { index, follower }, keptAt: 0 }
}

async function restore(
  store: Followed,
  blobs: Blobs,
  options: IndexOptions,
  report: (error: unknown) => void,
): Promise<Opened | undefined> {
  const snapshot = (await store.get(IndexSnapshots, newestSnapshot))?.doc
  if (!snapshot) return undefined
  const pieces: Uint8Array[] = []
  for await (const piece of blobs.read(snapshot.blob)) pieces.push(piece)
  const index = new ArticleIndex(options, Buffer.concat(pieces))
  const follower = new Follower(store, index, snapshot.position, report)
  await follower.follow()
  return { following: { index, follower }, keptAt: snapshot.position }
}

/** Keeps the index for the next start. */
export async function saveSnapshot(
  transact: (decide: (work: Unit) => void) => Promise<void>,
  blobs: Blobs,
  { index, follower }: Following,
): Promise<void> {
  const { position } = follower
  const { blob } = await blobs.write(index.snapshot())
  await transact((work) => {
    work.put(IndexSnapshots, newestSnapshot, { blob, position, articles: index.size, at: work.now.toISOString() })
  })
}
