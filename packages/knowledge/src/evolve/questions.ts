import { createSearch } from '@casewell/search'

/** A question that is like another one: 1 for the same words. */
export interface Nearest {
  readonly id: string
  readonly likeness: number
}

/** Questions in memory, each compared with those before it: measured against how it finds itself. */
export class Questions {
  readonly #search = createSearch({ fields: { text: 1 } })

  /** Adds a question and gives the nearest of those that were there. */
  add(id: string, text: string): Nearest | undefined {
    this.#search.put({ id, text })
    const { hits } = this.#search.find(text, { limit: 2, fuzzy: false })
    const [own, other] = [hits.find((hit) => hit.id === id), hits.find((hit) => hit.id !== id)]
    return own && other && { id: other.id, likeness: Math.min(1, other.share / own.share) }
  }
}
