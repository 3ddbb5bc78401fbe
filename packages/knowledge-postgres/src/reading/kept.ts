import { createHash } from 'node:crypto'

/** A text as it may stand in a column: Postgres takes no NUL and no half of a pair; JSON writes them out. */
export const keep = (text: string): string => JSON.stringify(text).slice(1, -1)

/** What `keep` kept. */
export const kept = (column: string): string => JSON.parse(`"${column}"`) as string // a string, by its quotes

/** Longer words than this are nobody's, and are kept by their beginning and their hash: an index takes no long keys. */
const LONGEST = 64

export const isLong = (word: string): boolean => word.length > LONGEST

/** A term as it stands in the index. No term has a `#` of its own. */
export const termKey = (term: string): string =>
  isLong(term) ? `${term.slice(0, 16)}#${createHash('sha256').update(term).digest('hex')}` : term
