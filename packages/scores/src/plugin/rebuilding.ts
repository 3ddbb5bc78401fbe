import { isDeepStrictEqual } from 'node:util'
import type { DeskPort, Work } from '@casewell/core'
import type { Collection } from '@casewell/store'
import { type MemoryBooks, memoryBooks } from '../fold/memory-books.ts'
import type { Settings } from '../options.ts'
import { Cells, Claims, EffortCosts, Issues, Progress } from './collections.ts'
import { type Folded, fold, folded } from './folding.ts'
import { allCells } from './stored-cells.ts'

/** Reads the whole log again and puts right what differs. */
export async function rebuild(
  desk: DeskPort,
  settings: Settings,
): Promise<{ readonly position: number; readonly differed: number }> {
  const books = memoryBooks()
  let position = 0
  return desk.transact(async (work) => {
    const to = (await work.get(Progress, 'log'))?.doc.position ?? 0 // whatever is folded meanwhile loses or wins against this
    const types = new Set<string>(folded.map(({ type }) => type))
    while (position < to) {
      const page = await desk.read.readLog({ after: position, limit: Math.min(1000, to - position) })
      for (const event of page) if (types.has(event.type)) await fold(books, event as Folded, settings) // by its type
      position = page.at(-1)?.position ?? to
    }
    return { position, differed: await putRight(desk, work, books) }
  })
}

/** Writes what differs from the books; cells that the log knows nothing of are removed. */
async function putRight(desk: DeskPort, work: Work, books: MemoryBooks): Promise<number> {
  let differed = 0
  const keep = async <Doc>(to: Collection<Doc, never>, id: string, doc: NoInfer<Doc>): Promise<void> => {
    if (isDeepStrictEqual((await work.get(to, id))?.doc, doc)) return
    work.put(to, id, doc)
    differed++
  }
  for (const [id, cell] of books.cells) await keep(Cells, id, cell)
  for (const [id, issue] of books.issues) await keep(Issues, id, issue)
  for (const name of books.claims) await keep(Claims, name, {})
  for (const [entry, cost] of books.efforts) await keep(EffortCosts, entry, { cost })
  const stored = await allCells(desk)
  const strangers = stored.filter(({ id }) => !books.cells.has(id))
  for (const { id } of strangers) work.remove(Cells, id)
  return differed + strangers.length
}
