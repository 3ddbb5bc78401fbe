import { createSearch, type FindOptions } from '@casewell/search'
import type { MakeEngine } from '../engine.ts'

/** Casewell: nothing is told about the collection, not even its language. */
export const casewell =
  (options: FindOptions<never> = {}): MakeEngine =>
  (documents) => {
    const search = createSearch({ fields: { title: 3, text: 1 } })
    search.put(documents)
    return { rank: (text, limit) => search.find(text, { ...options, limit }).hits.map(({ id }) => id) }
  }
