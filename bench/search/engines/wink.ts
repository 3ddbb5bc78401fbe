import { createRequire } from 'node:module'
import type { MakeEngine } from '../engine.ts'
import { contentTerms } from '../tokens.ts'

/** The part of wink-bm25-text-search that is used; it has no types of its own. */
interface Wink {
  defineConfig(config: { readonly fldWeights: Readonly<Record<string, number>> }): unknown
  definePrepTasks(tasks: readonly ((text: string) => string[])[]): unknown
  addDoc(document: Readonly<Record<string, string>>, id: string): unknown
  consolidate(): unknown
  search(text: string, limit: number): (readonly [id: string, score: number])[]
}

const make = createRequire(import.meta.url)('wink-bm25-text-search') as () => Wink // its module is this function

/** wink-bm25-text-search, with the field weights of its own README scaled to ours. */
export const wink: MakeEngine = (documents, language) => {
  const index = make()
  index.defineConfig({ fldWeights: { title: 3, text: 1 } })
  index.definePrepTasks([(text) => contentTerms(text, language)])
  for (const { id, title, text } of documents) index.addDoc({ title, text }, id)
  index.consolidate()
  return { rank: (text, limit) => index.search(text, limit).map(([id]) => id) }
}
