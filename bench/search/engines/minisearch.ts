import MiniSearch, { type SearchResult } from 'minisearch'
import type { MakeEngine } from '../engine.ts'
import { contentTerms } from '../tokens.ts'

/** MiniSearch: any term may match (its default), stems and stop words plugged in by `tokenize`. */
export const minisearch =
  (options: { readonly fuzzy?: number; readonly prefix?: boolean } = {}): MakeEngine =>
  (documents, language) => {
    const tokenize = (text: string): string[] => contentTerms(text, language)
    const index = new MiniSearch({
      fields: ['title', 'text'],
      tokenize,
      processTerm: (term) => term,
    })
    index.addAll(documents)
    return {
      rank: (text, limit) =>
        index
          .search(text, options)
          .slice(0, limit)
          .map(({ id }: SearchResult) => String(id)),
    }
  }
