import type { Ranked } from './best.ts'
import type { Reason } from './explain.ts'
import type { Facets } from './facets.ts'
import type { Where } from './gate.ts'
import type { Meaning } from './meaning/learnt.ts'

/** What to find, beside the words. */
export interface FindOptions<Tag extends string = string> {
  /** @defaultValue 10 */
  readonly limit?: number
  /** How many of the best to leave out, for the pages after the first. @defaultValue 0 */
  readonly offset?: number
  /** Only entries that carry, for each tag named, one of its values. */
  readonly where?: Where<Tag>
  /** Only entries whose id this admits; asked as few times as possible. */
  readonly only?: (id: string) => boolean
  /** Counts the values of these tags among all that was found, and says how many that were. */
  readonly facets?: readonly Tag[]
  /** The last word is still being typed: what begins with it answers too. @defaultValue false */
  readonly prefix?: boolean
  /** Words that look like those asked for answer too: inflections, compounds, misspellings. @defaultValue true */
  readonly fuzzy?: boolean
  /** Lets what `learnMeaning` learnt from this search have a say in the order. @defaultValue none */
  readonly meaning?: Meaning
  /** Says of each hit what each word contributed. @defaultValue false */
  readonly explain?: boolean
}

/** An entry that was found. */
export interface Hit extends Ranked {
  /** Comparable within one answer only. */
  readonly score: number
  /** 0…1: the score beside the highest that this query could reach; comparable between queries. */
  readonly share: number
  /** What contributed, most first; the parts add up to the score. */
  readonly why?: readonly Reason[]
}

/** The answer to a query. */
export interface Found<Tag extends string = string> {
  /** Best first. */
  readonly hits: readonly Hit[]
  /** The query with its unknown words replaced by known ones that look like them, where there are any. */
  readonly didYouMean?: string
  /** How many entries hold a word of the query; only where facets were asked for. */
  readonly total?: number
  readonly facets?: Facets<Tag>
}
