/** A text as VADER reads it: by whitespace, punctuation stripped from the ends unless that would eat an emoticon. */
export interface Tokens {
  readonly raw: readonly string[]
  readonly lower: readonly string[]
  /** Some words, but not all, are in capitals: then capitals shout. */
  readonly hasShouting: boolean
}

// Python's notion of whitespace and of ASCII punctuation, which the lexicon's emoticons were collected under.
const whitespace = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u
const outerPunctuation = /^[!-/:-@[-`{-~]+|[!-/:-@[-`{-~]+$/g

export function tokensOf(text: string): Tokens {
  const raw = text.split(whitespace).filter(Boolean).map(withoutPunctuation)
  const shouted = raw.filter(isShouted).length
  return { raw, lower: raw.map((word) => word.toLowerCase()), hasShouting: shouted > 0 && shouted < raw.length }
}

/** `:)` would strip to nothing and `:D` to a letter: what leaves two characters or fewer stays as it was. */
function withoutPunctuation(word: string): string {
  const stripped = word.replace(outerPunctuation, '')
  return Array.from(stripped).length <= 2 ? word : stripped
}

/** Has capital letters and no small ones. */
export const isShouted = (word: string): boolean => /\p{Uppercase}/u.test(word) && !/\p{Lowercase}|\p{Lt}/u.test(word)
