import type { Applicability, Applies } from './applicability.ts'
import type { Viewer } from './policy.ts'
import type { Confidence } from './state.ts'

/** A question to a knowledge base: a word, a sentence, a customer's whole message. */
export interface SearchRequest {
  readonly query: string
  readonly viewer: Viewer
  /** @defaultValue 10 */
  readonly limit?: number
  /** @defaultValue 0 */
  readonly offset?: number
  /** In which language the hits are shown, where they can be; BCP 47. @defaultValue each article's own */
  readonly language?: string
  /** Only articles with one of these labels. */
  readonly labels?: readonly string[]
  /** Does an article fit what the customer runs? `no` is left out, `unknown` ranks lower and says so. */
  readonly applies?: (to: Applicability) => Applies
  /** Counts labels and products among all that was found. @defaultValue false */
  readonly facets?: boolean
  /** Cuts a snippet out of each hit and marks what answers; programs that only choose can do without. @defaultValue true */
  readonly snippets?: boolean
  /** The last word is still being typed. @defaultValue false */
  readonly prefix?: boolean
}

/** A stretch of a text, in UTF-16 units: `text.slice(start, end)`. */
export interface Highlight {
  readonly start: number
  readonly end: number
}

/** An article that answers, for the eyes of whoever asked. */
export interface SearchHit {
  readonly article: string
  readonly revision: number
  readonly language: string
  readonly title: string
  /** The stretch of the article that answers best. */
  readonly snippet: string
  /** Where in the snippet. */
  readonly highlights: readonly Highlight[]
  /** Comparable within one answer only. */
  readonly score: number
  /** 0…1: beside the highest that this query could reach; comparable between queries. */
  readonly share: number
  readonly applies: Applies
  readonly confidence: Confidence
}

/** A value, and how many of the found articles have it. */
export interface Count {
  readonly value: string
  readonly count: number
}

/** What a knowledge base answers. */
export interface SearchAnswer {
  /** Best first. */
  readonly hits: readonly SearchHit[]
  /** How many articles hold a word of the query; only where facets were asked for. */
  readonly total?: number
  readonly facets?: { readonly labels: readonly Count[]; readonly products: readonly Count[] }
  /** The query with unknown words replaced by known ones that look like them. */
  readonly didYouMean?: string
}
