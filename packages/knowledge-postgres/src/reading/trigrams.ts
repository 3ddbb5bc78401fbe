import { isLong } from './kept.ts'

/** Scripts written without spaces between the words: their words are single characters and pairs. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u
const ARABIC_OR_HEBREW = /[\u0590-\u06ff]/
const DIGIT = /\p{N}/u

const FEWEST_LETTERS = 3
/** The last three trigrams of a word hold its ending, which inflection changes: they count half. */
const ENDING_TRIGRAMS = 3
const ENDING_WEIGHT = 0.5

/** The letters of a word without accents: customers leave them out. Null for a word that nobody spells. */
export const bareWord = (word: string): string | null => (UNSPACED.test(word) ? null : bare(word))

export const bare = (word: string): string => word.normalize('NFD').replace(/[\u0300-\u036f]/g, '')

/** Is it spelt with letters, long enough to be compared, and no number? Error 1603 is not error 1605. */
const hasShape = (word: string): boolean =>
  word.length >= FEWEST_LETTERS && !isLong(word) && !DIGIT.test(word) && !UNSPACED.test(word)

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
