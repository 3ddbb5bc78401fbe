import Database from 'libsql'
import type { MakeEngine } from '../engine.ts'
import { contentTerms } from '../tokens.ts'

/** SQLite FTS5 in memory: terms joined by OR, ranked by its BM25 with a weight for titles. */
export const fts5: MakeEngine = (documents, language) => {
  const database = new Database(':memory:')
  database.exec(
    `create virtual table entries using fts5(id unindexed, title, text, tokenize = "unicode61 remove_diacritics 2")`,
  )
  const spaced = (text: string): string => contentTerms(text, language).join(' ')
  const insert = database.prepare('insert into entries values (?, ?, ?)')
  database.exec('begin')
  for (const { id, title, text } of documents) insert.run(id, spaced(title), spaced(text))
  database.exec('commit')
  const select = database.prepare(
    `select id from entries where entries match ? order by bm25(entries, 0, 2, 1) limit ?`,
  )
  return {
    rank: (text, limit) => {
      const terms = contentTerms(text, language).map((term) => `"${term}"`)
      if (terms.length === 0) return []
      return (select.all(terms.join(' OR '), limit) as { readonly id: string }[]).map(({ id }) => id) // as selected
    },
  }
}
