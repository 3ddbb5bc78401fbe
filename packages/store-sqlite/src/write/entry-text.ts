import type { RawEntry } from '@casewell/store'

/**
 * The index rows of a document, as they stand beside it: `{ <id of the rows>: { <space>.<ordinal>: <key> } }`, with a `u`
 * behind the ordinal where the index is unique. SQLite reads the rows out of it by itself (`enterRows`), so they need
 * not be sent twice.
 *
 * @param numberOf - gives the number of a space
 */
export function entryText(entries: readonly RawEntry[], numberOf: (space: string) => number): string {
  const rows = new Map<string, string>()
  let ordinal = 0
  for (const { space, key, id, unique } of entries) {
    const before = rows.get(id)
    const row = `"${numberOf(space)}.${ordinal++}${unique ? 'u' : ''}":${JSON.stringify(key)}`
    rows.set(id, before === undefined ? row : `${before},${row}`)
  }
  let text = ''
  for (const [id, row] of rows) text += `${text === '' ? '{' : ','}${JSON.stringify(id)}:{${row}}`
  return text === '' ? '{}' : `${text}}`
}

/** The rows that `entryText` wrote down. */
export function entriesIn(text: string, nameOf: (space: number) => string): readonly RawEntry[] {
  const keys = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, string>>>> // entryText wrote it
  return Object.entries(keys).flatMap(([id, rows]) =>
    Object.entries(rows).map(
      ([name, key]): RawEntry => ({ space: nameOf(Number.parseInt(name, 10)), key, id, unique: name.endsWith('u') }),
    ),
  )
}

/**
 * Puts the rows of some documents into the index table, where they are not there yet. The parameter: numbers of
 * documents, as a JSON array. It costs half of a plain insert: `OR IGNORE`, and no function that could fail, spare it the
 * journal of a statement that can be undone alone (https://sqlite.org/tempfiles.html#stmtjrnl).
 */
export const enterRows = `
  INSERT OR IGNORE INTO entries (space, key, id, doc)
  SELECT CAST(e.key AS INTEGER), e.value, r.key, d.num
  FROM docs d JOIN json_each(d.entries) r JOIN json_each(r.value) e
  WHERE d.num IN (SELECT value FROM json_each(?))`
