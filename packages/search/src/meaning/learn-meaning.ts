import { inSteps } from '../in-steps.ts'
import { libraryOf, type Search } from '../search.ts'
import { learn, type Meaning } from './learnt.ts'

/** How to learn. */
export interface LearnOptions {
  /** How finely meanings are told apart. @defaultValue 128 */
  readonly dimensions?: number
  /** Stops the learning; the promise then rejects with its reason. */
  readonly signal?: AbortSignal
}

/**
 * Learns from the entries of a search which words go together, for `find` to use. It pays off for long articles. It
 * takes seconds for thousands of them, in short steps between which other work goes on; entries that come later are
 * understood by the words that they share with those of today.
 *
 * @example
 * ```ts
 * import { createSearch } from '@casewell/search'
 * import { learnMeaning } from '@casewell/search/meaning'
 *
 * const search = createSearch({ fields: { text: 1 } })
 * search.put(['car engine', 'car motor', 'motor oil', 'tea cup'].map((text, i) => ({ id: `${i}`, text })))
 * const meaning = await learnMeaning(search, { dimensions: 2 })
 * console.log(search.find('car', { meaning }).hits.length) // 2
 * ```
 */
export function learnMeaning(search: Search<never, never>, options: LearnOptions = {}): Promise<Meaning> {
  return inSteps(learn(libraryOf(search), options.dimensions ?? 128), options.signal)
}
