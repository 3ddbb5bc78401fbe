import { type Store, transact } from '@casewell/store'
import { knowledgeEvents } from '../src/events.ts'
import { ArticleLinks, ArticleRevisions, Articles, DeskShelf } from '../src/index.ts'
import { IndexSnapshots } from '../src/shelf/collections.ts'

/** The default knowledge base on a bare store, without a desk. */
export async function openDeskShelf(store: Store): Promise<DeskShelf> {
  const collections = [Articles, ArticleRevisions, ArticleLinks, IndexSnapshots]
  await store.prepare({ collections, events: knowledgeEvents })
  return new DeskShelf({
    read: store,
    blobs: store.blobs,
    transact: (decide) => transact(store, decide),
    report: (error) => {
      throw error
    },
  })
}
