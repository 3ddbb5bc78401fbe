import type { IndexOptions } from '../finding/article-index.ts'
import { Articles } from '../shelf/collections.ts'
import { DeskShelf, type ShelfPort } from '../shelf/desk-shelf.ts'
import { writeArticle } from '../shelf/write-article.ts'
import type { Base } from './base.ts'

/** Articles on the desk's own store: what is written about them is part of the same commit as the case. */
export function deskBase(port: ShelfPort, options: IndexOptions): Base {
  const shelf = new DeskShelf(port, options)
  return {
    store: shelf,
    readsLinks: true,
    get: async (work, id) => (await work.get(Articles, id))?.doc,
    put: (work, draft, change) => writeArticle(work, draft, change),
    caughtUp: () => shelf.follow(),
    open: async () => void (await shelf.open()),
    close: () => shelf.close(),
  }
}
