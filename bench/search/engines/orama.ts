import { create, insertMultiple, search } from '@orama/orama'
import type { MakeEngine } from '../engine.ts'
import { contentTerms } from '../tokens.ts'

/** Orama: a document may hold any of the terms (`threshold: 1`), stems and stop words plugged in as its tokenizer. */
export const orama: MakeEngine = (documents, language) => {
  const tokenizer = {
    language: 'english',
    normalizationCache: new Map<string, string>(),
    tokenize: (text: string) => contentTerms(text, language),
  }
  const index = create({ schema: { id: 'string', title: 'string', text: 'string' }, components: { tokenizer } })
  void insertMultiple(index, [...documents], documents.length)
  const properties: ('title' | 'text')[] = ['title', 'text']
  return {
    rank: (term, limit) => {
      const found = search(index, {
        term,
        limit,
        properties,
        threshold: 1,
      })
      if (found instanceof Promise) throw new Error('Orama answers later only where a hook of ours does')
      return found.hits.map(({ document }) => document.id)
    },
  }
}
