import lunr from 'lunr'
import type { MakeEngine } from '../engine.ts'
import { contentTerms } from '../tokens.ts'

/** lunr: any term may match (its default), fed with terms one by one, so that no syntax is read into a question. */
export const lunrEngine: MakeEngine = (documents, language) => {
  const builder = new lunr.Builder()
  builder.field('title', { boost: 2 })
  builder.field('text')
  const spaced = (text: string): string => contentTerms(text, language).join(' ')
  for (const { id, title, text } of documents) builder.add({ id, title: spaced(title), text: spaced(text) })
  const index = builder.build()
  const rank = (text: string, limit: number): string[] => {
    const found = index.query((query) => {
      for (const term of contentTerms(text, language)) query.term(term, {})
    })
    return found.slice(0, limit).map(({ ref }) => ref)
  }
  return { rank }
}
