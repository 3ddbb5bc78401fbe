import type { RawEntry } from '@casewell/store'

/** One row in a document's list: space, key, id (0: the document's own), unique (1) or not (0). */
type Row = readonly [space: string, key: string, id: string | 0, unique: 0 | 1]

/** The rows that a document has in the indexes, as the text that stands beside it. */
export function entryText(entries: readonly RawEntry[], id: string): string {
  if (entries.length === 0) return '[]'
  return JSON.stringify(entries.map((row): Row => [row.space, row.key, row.id === id ? 0 : row.id, row.unique ? 1 : 0]))
}

/** The rows that `entryText` wrote down. */
export function entriesIn(text: string, id: string): readonly RawEntry[] {
  const rows = JSON.parse(text) as readonly Row[] // entryText wrote it
  return rows.map(([space, key, rowId, unique]) => ({ space, key, id: rowId === 0 ? id : rowId, unique: unique === 1 }))
}
