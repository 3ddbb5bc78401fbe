import type { Books } from './books.ts'
import { type Cell, emptyCell } from './cell.ts'
import type { Issue } from './issue.ts'
import type { Place } from './place.ts'

/** Books in memory: what the log adds up to when it is read again from the start. */
export interface MemoryBooks extends Books {
  readonly cells: ReadonlyMap<string, Cell>
  readonly issues: ReadonlyMap<string, Issue>
  readonly claims: ReadonlySet<string>
  readonly efforts: ReadonlyMap<string, number | null>
}

/** A name for a place in a week. Anything may stand in the name of a queue. */
export const cellId = ({ by, of }: Place, week: string): string =>
  `${by}/${week}/${encodeURIComponent(of).slice(0, 400)}`

/** Empty books. */
export function memoryBooks(): MemoryBooks {
  const cells = new Map<string, Cell>()
  const issues = new Map<string, Issue>()
  const claims = new Set<string>()
  const efforts = new Map<string, number | null>()
  return {
    cells,
    issues,
    claims,
    efforts,
    cell: async (place, week) => cells.get(cellId(place, week)) ?? emptyCell(place, week),
    keepCell: (cell) => void cells.set(cellId(cell, cell.week), cell),
    issue: async (id) => issues.get(id),
    keepIssue: (id, issue) => void issues.set(id, issue),
    claim: async (name) => !claims.has(name) && claims.add(name) !== undefined,
    effort: async (entry) => efforts.get(entry),
    keepEffort: (entry, cost) => void efforts.set(entry, cost),
  }
}
