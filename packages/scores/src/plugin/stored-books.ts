import type { Work } from '@casewell/core'
import type { Books } from '../fold/books.ts'
import { emptyCell } from '../fold/cell.ts'
import { cellId } from '../fold/memory-books.ts'
import { Cells, Claims, EffortCosts, Issues } from './collections.ts'

/** The books of the desk, in one unit of work. */
export function booksOf(work: Work): Books {
  return {
    cell: async (place, week) => (await work.get(Cells, cellId(place, week)))?.doc ?? emptyCell(place, week),
    keepCell: (cell) => work.put(Cells, cellId(cell, cell.week), cell),
    issue: async (id) => (await work.get(Issues, id))?.doc,
    keepIssue: (id, issue) => work.put(Issues, id, issue),
    claim: (name) => work.claim(Claims, name, {}),
    effort: async (entry) => {
      const stored = await work.get(EffortCosts, entry)
      return stored?.doc.cost
    },
    keepEffort: (entry, cost) => work.put(EffortCosts, entry, { cost }),
  }
}
