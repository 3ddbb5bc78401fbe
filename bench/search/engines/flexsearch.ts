import { Index } from 'flexsearch'
import type { MakeEngine } from '../engine.ts'
import { contentTerms } from '../tokens.ts'

/** FlexSearch: `suggest` lets a text lack some of the terms; a finer resolution ranks finer. */
export const flexsearch: MakeEngine = (documents, language) => {
  const index = new Index({ tokenize: 'strict', resolution: 9, encode: (text: string) => contentTerms(text, language) })
  documents.forEach(({ title, text }, number) => {
    index.add(number, `${title} ${text}`)
  })
  return {
    rank: (text, limit) =>
      index.search(text, { limit, suggest: true }).map((number) => documents[Number(number)]?.id ?? ''),
  }
}
