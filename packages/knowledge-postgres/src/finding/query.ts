import type { Analyzer } from '@casewell/search'
import { type QueryWord, readQuery } from '@casewell/search/reading'
import { termKey } from '../reading/kept.ts'

/** The distinct words of a query as the engine in memory reads them, their terms as they stand in the index. */
export const askedIn = (text: string, analyzer: Analyzer): readonly QueryWord[] =>
  readQuery(text, { analyzer, termFor: (word) => analyzer.term(word) }).map((word) => ({
    ...word,
    term: termKey(word.term),
    synonyms: word.synonyms.map(termKey),
  }))
