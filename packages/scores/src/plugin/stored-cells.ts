import type { DeskPort } from '@casewell/core'
import { rowsOf, type Stored } from '@casewell/store'
import type { Cell } from '../fold/cell.ts'
import type { Dimension } from '../fold/place.ts'
import type { Period } from '../week.ts'
import { Cells } from './collections.ts'

/** Every cell of a dimension in a period of whole weeks. */
export async function cellsIn(desk: DeskPort, by: Dimension, { from, to }: Period): Promise<readonly Cell[]> {
  const cells: Cell[] = []
  for await (const { doc } of rowsOf(desk.read, Cells, { index: 'week', equals: [by], from, to })) cells.push(doc)
  return cells
}

/** Every cell that is stored. */
export async function allCells(desk: DeskPort): Promise<readonly Stored<Cell>[]> {
  const cells: Stored<Cell>[] = []
  for await (const stored of rowsOf(desk.read, Cells, { index: 'week' })) cells.push(stored)
  return cells
}
