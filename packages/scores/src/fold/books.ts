import type { Cell } from './cell.ts'
import type { Issue } from './issue.ts'
import type { Place } from './place.ts'

/** One unit of work on everything that scores keep: a commit of the store, or memory while the log is read again. */
export interface Books {
  cell(place: Place, week: string): Promise<Cell>
  keepCell(cell: Cell): void
  issue(id: string): Promise<Issue | undefined>
  keepIssue(id: string, issue: Issue): void
  /** Takes a name for ever; false if it was taken before. */
  claim(name: string): Promise<boolean>
  /** What one entry of effort was worth; null if its rate is not known, undefined if there is no such entry. */
  effort(entry: string): Promise<number | null | undefined>
  keepEffort(entry: string, cost: number | null): void
}

/** Changes cells of some places in one week. */
export async function changeCells(
  books: Books,
  places: readonly Place[],
  week: string,
  change: (cell: Cell) => Cell,
): Promise<void> {
  for (const place of places) books.keepCell(change(await books.cell(place, week)))
}
