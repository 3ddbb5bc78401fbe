import { type Store, transact } from '@casewell/store'
import { ErasedBlobs } from './collections.ts'
import { ErasureDue } from './events.ts'

const page = 100

/**
 * Deletes the blobs that erased documents have named. One that another document names is somebody else's, and stays; one
 * that was written again since waits for a day, until nobody can be about to name it.
 */
export async function forgetBlobs(store: Store, erasure: string): Promise<void> {
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const stretch = { index: 'until', limit: page, ...(cursor !== undefined && { cursor }) } as const
    const { items, next } = await store.find(ErasedBlobs, stretch)
    for (const { id, doc } of items) {
      const isGone = await store.blobs.forget(id, new Date(doc.before))
      if (isGone || doc.until <= (await store.now()).getTime()) await settle(store, id, doc)
    }
    cursor = next
  }
  await waitForOthers(store, erasure)
}

/** Unless somebody has asked again meanwhile. */
function settle(store: Store, blob: string, seen: { readonly until: number }): Promise<void> {
  return transact(store, async (unit) => {
    if ((await unit.get(ErasedBlobs, blob))?.doc.until === seen.until) unit.remove(ErasedBlobs, blob)
  })
}

async function waitForOthers(store: Store, erasure: string): Promise<void> {
  const first = (await store.find(ErasedBlobs, { index: 'until', limit: 1 })).items[0]
  if (first)
    await transact(store, (unit) => unit.schedule(new Date(first.doc.until), ErasureDue(erasure, {}), 'erasure-blobs'))
}
