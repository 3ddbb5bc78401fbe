import { type Analyzer, analyzer } from './analyzer.ts'
import { completions } from './complete.ts'
import type { Entry, Shape } from './entry.ts'
import { searchErrors } from './errors.ts'
import { find } from './find.ts'
import type { FindOptions, Found } from './found.ts'
import { Gate } from './gate.ts'
import { highlight, type Range } from './highlight.ts'
import { Library, type Profile } from './library.ts'

/** What is searched, and how. */
export interface SearchOptions<Field extends string, Tag extends string> {
  /** Fields and their weights, the headline first: `{ title: 3, text: 1 }`. */
  readonly fields: Readonly<Record<Field, number>>
  /** What entries can be filtered and counted by: `['product', 'audience']`. @defaultValue none */
  readonly tags?: readonly Tag[]
  /** How texts become terms. @defaultValue `analyzer()` */
  readonly analyzer?: Analyzer
  /** @defaultValue auto */
  readonly profile?: Profile
}

/** What limits a completion. */
export type CompleteOptions<Tag extends string> = Pick<FindOptions<Tag>, 'limit' | 'where' | 'only'>

/** The parts of a search, for the other doors of this package. */
export let libraryOf: (search: Search<never, never>) => Library

/** An index of entries in memory. The same entries give the same answer, whatever edits led to them. */
export class Search<Field extends string = string, Tag extends string = string> {
  readonly #library: Library

  static {
    libraryOf = (search) => search.#library
  }

  /** Made by `createSearch` and `restoreSearch`. */
  constructor(library: Library) {
    this.#library = library
  }

  /** Number of entries. */
  get size(): number {
    return this.#library.shelf.totals.entries
  }

  has(id: string): boolean {
    return this.#library.shelf.has(id)
  }

  /** Adds entries, or replaces those whose ids are known. Many at once is quicker than one by one. */
  put(entries: Entry<Field, Tag> | readonly Entry<Field, Tag>[]): void {
    this.#library.shelf.put('id' in entries ? [entries] : entries)
    this.#library.changed()
  }

  /** Removes an entry; says whether it was there. */
  remove(id: string): boolean {
    const removed = this.#library.shelf.remove(id)
    this.#library.shelf.tidy()
    this.#library.changed()
    return removed
  }

  /**
   * Finds the entries that answer a query best: a word, a question, a customer's whole message.
   *
   * @throws `search/unknown-tag`
   */
  find(query: string, options: FindOptions<Tag> = {}): Found<Tag> {
    return find(this.#library, query, options)
  }

  /** Words that begin like the last word of a query, the most common first. @throws `search/unknown-tag` */
  complete(query: string, options: CompleteOptions<Tag> = {}): string[] {
    const gate = new Gate(this.#library.shape.tags, options.where, options.only)
    return completions(query, this.#library, gate, options.limit ?? 10)
  }

  /** Where a text answers to a query: ranges in order, apart from each other. The text need not be an entry's. */
  highlight(query: string, text: string): Range[] {
    return highlight(this.#library, query, text)
  }

  /** Merges what edits have scattered, now. Edits do this by themselves, little by little; a quiet hour may do it at once. */
  settle(): void {
    this.#library.shelf.settle()
    this.#library.changed()
  }
}

/**
 * Makes an empty search.
 *
 * @throws `search/no-fields`, `search/bad-name`, `search/bad-weight`
 * @example
 * ```ts
 * import { createSearch } from '@casewell/search'
 *
 * const search = createSearch({ fields: { title: 3, text: 1 } })
 * search.put({ id: 'vpn', title: 'The VPN drops every hour', text: 'Renew the certificate of the gateway.' })
 * search.put({ id: 'ink', title: 'The printer smears', text: 'Clean the drum.' })
 * console.log(search.find('my vpn keeps droping').hits[0]?.id) // vpn
 * ```
 */
export function createSearch<const Field extends string, const Tag extends string = never>(
  options: SearchOptions<Field, Tag>,
): Search<Field, Tag> {
  return new Search(makeLibrary(options))
}

/** The parts of a search that is still empty. */
export function makeLibrary(options: SearchOptions<string, string>): Library {
  const shape: Shape = { fields: Object.entries(options.fields), tags: options.tags ?? [] }
  checkShape(shape)
  return new Library(shape, options.analyzer ?? analyzer(), options.profile ?? 'auto')
}

function checkShape({ fields, tags }: Shape): void {
  if (fields.length === 0) throw searchErrors['no-fields']()
  for (const [field, weight] of fields)
    if (!(weight > 0 && weight <= 100)) throw searchErrors['bad-weight']({ field, weight })
  const names = [...fields.map(([field]) => field), ...tags]
  names.forEach((name, i) => {
    if (name === 'id') throw searchErrors['bad-name']({ name, why: 'it names the entry itself' })
    if (names.indexOf(name) !== i) throw searchErrors['bad-name']({ name, why: 'it is used twice' })
  })
}
