import { fold } from './fold.ts'

/** A word of a text, folded, and where it stands in the original. */
export interface Word {
  readonly word: string
  /** Offset of its first character, in UTF-16 units. */
  readonly start: number
  /** Offset behind its last character. */
  readonly end: number
}

/** Letters and digits with their marks, and what an apostrophe joins: `router`, `802`, `don't`. */
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu
/** Scripts written without spaces between the words, and Korean, whose words carry their particles. */
const scripts = ['Han', 'Hira', 'Kana', 'Hang', 'Thai', 'Laoo', 'Khmr', 'Mymr'].map((s) => `\\p{scx=${s}}`).join('')
const UNSPACED = new RegExp(`[${scripts}]`, 'u')
const RUN = new RegExp(`[${scripts}]+|[^${scripts}]+`, 'gu')
const CHARACTER = /\P{M}\p{M}*/gu
/** Where letters stand for sounds and not for syllables, two of them say too little: a third is added. */
const LETTERED = /[\u0e00-\u109f\u1780-\u17ff]/
/** No script without spaces lies below: a text of smaller letters needs no closer look. */
const MAYBE_UNSPACED = /[\u0e00-\u{10ffff}]/u

/**
 * Is this word a piece of a script without spaces, and not a word that somebody spelt?
 *
 * @example
 * ```ts
 * import { isUnspaced } from '@casewell/search/reading'
 *
 * console.log(isUnspaced('密码'), isUnspaced('password')) // true false
 * ```
 */
export const isUnspaced = (word: string): boolean => MAYBE_UNSPACED.test(word) && UNSPACED.test(word)

/**
 * The words of a text. Scripts that leave no spaces between words (Chinese, Japanese, Korean, Thai and its neighbours)
 * give each character and each pair of neighbours, Thai and its neighbours each three as well: no dictionary is needed.
 *
 * @example
 * ```ts
 * import { splitWords } from '@casewell/search'
 *
 * console.log(splitWords("Don't panic").map((w) => w.word)) // [ "don't", 'panic' ]
 * console.log(splitWords('重置密码').map((w) => w.word)) // [ '重', '重置', '置', '置密', '密', '密码', '码' ]
 * ```
 */
export function splitWords(text: string): Word[] {
  const folded = fold(text)
  const spaced = !isUnspaced(folded.text)
  const words: Word[] = []
  const add = (word: string, from: number): void => {
    words.push({ word, start: folded.startOf(from), end: folded.endOf(from + word.length) })
  }
  for (const { 0: word, index } of folded.text.matchAll(WORD)) {
    if (spaced || !UNSPACED.test(word)) add(word.replace('’', "'"), index)
    else splitRuns(word, index, add)
  }
  return words
}

function splitRuns(word: string, at: number, add: (word: string, from: number) => void): void {
  for (const { 0: run, index } of word.matchAll(RUN)) {
    if (UNSPACED.test(run)) splitCharacters(run, at + index, add)
    else add(run, at + index)
  }
}

function splitCharacters(run: string, at: number, add: (word: string, from: number) => void): void {
  const longest = LETTERED.test(run) ? 3 : 2
  const characters = run.match(CHARACTER) ?? []
  let from = at
  characters.forEach((character, i) => {
    for (let n = 1; n <= longest && i + n <= characters.length; n++) add(characters.slice(i, i + n).join(''), from)
    from += character.length
  })
}
