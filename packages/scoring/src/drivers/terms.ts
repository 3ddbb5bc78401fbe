import { requireWhole } from '../require.ts'

const word = /[\p{Letter}\p{Number}]+(?:['’-][\p{Letter}\p{Number}]+)*/gu
const han = /\p{Script=Han}+/gu

/**
 * Cuts English (or any spaced) text into words in small letters, and into runs of neighbouring words if asked.
 *
 * `upTo` is the longest run of words to count as a term; 2 finds "not working".
 *
 * @throws `scoring/out-of-range` unless 1 ≤ upTo ≤ 5
 * @example
 * ```ts
 * import { englishTerms } from '@casewell/scoring/drivers'
 *
 * const termsOf = englishTerms({ upTo: 2 })
 * console.log(termsOf('Still not working')) // [ 'still', 'not', 'working', 'still not', 'not working' ]
 * ```
 */
export function englishTerms({ upTo = 1 }: { readonly upTo?: number } = {}): (text: string) => string[] {
  requireWhole('the longest run of words', upTo, 1, 5)
  return (text) => {
    const words = (text.toLowerCase().match(word) ?? []).map((one) => one.replaceAll('’', "'"))
    return Array.from({ length: upTo }, (_, i) => runs(words, i + 1, ' ')).flat()
  }
}

/**
 * Cuts Chinese text into all runs of neighbouring characters, by default of two and three: words need no dictionary to
 * stand out. Runs never reach over punctuation or other scripts.
 *
 * @throws `scoring/out-of-range` unless 1 ≤ from ≤ upTo ≤ 8
 * @example
 * ```ts
 * import { chineseTerms } from '@casewell/scoring/drivers'
 *
 * const termsOf = chineseTerms()
 * console.log(termsOf('没声音，急')) // [ '没声', '声音', '没声音' ]
 * ```
 */
export function chineseTerms({
  from = 2,
  upTo = 3,
}: {
  readonly from?: number
  readonly upTo?: number
} = {}): (text: string) => string[] {
  requireWhole('the shortest run of characters', from, 1, 8)
  requireWhole('the longest run of characters', upTo, from, 8)
  return (text) =>
    (text.match(han) ?? []).flatMap((run) => {
      const characters = Array.from(run)
      return Array.from({ length: upTo - from + 1 }, (_, i) => runs(characters, from + i, '')).flat()
    })
}

/** All runs of so many neighbours. */
function runs(parts: readonly string[], length: number, glue: string): string[] {
  return Array.from({ length: Math.max(0, parts.length - length + 1) }, (_, i) => parts.slice(i, i + length).join(glue))
}
