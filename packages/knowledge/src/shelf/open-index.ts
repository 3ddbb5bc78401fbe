import type { Blobs } from '@casewell/store'
import { ArticleIndex, type IndexOptions } from '../finding/article-index.ts'
import { IndexSnapshots, newestSnapshot } from './collections.ts'
import { type Followed, Follower } from './follower.ts'

/** An index and what keeps it in step. */
export interface Following {
  readonly index: ArticleIndex
  readonly follower: Follower
}

/** Where a snapshot of the index lies, and how much of the log it knows. */
export interface Kept {
  readonly blob: string
  readonly position: number
}

/** An index, and the snapshot that it was opened from, if there was one. */
export interface Opened {
  readonly following: Following
  readonly kept: Kept | undefined
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
  return { following: { index, follower }, kept: undefined }
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
  return { following: { index, follower }, kept: snapshot }
}
