import type { DeskPort } from '@casewell/core'
import type { Page, Stored } from '@casewell/store'
import type { Cell } from '../fold/cell.ts'
import type { Dimension } from '../fold/place.ts'
import type { Period } from '../week.ts'
import { Cells } from './collections.ts'

/** Every cell of a dimension in a period of whole weeks. */
export async function cellsIn(desk: DeskPort, by: Dimension, { from, to }: Period): Promise<readonly Cell[]> {
  const stretch = { index: 'week', equals: [by], from, to } as const
  return (await everything((page) => desk.read.find(Cells, { ...stretch, ...page }))).map(({ doc }) => doc)
}

/** Every cell that is stored. */
export const allCells = (desk: DeskPort): Promise<readonly Stored<Cell>[]> =>
  everything((page) => desk.read.find(Cells, { index: 'week', ...page }))

async function everything<Item>(
  read: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await read({ limit: 1000, ...(cursor !== undefined && { cursor }) })
    items.push(...page.items)
    if (page.next === undefined) return items
    cursor = page.next
  }
}
