import type { RawEntry } from '@casewell/store'

/**
 * The index rows of a document, as they stand beside it: one JSON object whose values are the keys, and whose names
 * say `<space>.<ordinal>`, then `u` if the index is unique, then `@<id>` if the row's id is not the document's. SQLite
 * reads the rows out of it by itself (see `enterRows`), so they need not be sent twice.
 *
 * @param numberOf - gives the number of a space
 */
export function entryText(entries: readonly RawEntry[], id: string, numberOf: (space: string) => number): string {
  let text = '{'
  let ordinal = 0
  for (const { space, key, id: rowId, unique } of entries) {
    const head = `${ordinal === 0 ? '' : ','}"${numberOf(space)}.${ordinal}${unique ? 'u' : ''}`
    const name = rowId === id ? `${head}"` : `${head}@${JSON.stringify(rowId).slice(1)}`
    text += `${name}:${JSON.stringify(key)}`
    ordinal++
  }
  return `${text}}`
}

const namePattern = /^(\d+)\.\d+(u?)(?:@(.*))?$/s

/** The rows that `entryText` wrote down. */
export function entriesIn(text: string, id: string, nameOf: (space: number) => string): readonly RawEntry[] {
  const keys = JSON.parse(text) as Readonly<Record<string, string>> // entryText wrote it
  return Object.entries(keys).map(([name, key]) => {
    const [, space = '', unique, rowId] = namePattern.exec(name) ?? []
    return { space: nameOf(Number(space)), key, id: rowId ?? id, unique: unique === 'u' }
  })
}

/** Puts the rows of some documents into the index table, where they are not there yet. The parameter: numbers of documents, as a JSON array. */
export const enterRows = `
  INSERT INTO entries (space, key, id, doc)
  SELECT CAST(e.key AS INTEGER), e.value,
    CASE instr(e.key, '@') WHEN 0 THEN d.id ELSE substr(e.key, instr(e.key, '@') + 1) END, d.num
  FROM docs d JOIN json_each(d.entries) e
  WHERE d.num IN (SELECT value FROM json_each(?))
  ON CONFLICT DO NOTHING`
