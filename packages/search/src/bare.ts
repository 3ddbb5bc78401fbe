/** Words of these letters have no accents to lose. */
const PLAIN = /^[a-z']+$/

/**
 * The letters of a word without accents: customers leave them out.
 *
 * @example
 * ```ts
 * import { bare } from '@casewell/search/reading'
 *
 * console.log(bare('câble'), bare('imprimé')) // cable imprime
 * ```
 */
export const bare = (word: string): string =>
  PLAIN.test(word) ? word : word.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
