import { bare, isUnspaced } from '@casewell/search/reading'
import { isLong } from './kept.ts'

const ARABIC_OR_HEBREW = /[\u0590-\u06ff]/
const DIGIT = /\p{N}/u

const FEWEST_LETTERS = 3
/** The last three trigrams of a word hold its ending, which inflection changes: they count half. */
const ENDING_TRIGRAMS = 3
const ENDING_WEIGHT = 0.5

/** The letters of a word without accents: customers leave them out. Null for a word that nobody spells. */
export const bareWord = (word: string): string | null => (isUnspaced(word) ? null : bare(word))

/** Is it spelt with letters, long enough to be compared, and no number? Error 1603 is not error 1605. */
const hasShape = (word: string): boolean =>
  word.length >= FEWEST_LETTERS && !isLong(word) && !DIGIT.test(word) && !isUnspaced(word)

/** The trigrams of a word with its ends marked, and how much each counts; none where it is not to be compared. */
export function trigrams(word: string): ReadonlyMap<string, number> {
  const shape = new Map<string, number>()
  if (!hasShape(word)) return shape
  const letters = Array.from(`^${bare(word)}$`) // no letter of two units is cut in half: Postgres takes no halves
  const last = letters.length - 2
  const evenly = ARABIC_OR_HEBREW.test(word) // Semitic words change at both ends alike
  for (let i = 0; i < last; i++) {
    const weight = evenly || i < last - ENDING_TRIGRAMS ? 1 : ENDING_WEIGHT
    const trigram = letters.slice(i, i + 3).join('')
    shape.set(trigram, Math.max(shape.get(trigram) ?? 0, weight))
  }
  return shape
}

/** Length of a shape, as of a vector. */
export function lengthOf(shape: ReadonlyMap<string, number>): number {
  let squares = 0
  for (const weight of shape.values()) squares += weight * weight
  return Math.sqrt(squares)
}
